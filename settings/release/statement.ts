import { z } from "zod";
import { digest, release } from "../fields/image";
import { reasonFault } from "../rotation/reason";

/** The roles whose signatures a production release needs (DS-GO-01..04, AH-GO-12). */
export const signatories = ["product", "engineering", "security", "support"] as const;
export type Signatory = (typeof signatories)[number];

/** The roles whose keys sign entries of a record: the signatories, and the pipeline that deploys and verifies. */
export const releaseRoles = [...signatories, "pipeline"] as const;
export type ReleaseRole = (typeof releaseRoles)[number];

/** The duties with a contact (AH-CON-01..04). */
export const duties = ["devops", "security", "database", "on-call"] as const;
export type Duty = (typeof duties)[number];

/** The kinds of drills. */
export const drills = ["rollback", "restore", "escalation", "disaster recovery"] as const;
export type Drill = (typeof drills)[number];

/** A release: its version, and the digest of its content. */
export interface Release {
  readonly version: string;
  readonly digest: string;
}

/**
 * The migrations since the target version of a rollback: none, or compatible ones. A rollback
 * reverts no migration.
 */
export const databaseStates = ["unchanged", "compatible"] as const;
export type DatabaseState = (typeof databaseStates)[number];

const moment = z.iso.datetime({ offset: true });
const id = z.string().regex(/^[0-9a-f]{64}$/, "expected 64 lower-case hexadecimal digits");
const words = z
  .string()
  .refine((value) => reasonFault(value) === undefined, "expected 10 to 300 characters, no secret");
const ofRelease = { version: release(), digest: digest() };

/** Common fields of every entry: stack, system, author and time. */
const common = { stack: z.string(), system: z.string(), by: z.string().min(1), at: moment };

/** A step of a release follows exactly one other; `null` for the first. This defines the order, not a clock. */
const step = { ...common, ...ofRelease, after: id.nullable() };

/** The evidence file of a step: its SHA-256 and a summary. */
const evidence = z.strictObject({ sha256: id, says: z.string().min(1), when: moment });

/** One entry of a record, without its signature. */
export const statementSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("proposed"), ...step, migrations: z.string().min(4).max(300) }),
  z.strictObject({ kind: z.literal("started"), ...step }),
  z.strictObject({ kind: z.literal("deployed"), ...step, evidence }),
  z.strictObject({ kind: z.literal("verified"), ...step, evidence }),
  z.strictObject({ kind: z.literal("stopped"), ...step, reason: words }),
  // The release is the target of the rollback.
  z.strictObject({ kind: z.literal("rolled back"), ...step, reason: words, database: z.enum(databaseStates) }),
  z.strictObject({ kind: z.literal("signed"), ...common, ...ofRelease, role: z.enum(signatories) }),
  z.strictObject({ kind: z.literal("revoked"), ...common, signature: id, reason: words }),
  z.strictObject({ kind: z.literal("contact"), ...common, duty: z.enum(duties), reach: z.string().min(3).max(200) }),
  z.strictObject({
    kind: z.literal("drilled"),
    ...common,
    drill: z.enum(drills),
    heldAt: moment,
    result: z.enum(["passed", "failed"]),
    measured: words,
  }),
]);

export type Statement = z.infer<typeof statementSchema>;
export type Step = Extract<Statement, { readonly after: string | null }>;
export type StepKind = Step["kind"];

/** Whether a statement is a step of a release. */
export function isStep(statement: Statement): statement is Step {
  return "after" in statement;
}

/** Whether two releases are the same: the same version of the same content. */
export function isSame(one: Release, other: Release): boolean {
  return one.version === other.version && one.digest === other.digest;
}
