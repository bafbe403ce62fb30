import { probes } from "./probes/index";

/** Where the policy lies, from the root of the project. */
export const verifierPolicyName = "docs/verifier-policy.json";

/** What the probes of one file need in AWS, and the rows that they are about. */
export interface VerifierRight {
  readonly sid: string;
  readonly rows: readonly string[];
  readonly actions: readonly string[];
  /** The ARNs that they are limited to. */
  readonly resources: readonly string[];
}

/**
 * The rights to read the state of a stage in AWS and to ask its databases, and nothing else: no value of a secret, no line of a
 * log, no object of a bucket, no row of a table. Each probe names the actions that it needs; those that look from outside need none.
 */
export const verifierRights: readonly VerifierRight[] = probes.flatMap(
  ({ name, rows, partOf = [], actions = [], resources = ["*"] }) =>
    actions.length === 0 ? [] : [{ sid: sidOf(name), rows: [...rows, ...partOf], actions, resources }],
);

/** `critical-alarms` as `CriticalAlarms`: a Sid has letters and digits (IAM user guide, "IAM JSON policy elements: Sid"). */
function sidOf(name: string): string {
  return name
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

/** The policy of a role that reads the state of a stage: each action in the statement of the first probe that needs it. */
export function verifierPolicy() {
  const given = new Set<string>();
  return {
    Version: "2012-10-17",
    Statement: verifierRights.flatMap(({ sid, actions, resources }) => {
      const own = actions.filter((action) => !given.has(action));
      for (const action of own) given.add(action);
      if (own.length === 0) return [];
      return [{ Sid: sid, Effect: "Allow", Action: [...own].sort(), Resource: resources }];
    }),
  };
}
