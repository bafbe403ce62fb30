import { PolicyPack } from "@pulumi/policy";
import { policiesOf } from "./pack";
import { rules } from "./index";

// The engine reads the first line of the standard output as the pack's port: nothing else may be printed.
new PolicyPack("care-platform-checklist", {
  displayName: "care-platform production checklists",
  description: "The production checklists of doctor-system, ahava-healthcare and med-platform, as rules.",
  policies: policiesOf(rules),
});
