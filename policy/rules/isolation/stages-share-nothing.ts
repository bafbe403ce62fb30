import { neighboursType } from "../../readings/neighbours";
import type { NeighboursArgs } from "../../readings/neighbours";
import { resourceRule } from "../../rule";

export const stagesShareNothing = resourceRule<NeighboursArgs>({
  id: "stages-share-nothing",
  title: "Production has no secret, network, domain, key, topic or data store in common with another stage",
  severity: "critical",
  rows: ["DS-ENV-01", "DS-ENV-02", "DS-ENV-03", "DS-DB-01", "MP-ENV-06"],
  frameworks: [],
  settings: {
    common: {
      kind: "texts",
      description:
        'What may be in common, such as "med-platform.SENTRY_DSN" where one project takes the errors of all.',
      default: [],
    },
  },
  remediation:
    "Ask the vendor for a secret of this stage's own and set it with pulumi config set --secret; choose a range and a domain of its own.",
  example: "pulumi config set --secret ahava-healthcare.SMTP_PASS … --stack production # that of staging",
  types: [neighboursType],
  check({ props }, examination) {
    const common = examination.settingTexts("common");
    examination.each(
      () => props.shared,
      ({ what, with: stack }) => {
        if (common.includes(what)) return;
        const needed = `${what} of this stage's own`;
        examination.fails({ found: `the ${what} of the stack ${stack}`, needed, setting: what });
      },
    );
    examination.attempt(() => {
      const compared = props.compared ?? [];
      const known = [...compared, ...(props.unread ?? [])].some((stack) => stack.startsWith("staging"));
      // There was a staging before there could be a production; where nothing is known of it, nothing is proved.
      if (examination.production && !known) examination.undecided("what staging tells of itself");
    });
    examination.each(
      () => props.unread,
      (stack) => {
        // Stages other than production may share what they like with each other.
        if (examination.production || stack.startsWith("production"))
          examination.undecided(`what ${stack} tells of itself`);
      },
    );
  },
});
