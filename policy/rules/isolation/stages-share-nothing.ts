import { neighboursType } from "../../selectors/neighbours";
import type { NeighboursArgs } from "../../selectors/neighbours";
import { resourceRule } from "../../rule";

export const stagesShareNothing = resourceRule<NeighboursArgs>({
  id: "stages-share-nothing",
  title: "Production shares no secret, network, domain, key, topic or data store with another stage",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["DS-ENV-01", "DS-ENV-02", "DS-ENV-03", "DS-DB-01", "MP-ENV-06"],
  frameworks: [],
  settings: {
    common: {
      kind: "texts",
      description:
        'Names that stages may share, such as "med-platform.SENTRY_DSN" where one project collects the errors of all stages.',
      default: [],
    },
  },
  remediation:
    "Get a separate secret for this stage from the vendor and set it with pulumi config set --secret; choose a separate CIDR range and domain.",
  example: "pulumi config set --secret ahava-healthcare.SMTP_PASS … --stack production # the value of staging",
  types: [neighboursType],
  check({ props }, context) {
    const common = context.settingTexts("common");
    context.each(
      () => props.shared,
      ({ what, with: stack }) => {
        if (common.includes(what)) return;
        const needed = `${what} only for this stage`;
        context.fails({ found: `the ${what} of the stack ${stack}`, needed, setting: what });
      },
    );
    context.guard(() => {
      const compared = props.compared ?? [];
      const known = [...compared, ...(props.unread ?? [])].some((stack) => stack.startsWith("staging"));
      // Staging must exist before production; without its facts nothing is proved.
      if (context.production && !known) context.undecided("the facts of staging");
    });
    context.each(
      () => props.unread,
      (stack) => {
        // Stages other than production may share resources with each other.
        if (context.production || stack.startsWith("production")) context.undecided(`the facts of ${stack}`);
      },
    );
  },
});
