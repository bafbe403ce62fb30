import { z } from "zod";
import { rowId } from "./row-id";

const moment = z.iso.datetime({ offset: true });

/** One answer to one or more rows: of a verification, a pipeline, a drill or a reviewer. */
const recorded = z.object({
  rows: z.array(rowId).min(1),
  verdict: z.enum(["passed", "failed", "unknown"]),
  /** What was found and what is needed. */
  measured: z.string().optional(),
  wanted: z.string().optional(),
  when: moment,
  /** Who or what found it. */
  by: z.string().min(1),
  /** The version and the image digest it was found on; a row of another version is not settled by it. */
  version: z.string().optional(),
  digest: z.string().optional(),
});

/** A person's word for rows, bound to what is deployed. */
const signature = z.object({
  rows: z.array(rowId).min(1),
  /** As what the person signs: "security". */
  role: z.string().min(1),
  signer: z.string().min(1),
  when: moment,
  version: z.string().min(1),
  digest: z.string().optional(),
  revoked: z.object({ when: moment, by: z.string(), reason: z.string() }).optional(),
});

/** A file of evidence that was written by hand, or by another program than this project. */
export const evidenceFile = z.object({
  /** The stack it is about. */
  stage: z.string(),
  /** Whether it was gathered on a simulated account. */
  rehearsed: z.boolean().default(false),
  kind: z.enum(["verification", "attestation", "drill", "review"]).default("verification"),
  results: z.array(recorded).default([]),
  signatures: z.array(signature).default([]),
});

/** What one file of evidence says. */
export type RecordedEvidence = Omit<z.infer<typeof evidenceFile>, "signatures"> & {
  readonly signatures: readonly Signature[];
  /** Whom to call, from a record of releases. */
  readonly contacts?: readonly Contact[];
};
export type RecordedResult = z.infer<typeof recorded>;

/** A signature; `proven` by a key, in a record of releases. A file that was written by hand cannot say so. */
export type Signature = z.infer<typeof signature> & { readonly proven?: true };

/** Whom to call, as a person entered it. */
export interface Contact {
  readonly rows: readonly string[];
  readonly duty: string;
  readonly by: string;
  readonly when: string;
}
