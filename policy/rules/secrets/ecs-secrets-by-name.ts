import { eachContainer } from "../../selectors/containers";
import type { TaskArgs } from "../../selectors/containers";
import { known } from "../../unknown-value";
import { stackRule } from "../../rule";
import type { CheckedResource } from "../../rule";

const taskType = "aws:ecs/taskDefinition:TaskDefinition";
const secretType = "aws:secretsmanager/secret:Secret";

/** An ARN with the secret's name, which ends in six characters that AWS adds, and the key of its document. */
const reference = /^arn:[\w-]+:secretsmanager:[\w-]+:\d+:secret:([^:]+?)(?:-\w{6})?(?::([^:]*))?(?::|$)/;
/** A keyring contains the variable without this suffix. */
const keyring = /_KEYRING$/;

export const ecsSecretsByName = stackRule({
  id: "ecs-secrets-by-name",
  title: "ECS containers take each secret from the entry of its name where the stack has one",
  severity: "high",
  enforcement: "everywhere",
  rows: ["DS-JWT-01", "DS-ENV-02", "DS-ENV-03"],
  frameworks: [],
  remediation: "Use the ARN of the secret with the variable's name in valueFrom.",
  example: 'secrets: [{ name: "JWT_SECRET", valueFrom: encryptionKey.arn }]',
  types: [taskType],
  check(stack, context) {
    const names = new Set(
      stack.of<{ name: string }>([secretType]).flatMap(({ props }) => known(() => props.name) ?? []),
    );
    for (const task of stack.of<TaskArgs>([taskType])) {
      const about = context.about(task);
      eachContainer(task as unknown as CheckedResource<TaskArgs>, about, (container) => {
        about.each(
          () => container.secrets,
          ({ name, valueFrom = "" }) => {
            const [, path = "", key = ""] = reference.exec(valueFrom) ?? [];
            if (path === "" || isCalled(path, name) || key === name) return;
            const folder = path.slice(0, path.lastIndexOf("/") + 1);
            if (!names.has(path) || ![name, `${name}_KEYRING`].some((called) => names.has(`${folder}${called}`)))
              return;
            const where = `container ${container.name}`;
            about.fails({
              found: `the secret ${path} under the name ${name} in ${where}`,
              needed: `the secret ${folder}${name}`,
              setting: `valueFrom of ${name}`,
            });
          },
        );
      });
    }
  },
});

function isCalled(path: string, name: string): boolean {
  const last = path.slice(path.lastIndexOf("/") + 1);
  return last === name || last.replace(keyring, "") === name.replace(keyring, "");
}
