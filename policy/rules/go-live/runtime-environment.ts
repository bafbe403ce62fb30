import { containerTypes, eachContainer } from "../../selectors/containers";
import type { TaskArgs } from "../../selectors/containers";
import { resourceRule } from "../../rule";

/** The variables that set a runtime's error detail and performance. */
const modes = ["NODE_ENV", "GO_ENV"];

export const runtimeEnvironment = resourceRule<TaskArgs>({
  id: "runtime-environment",
  title: "NODE_ENV and GO_ENV are production in staging and production",
  severity: "high",
  enforcement: "everywhere",
  rows: ["DS-VAR-02", "AH-VAR-12"],
  frameworks: [],
  remediation:
    'Set NODE_ENV or GO_ENV to "production" in staging and production, and use STAGE for the name of the stage.',
  example: 'environment: [{ name: "NODE_ENV", value: "staging" }]',
  types: containerTypes,
  check(resource, context) {
    if (context.stage === "development") context.notApplicable("Not checked in development.");
    eachContainer(resource, context, (container) => {
      context.each(
        () => container.environment?.filter(({ name }) => modes.includes(name)),
        ({ name, value }) => {
          if (value === undefined) {
            context.undecided(`the value of ${name}`);
          } else if (value !== "production") {
            const found = `${name} ${/^[\w-]{1,20}$/.test(value) ? value : "with another value"}`;
            context.fails({
              found: `${found} in container ${container.name}`,
              needed: "production",
              setting: name,
            });
          }
        },
      );
    });
  },
});
