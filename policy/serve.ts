import path from "node:path";
import { PolicyPack } from "@pulumi/policy";
import { rules } from "./index";
import { policiesOf } from "./pack";

// The SDK takes the pack's version from the package.json of the working directory, which may be the program's.
process.chdir(path.dirname(__dirname));

// The engine reads the first line of the standard output as the pack's port: nothing else may be printed.
new PolicyPack("care-platform-checklist", {
  displayName: "care-platform production checklists",
  description: "The production checklists of doctor-system, ahava-healthcare and med-platform, as rules.",
  policies: policiesOf(rules),
});
