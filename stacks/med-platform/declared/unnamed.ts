/** Why a variable's name is this project's proposal. */
export const unnamed = "the checklist requires it and names no variable (C-02)";
