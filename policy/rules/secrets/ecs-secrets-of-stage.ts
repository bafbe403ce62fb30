import { eachContainer } from "../../selectors/containers";
import type { TaskArgs } from "../../selectors/containers";
import { ownStage, stagesOfPath } from "../../selectors/stage-words";
import { stackRule } from "../../rule";
import type { CheckedResource } from "../../rule";
import type { StackView } from "../../stack-view";

const taskType = "aws:ecs/taskDefinition:TaskDefinition";
const secretType = "aws:secretsmanager/secret:Secret";

/** An ARN up to the secret's name, which ends in six characters that AWS adds. */
const secretArn = /^(arn:[\w-]+:secretsmanager:[\w-]+:\d+:secret:([^:]+?)(?:-\w{6})?)(?::|$)/;

export const ecsSecretsOfStage = stackRule({
  id: "ecs-secrets-of-stage",
  title: "Secrets of ECS containers belong to the same stage",
  severity: "high",
  enforcement: "everywhere",
  rows: ["DS-ENV-02", "DS-ENV-03"],
  frameworks: [],
  remediation: "Use a secret of the same stack in valueFrom, or name the secret <stage>/….",
  example: 'secrets: [{ name: "JWT_SECRET", valueFrom: "arn:aws:secretsmanager:…:secret:staging/app/jwt-a1B2c3" }]',
  types: [taskType],
  check(stack, context) {
    for (const task of stack.of<TaskArgs>([taskType])) {
      const about = context.about(task);
      const own = ownStage(task.urn, about.stage);
      eachContainer(task as unknown as CheckedResource<TaskArgs>, about, (container) => {
        about.each(
          () => container.secrets,
          ({ name, valueFrom = "" }) => {
            const [, , secretName] = secretArn.exec(valueFrom) ?? [];
            // Everything outside Secrets Manager is checked by the rule about pinned versions.
            if (secretName === undefined) return;
            const stages = stagesOfPath(secretName);
            if (stages.includes(own) || standsIn(stack, valueFrom)) return;
            const where = `the secret ${name} in container ${container.name}`;
            const [other] = stages;
            if (other === undefined) about.undecided(`the stack with ${where}`);
            else
              about.fails({ found: `${where} of ${other}`, needed: `one of ${own}`, setting: `valueFrom of ${name}` });
          },
        );
      });
    }
  },
});

function standsIn(stack: StackView, valueFrom: string): boolean {
  const arn = valueFrom.split(":").slice(0, 7).join(":");
  return stack.of<{ arn: string }>([secretType]).some(({ props }) => props.arn === arn);
}
