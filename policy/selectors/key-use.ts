import type { StackResource, StackView } from "../stack-view";
import { covers } from "./iam-pattern";
import { statementsIn } from "./policy-document";
import type { Statement } from "./policy-document";

/** A key of KMS, as far as rules read it. */
interface KeyState {
  readonly arn: string;
  readonly keyId: string;
  readonly policy: unknown;
}

const keyTypes = ["aws:kms/key:Key", "aws:kms/externalKey:ExternalKey", "aws:kms/replicaKey:ReplicaKey"];
const aliasTypes = ["aws:kms/alias:Alias"];
const byItsNames = ["arn", "id", "keyId"];

/** The KMS actions of a service that writes encrypted data (SNS Developer Guide, "Key management"). */
const needed = ["kms:Decrypt", "kms:GenerateDataKey"];

/** The key that a property names, also by an alias; undefined where the stack does not hold it. */
export function keyBehind(
  stack: StackView,
  from: StackResource,
  property: string,
): StackResource<KeyState> | undefined {
  const key = stack.referenced<KeyState>(from, { property, to: keyTypes, by: byItsNames });
  if (key !== undefined) return key;
  const alias = stack.referenced(from, { property, to: aliasTypes, by: ["name", "arn", "id"] });
  return alias && stack.referenced<KeyState>(alias, { property: "targetKeyId", to: keyTypes, by: byItsNames });
}

/**
 * The statements of a key's policy, inline or standalone; without one it is KMS's default policy, which delegates to the
 * account's policies and names no service.
 */
export function keyStatements(stack: StackView, key: StackResource<KeyState>): readonly Statement[] {
  const beside = stack.pointingAt<{ policy: unknown }>(key, ["aws:kms/keyPolicy:KeyPolicy"], {
    property: "keyId",
    by: byItsNames,
  });
  const policies = beside.length > 0 ? beside.map(({ props }) => props.policy) : [key.props.policy];
  return policies.flatMap((policy) => statementsIn(policy, "policy of the key"));
}

/** The source of a service's request. */
interface Asking {
  /** "cloudwatch.amazonaws.com" */
  readonly service: string;
  /** The account it acts for; undefined where it is not known. */
  readonly account: string | undefined;
}

/** Whether statements of a key's policy allow a service to write with the key for an account. */
export function letsWrite(statements: readonly Statement[], asking: Asking): boolean {
  return lets(statements, asking, needed);
}

/** Whether statements of a topic's policy allow a service to publish to it for an account. */
export function letsPublish(statements: readonly Statement[], asking: Asking): boolean {
  return lets(statements, asking, ["sns:Publish"]);
}

function lets(statements: readonly Statement[], { service, account }: Asking, actions: readonly string[]): boolean {
  return actions.every(
    (action) =>
      statements.some((statement) => admits(statement, { service, account }, action)) &&
      !statements.some((statement) => refuses(statement, service, action)),
  );
}

function admits(statement: Statement, { service, account }: Asking, action: string): boolean {
  if (statement.effect !== "Allow" || !concerns(statement, action)) return false;
  // With a condition, "*" is all principals of an account, which does not include a service.
  if (!statement.principalsOf("Service").includes(service)) {
    // The default policy of SNS has a condition on the owner of the publisher, which alarms meet.
    const owner = Object.values(statement.conditions).some((keys) => Object.keys(keys).some(namesOwner));
    return statement.principals.includes("*") && (Object.keys(statement.conditions).length === 0 || owner);
  }
  return isOfAccount(statement, account);
}

function namesOwner(key: string): boolean {
  return key.toLowerCase() === "aws:sourceowner";
}

function refuses(statement: Statement, service: string, action: string): boolean {
  const named = statement.principalsOf("Service").includes(service) || statement.principals.includes("*");
  return (
    statement.effect === "Deny" &&
    named &&
    concerns(statement, action) &&
    Object.keys(statement.conditions).length === 0
  );
}

function concerns({ actions, inverted }: Statement, action: string): boolean {
  return !inverted && actions.some((pattern) => covers(pattern, action));
}

/** Whether a condition on the account, where there is one, names this account. */
function isOfAccount({ conditions }: Statement, account: string | undefined): boolean {
  const tests = Object.entries(conditions).filter(([operator]) => /^String(Equals|Like)$/i.test(operator));
  const accounts = tests.flatMap(([, keys]) =>
    Object.entries(keys).flatMap(([key, values]) =>
      key.toLowerCase() === "aws:sourceaccount" ? [[values].flat()] : [],
    ),
  );
  return account === undefined || accounts.every((list) => list.map(String).some((one) => covers(one, account)));
}
