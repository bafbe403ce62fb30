import { eachContainer } from "../../selectors/containers";
import type { TaskArgs } from "../../selectors/containers";
import { resourceRule } from "../../rule";

/** `arn:<partition>:secretsmanager:<region>:<account>:secret:<name>:<json key>:<version stage>:<version id>` */
const reference = /^arn:[\w-]+:secretsmanager:[\w-]+:\d+:secret:([^:]+)(?::([^:]*):([^:]*):([^:]*))?$/;

export const ecsSecretsPinned = resourceRule<TaskArgs>({
  id: "ecs-secrets-pinned",
  title: "Secrets of ECS containers are pinned to a version ID",
  severity: "high",
  enforcement: "everywhere",
  rows: ["DS-ENV-02", "DS-ENV-03"],
  frameworks: [],
  remediation: "Write valueFrom as arn:json-key:version-stage:version-id of a Secrets Manager secret.",
  example: 'secrets: [{ name: "JWT_SECRET", valueFrom: secret.arn }]',
  types: ["aws:ecs/taskDefinition:TaskDefinition"],
  check(resource, context) {
    eachContainer(resource, context, (container) => {
      context.each(
        () => container.secrets,
        (secret) => {
          const where = `for the secret ${secret.name} in container ${container.name}`;
          const [, name, , , version] = reference.exec(secret.valueFrom ?? "") ?? [];
          const setting = `valueFrom of ${secret.name}`;
          if (name === undefined) {
            const found = `no reference to Secrets Manager ${where}`;
            context.fails({ found, needed: "the ARN of a secret", setting });
          } else if (version === undefined || version === "") {
            context.fails({ found: `no version id ${where}`, needed: "a version id at the end", setting });
          }
        },
      );
    });
  },
});
