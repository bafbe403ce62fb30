import { regions } from "../../settings/published/offers";
import { stages } from "../../settings/stage/stage";
import { deployerRights, handedOverTo } from "./rights";
import type { ServiceRights, Statement } from "./service-rights";

/** A policy document as IAM takes it. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Effect: "Allow";
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
    readonly Condition?: Statement["condition"];
  }[];
}

/** Characters without white space that a managed policy may have (IAM and STS quotas). */
export const policySizeLimit = 6144;

/** Where the policy of this number lies, from the root of the project. */
export function deployerPolicyName(number: number): string {
  return `docs/deployer-policy-${number}.json`;
}

/**
 * The rights of whoever deploys a stage as managed policies, each within IAM's size; `<stage>`, `<account>` and
 * `<region>` are to be replaced in all of them.
 */
export function deployerPolicies(): readonly PolicyDocument[] {
  const statements = [reads(), handOver(), ...deployerRights.flatMap(changes)];
  const documents: PolicyDocument["Statement"][number][][] = [[]];
  for (const statement of statements) {
    const last = documents[documents.length - 1] ?? [];
    if (sizeOf(document([...last, statement])) <= policySizeLimit) last.push(statement);
    else documents.push([statement]);
  }
  return documents.map(document);
}

/** What the placeholders are replaced by at the longest, so that a policy fits wherever it is used. */
const longest: Readonly<Record<string, string>> = {
  "<stage>": longestOf(stages),
  "<account>": "0".repeat(12),
  "<region>": longestOf(regions),
};

/** Characters of a document that IAM counts once it is filled in. */
function sizeOf(policy: PolicyDocument): number {
  const filled = Object.entries(longest).reduce(
    (text, [placeholder, name]) => text.replaceAll(placeholder, name),
    JSON.stringify(policy),
  );
  return filled.length;
}

function longestOf(names: readonly string[]): string {
  return names.reduce((longer, name) => (name.length > longer.length ? name : longer), "");
}

function document(statements: PolicyDocument["Statement"]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}

function reads(): PolicyDocument["Statement"][number] {
  return {
    Sid: "Read",
    Effect: "Allow",
    Action: [
      ...deployerRights.flatMap(({ service, reads: actions }) => actions.map((action) => `${service}:${action}`)),
      "sts:GetCallerIdentity",
    ],
    Resource: ["*"],
  };
}

/** A role can be given to exactly the services that use one. */
function handOver(): PolicyDocument["Statement"][number] {
  return {
    Sid: "HandRolesOver",
    Effect: "Allow",
    Action: ["iam:PassRole"],
    Resource: ["arn:aws:iam::<account>:role/<stage>-*"],
    Condition: { StringEquals: { "iam:PassedToService": handedOverTo } },
  };
}

function changes({ service, changes: statements }: ServiceRights): PolicyDocument["Statement"] {
  const name = service.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
  return statements.map(({ actions, resources, condition }, index) => ({
    Sid: `${name}${index + 1}`,
    Effect: "Allow",
    Action: actions.map((action) => `${service}:${action}`),
    Resource: resources,
    ...(condition && { Condition: condition }),
  }));
}
