import type { AccountView } from "../../resource-type";
import { parsePolicy } from "../policy-language";
import type { Statement } from "../policy-language";

/**
 * Why a service that does not tell its account could not publish to a topic of this one, in words; undefined when it
 * could. AWS takes such a target and then loses its messages without a word, so the account says so at once. A topic
 * whose policy is not there yet is not judged.
 */
export function undeliverable(service: string, topicArn: string, account: AccountView): string | undefined {
  const topic = account.find("aws:sns/topic:Topic", "arn", topicArn);
  const topicPolicy = account.find("aws:sns/topicPolicy:TopicPolicy", "arn", topicArn)?.state.policy;
  if (topic === undefined || topicPolicy === undefined) return undefined;
  if (!lets(service, topicPolicy, "sns:publish", () => false)) {
    return `The policy of ${topicArn} does not let ${service} publish without a condition.`;
  }
  const key = topic.state.kmsMasterKeyId;
  if (key === undefined) return undefined;
  const keyPolicy = ["id", "arn"].map((property) => account.find("aws:kms/key:Key", property, key)).find(Boolean);
  return keyPolicy === undefined || lets(service, keyPolicy.state.policy, "kms:generatedatakey", isAboutEncryption)
    ? undefined
    : `The policy of the key of ${topicArn} does not let ${service} encrypt without a condition on its source.`;
}

/** Whether a policy lets a service do something, under no conditions but those that its requests can meet. */
function lets(service: string, policy: unknown, action: string, canMeet: (conditionKey: string) => boolean): boolean {
  const statements = parsePolicy(policy);
  if (typeof statements === "string") return false;
  return statements.some(
    (statement) =>
      statement.effect === "Allow" &&
      (statement.principals.Service ?? []).includes(service) &&
      statement.actions.some((each) => action.startsWith(each.toLowerCase().replace(/\*$/, ""))) &&
      conditionKeys(statement).every(canMeet),
  );
}

function conditionKeys({ condition = {} }: Statement): string[] {
  return Object.values(condition).flatMap((operator) =>
    typeof operator === "object" && operator !== null ? Object.keys(operator) : [],
  );
}

function isAboutEncryption(conditionKey: string): boolean {
  return conditionKey.startsWith("kms:");
}
