import type { Finding } from "../run-result";

/** Something that stands at a stage's resources and is in no state. */
export interface Stranger {
  /** In words: "security group rule". */
  readonly what: string;
  /** The type of Pulumi's that it is one of. */
  readonly type: string;
  readonly id: string;
  /** The stage's resource at which it stands, by name. */
  readonly at: string;
  /** What it does, in one line, without a secret. */
  readonly does: string;
  /** Whether it lets somebody or something in. */
  readonly access: boolean;
  /** What the policy pack says of it, as if it belonged to the stage. */
  readonly findings: readonly Finding[];
}
