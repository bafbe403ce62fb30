import { stackRule } from "../../rule";

export const waiversCurrent = stackRule({
  id: "waivers-current",
  title: "Every waiver of the stage still holds and is still needed",
  severity: "high",
  rows: ["DS-GO-03", "AH-GO-02"],
  frameworks: [],
  remediation:
    "Mend the finding that an expired waiver set aside, or have the owner renew it; take out a waiver that nothing needs.",
  example: `# waivers/staging.yaml\n- { rule: rds-backups, resource: reports, reason: empty, owner: data team, lastDay: 2020-01-31 }`,
  unwaivable: "It watches the waivers themselves.",
  // Every stack has this one resource, so that the rule is always asked.
  types: ["pulumi:pulumi:Stack"],
  check(stack, examination) {
    for (const standing of stack.waivers) {
      const { rule, resource, lastDay, owner } = standing.waiver;
      const about = examination.about({ name: `${rule} on ${resource}` });
      const setting = "the stage's file of waivers";
      if (standing.state === "expired")
        about.fails({
          found: `a waiver that ended on ${lastDay}`,
          needed: `the finding mended, or a decision of ${owner}`,
          setting,
        });
      if (standing.state === "unused")
        about.fails({ found: "a waiver that no finding needs", needed: "none", setting });
      if (standing.state === "undecided") about.undecided(standing.waitsFor);
    }
  },
});
