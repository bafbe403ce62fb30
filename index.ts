import { deploy } from "./stacks/program";
import { explainingFailures } from "./stacks/program-failure";

export = explainingFailures(() => deploy());
