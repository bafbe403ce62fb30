import { regions } from "../../settings/published/offers";
import { stages } from "../../settings/stage/stage";
import { systems } from "../../stacks/settings/systems";
import { deployerRights, handedOverTo } from "./rights";

import type { Statement } from "./service-rights";

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
  const statements = [reads(), handOver(), ...changes()];
  const documents: PolicyDocument["Statement"][number][][] = [[]];
  for (const statement of statements) {
    const last = documents[documents.length - 1] ?? [];
    if (sizeOf(document([...last, statement])) <= policySizeLimit) last.push(statement);
    else documents.push([statement]);
  }
  return documents.map(document);
}

/** What whoever uses the policies replaces in them. */
export interface Placeholders {
  /** The stage, or the stack of one system. */
  readonly stage: string;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** The bucket with the state; of Pulumi Cloud's users, a name that no bucket has. */
  readonly "state bucket": string;
  /** The id of the key that encrypts the secrets in the state. */
  readonly "state key id": string;
}

/** The longest of each: names of buckets end at 63 characters (S3 user guide), ids of multi-Region keys have 36. */
export const longestPlaceholders: Placeholders = {
  stage: longestOf(stages.flatMap((stage) => [stage, ...systems.map((system) => `${stage}-${system}`)])),
  account: "0".repeat(12),
  region: longestOf(regions),
  "state bucket": "b".repeat(63),
  "state key id": "k".repeat(36),
};

/** A policy with its placeholders replaced. */
export function filledIn(policy: PolicyDocument, placeholders: Placeholders): PolicyDocument {
  const text = Object.entries(placeholders).reduce(
    (filled, [placeholder, value]) => filled.replaceAll(`<${placeholder}>`, value as string),
    JSON.stringify(policy),
  );
  return JSON.parse(text) as PolicyDocument;
}

/** Characters of a document that IAM counts once it is filled in. */
function sizeOf(policy: PolicyDocument): number {
  return JSON.stringify(filledIn(policy, longestPlaceholders)).length;
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

/** The statements that change something. Their ids are numbered in all policies together, so that no two are the same. */
function changes(): PolicyDocument["Statement"] {
  const counts = new Map<string, number>();
  return deployerRights.flatMap(({ service, changes: statements }) => {
    const name = service.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
    return statements.map(({ actions, resources, condition }) => {
      const number = (counts.get(name) ?? 0) + 1;
      counts.set(name, number);
      return {
        Sid: `${name}N${number}`,
        Effect: "Allow" as const,
        Action: actions.map((action) => `${service}:${action}`),
        Resource: resources,
        ...(condition && { Condition: condition }),
      };
    });
  });
}
