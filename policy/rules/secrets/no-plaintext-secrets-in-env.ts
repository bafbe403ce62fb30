import { containerTypes, eachContainer } from "../../readings/containers";
import type { TaskArgs } from "../../readings/containers";
import { isCredential, isSecretName } from "../../readings/secret-names";
import { resourceRule } from "../../rule";

export const noPlaintextSecretsInEnv = resourceRule<TaskArgs>({
  id: "no-plaintext-secrets-in-env",
  title: "No secret stands in the plain environment of a container",
  severity: "critical",
  rows: ["DS-SEC-01", "DS-WA-05", "AH-VAR-01", "MP-EXT-02", "MP-EXT-04", "MP-ENV-03", "MP-APS-03"],
  frameworks: ["FSBP ECS.8", "cdk-nag ECS2"],
  remediation:
    "Put the value in Secrets Manager and inject it through secrets with a valueFrom; then change the value.",
  example:
    'containerDefinitions: JSON.stringify([{ name: "api", image, environment: [{ name: "JWT_SECRET", value }] }])',
  unwaivable: "A secret in plain text is open to everybody who may read the task definition, and must be changed.",
  types: containerTypes,
  check(resource, examination) {
    eachContainer(resource, examination, (container) => {
      examination.each(
        () => container.environment,
        ({ name, value }) => {
          const byName = isSecretName(name);
          if (!byName && !isCredential(value ?? "")) return;
          examination.fails({
            // The name only: the value is what must not be seen.
            found: `the variable ${name}, ${byName ? "a secret by its name" : "whose value looks like a credential"}, in plain text in container ${container.name}`,
            needed: "a secret of Secrets Manager",
            setting: `environment and secrets of ${container.name}`,
          });
        },
      );
    });
  },
});
