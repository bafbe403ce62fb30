/** After so many runs of the engine a deployment with failures gives up; production has some 20 layers of resources that need each other. */
export const runLimit = 60;
