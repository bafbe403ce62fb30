import { stackRule } from "../../rule";

export const waiversCurrent = stackRule({
  id: "waivers-current",
  title: "Waivers are neither expired nor unused",
  severity: "high",
  enforcement: "everywhere",
  rows: ["DS-GO-03", "AH-GO-02"],
  frameworks: [],
  remediation:
    "Fix the finding of an expired waiver, or have its owner renew the waiver; remove a waiver that no finding needs.",
  example: `# waivers/staging.yaml\n- { rule: rds-backups, resource: reports, reason: empty, owner: data team, lastDay: 2020-01-31 }`,
  unwaivable: "It checks the waivers themselves.",
  // Every stack has this one resource, so the rule is always evaluated.
  types: ["pulumi:pulumi:Stack"],
  check(stack, context) {
    for (const standing of stack.waivers) {
      const { rule, resource, lastDay, owner } = standing.waiver;
      const about = context.about({ name: `${rule} on ${resource}` });
      const setting = "the stage's waiver file";
      if (standing.state === "expired")
        about.fails({
          found: `a waiver that expired on ${lastDay}`,
          needed: `a fix of the finding, or a renewal by ${owner}`,
          setting,
        });
      if (standing.state === "unused")
        about.fails({ found: "a waiver that no finding needs", needed: "none", setting });
      if (standing.state === "undecided") about.undecided(standing.waitsFor);
    }
  },
});
