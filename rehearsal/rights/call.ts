/** A policy document, as JSON has it. */
export interface Policy {
  readonly Version?: string;
  readonly Statement: readonly PolicyStatement[];
}

/** A statement of a policy, as far as it is read here; the simulator reads all of it. */
export interface PolicyStatement {
  readonly Action?: string | readonly string[];
}

/** One call of an API of AWS, as IAM judges it. */
export interface Call {
  /** `rds:CreateDBInstance`. */
  readonly action: string;
  /** The ARN that it is about; `*` for an action that knows no resources. */
  readonly resource: string;
  /** Condition keys and their values. */
  readonly context: Readonly<Record<string, string>>;
  /** The policy of the resource: of a key, secret, bucket or topic. @default none */
  readonly policy?: Policy;
  /** The account whose resource it is. @default the caller's */
  readonly owner?: string;
  /** What the call is for: the URN of a resource, or a step of a page. */
  readonly purpose: string;
}

/** Whose resources they are, and where. */
export interface Stack {
  /** The stage, or the stack of one system: what names begin with, and the value of the tag `stage`. */
  readonly stage: string;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
}

/** What `aws kms create-key` gives a key whose maker says nothing (KMS developer guide, "Default key policy"). */
export function defaultKeyPolicy(account: string): Policy {
  const statement = {
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: "kms:*",
    Resource: "*",
  };
  return { Version: "2012-10-17", Statement: [statement] };
}
