/** One use of a right by AWS or by an application while a stage runs: what CloudTrail would show of it. */
export interface Use {
  /** Who asks: the ARN of a role, a service principal, or the ARN of another account's root. */
  readonly by: string;
  /** `kms:Decrypt`. */
  readonly action: string;
  /** The ARN that it is about; `*` for an action that knows no resources. */
  readonly resource: string;
  /** The condition keys that the request carries beside those that every request has. */
  readonly context: Context;
  /** What it is for: "the secret DATABASE_URL of the container api". */
  readonly purpose: string;
  /** The page or file that says that the request is made, and which keys it carries. */
  readonly source: string;
}

/** Condition keys and their values. */
export type Context = Readonly<Record<string, string>>;

/** A use with the resource that makes AWS make it. */
export interface UseOf extends Use {
  /** The URN of the resource. */
  readonly user: string;
}
