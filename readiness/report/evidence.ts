/** What evidence is made of; docs/readiness.md says where each comes from. */
export const evidenceKinds = [
  "deployment",
  "test",
  "rule",
  "page",
  "verification",
  "attestation",
  "drill",
  "review",
  "signature",
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** One thing that speaks for a row or against it. */
export interface Evidence {
  readonly kind: EvidenceKind;
  /** What it is: the id of a rule, the title of a test, the name of a verification. */
  readonly what: string;
  /**
   * "unknown": it was looked for and gives no answer, for the reason in `detail`; "not evaluated": there was nothing to
   * look at, which proves nothing and disproves nothing.
   */
  readonly verdict: "passed" | "failed" | "waived" | "unknown" | "not evaluated";
  /** What was found, as far as the verdict does not say it. */
  readonly detail?: string;
  /** The file it is in, from the root of the project, with an anchor where there is one. */
  readonly file?: string;
  /** The part of the program it is about, from the root of the project. */
  readonly about?: string;
  /** When it was gathered, as an ISO date and time; without it, it is never fresh. */
  readonly when?: string;
  /** Who or what gathered it. */
  readonly by?: string;
  /** Whether it was gathered on a simulated account. */
  readonly rehearsed: boolean;
}
