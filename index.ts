import { readSettings } from "./settings/read";
import { deployStage } from "./stacks/stage";

export = deployStage(readSettings());
