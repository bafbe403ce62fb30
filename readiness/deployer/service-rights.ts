/** What whoever deploys a stage may change in one AWS service, and by what the right is narrowed. */
export interface ServiceRights {
  /** The service as IAM calls it: the part of an action before the colon. */
  readonly service: string;
  /** The modules of the AWS package whose resources need it. */
  readonly modules: readonly string[];
  /** What it may do to which resources. */
  readonly changes: readonly Statement[];
  /** The reading actions, on everything; the program looks at what is there before it changes it. */
  readonly reads: readonly string[];
}

/** One statement of a policy, which always allows. */
export interface Statement {
  readonly actions: readonly string[];
  /** ARNs, with `<stage>`, `<account>` and `<region>` to be replaced. */
  readonly resources: readonly string[];
  readonly condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** The permissions boundary that every role of a stage has (components/security/permissions-boundary.ts). */
export const boundaryArn = "arn:aws:iam::<account>:policy/care-platform-boundary-<stage>";

/** Conditions on tags: the provider tags everything it creates with its stage (stacks/stage.ts). */
export const created = { StringEquals: { "aws:RequestTag/stage": "<stage>" } };
export const tagged = { StringEquals: { "aws:ResourceTag/stage": "<stage>" } };

export const describing = ["Describe*", "List*"];
export const reading = ["Describe*", "Get*", "List*"];

/** ARNs of the stage's region and account. */
export function arns(service: string, ...rest: readonly string[]): string[] {
  return rest.map((end) => `arn:aws:${service}:<region>:<account>:${end}`);
}

/** ARNs of the account in every region: the front ends keep some things in us-east-1. */
export function arnsAnywhere(service: string, ...rest: readonly string[]): string[] {
  return rest.map((end) => `arn:aws:${service}:*:<account>:${end}`);
}

/** Every right on what carries the stage's name, which every name in the program begins with (components/naming.ts). */
export function everything(...resources: readonly string[]): Statement {
  return { actions: ["*"], resources };
}
