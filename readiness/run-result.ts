import { z } from "zod";

/** A rule that does not hold, or cannot be decided yet, for one resource or for the stack. */
const finding = z.object({
  /**
   * "mandatory" and "advisory": a violation, and what the level does with it; "undecided": it waits for a value;
   * "waived": either of them, set aside by somebody.
   */
  kind: z.enum(["mandatory", "advisory", "undecided", "waived"]),
  pack: z.string(),
  rule: z.string(),
  title: z.string(),
  level: z.string(),
  severity: z.string(),
  resource: z.object({ name: z.string(), type: z.string().optional(), urn: z.string().optional() }),
  /** What was found, what is needed and the setting to change; absent when it is undecided, or from another pack. */
  found: z.string().optional(),
  needed: z.string().optional(),
  setting: z.string().optional(),
  /** The value without which there is no answer. */
  waitsFor: z.string().optional(),
  waiver: z.object({ reason: z.string(), owner: z.string(), lastDay: z.string() }).optional(),
  /** The rows of the checklist that the rule settles; empty for a rule of another pack. */
  rows: z.array(z.string()),
  remediation: z.string(),
  /** The whole message, as the engine reported it. */
  message: z.string(),
});

/** What one rule of this project's pack came to. */
const ruleOutcome = z.object({
  rule: z.string(),
  title: z.string(),
  severity: z.string(),
  /** What breaking it does on this stage; a rule that is off is not evaluated. */
  level: z.enum(["mandatory", "advisory", "off"]),
  rows: z.array(z.string()),
  remediation: z.string(),
  /** "not evaluated": the stage has no resource that the rule checks, which proves nothing. */
  outcome: z.enum(["passed", "failed", "undecided", "waived", "not evaluated"]),
});

const policy = z.object({
  /** How many rules the pack has. */
  rules: z.number(),
  /** How many violations of mandatory rules there are; one is enough to stop the run. */
  mandatory: z.number(),
  /** How many violations of advisory rules there are. */
  advisory: z.number(),
  /** How many findings wait for a value that is not known. Never counted as passed. */
  undecided: z.number(),
  /** How many findings somebody has set aside. Always shown. */
  waived: z.number(),
  /** The packs that the engine says it ran. */
  packs: z.array(z.string()),
  outcomes: z.array(ruleOutcome),
  findings: z.array(finding),
});

/** What a stage needs of one quota of AWS or Atlas. */
const quotaNeed = z.object({
  /** Identifies the quota: `vpc/L-F678F1CE`. */
  key: z.string(),
  service: z.string(),
  /** The quota code of Service Quotas. */
  code: z.string().optional(),
  name: z.string(),
  unit: z.string(),
  /** What it counts within: "VPC". */
  per: z.string().optional(),
  /** In normal operation. */
  atRest: z.number(),
  /** While every service is replaced by a deployment. */
  whileReplaced: z.number(),
  /** At the maximum of autoscaling. */
  atMost: z.number(),
  /** The largest of the three, as a whole number. */
  needed: z.number(),
  /** What the account has without a raise. */
  limit: z.number(),
  /** What AWS gives an account that is not new. */
  default: z.number(),
  /** Whether more is needed than the account has. */
  raise: z.boolean(),
  /** How to raise it. */
  request: z.string(),
  source: z.string(),
});

/** What AWS and the applications do with the rights of a stage while it runs. */
const roleUses = z.object({
  /** How many uses were judged. */
  judged: z.number(),
  /** The uses that IAM denies. */
  denied: z
    .array(
      z.object({
        /** Who asks: the ARN of a role, a service principal, or the ARN of another account's root. */
        by: z.string(),
        action: z.string(),
        resource: z.string(),
        /** The condition keys of the request. */
        context: z.record(z.string(), z.string()),
        purpose: z.string(),
        /** The URN of the resource that leads to the use. */
        user: z.string(),
        /** Whose statements deny it. */
        reason: z.string(),
        /** The page or file that says that the request is made. */
        source: z.string(),
      }),
    )
    .readonly(),
  /** What there is no verdict on, and why. Never counted as allowed. */
  notJudged: z.array(z.object({ what: z.string(), why: z.string() })).readonly(),
});

const resourceChange = z.object({
  operation: z.enum(["created", "updated", "replaced", "deleted"]),
  type: z.string(),
  name: z.string(),
  urn: z.string(),
  /** The names of the properties that force a replacement, or that differ. */
  properties: z.array(z.string()),
  /** Whether it holds data that nobody can make again. */
  dataStore: z.boolean(),
  /** Access that was not there before, each in words. */
  opened: z.array(z.string()),
  /** Access that depends on a value the run does not know: the names of the properties. */
  openedUnknown: z.array(z.string()),
});

const step = z.object({
  name: z.string(),
  /** The command a real stage would need for the same. */
  command: z.string(),
  /** Whether the step only says what it would do. */
  planned: z.boolean(),
  seconds: z.number(),
  created: z.number(),
  updated: z.number(),
  replaced: z.number(),
  deleted: z.number(),
  same: z.number(),
  /** Every resource that is not the same as before; empty for a step that must be refused. */
  changes: z.array(resourceChange),
  /** What the engine and the program said as warnings and errors, each once. */
  messages: z.array(z.string()),
});

/** A whole run as data: what `--json` writes, and what every report is made from. */
export const runResult = z.object({
  stage: z.string(),
  /** Whether the stage was rehearsed on a simulated account, or the real one previewed. */
  source: z.enum(["rehearsal", "preview"]),
  /** What stood there before the run: nothing, or a stage, whose changes are then what the steps tell. */
  startedFrom: z.enum(["nothing", "stage"]),
  /** When the run ended; absent when it was refused before it began, and in the results of older versions. */
  ended: z.iso.datetime().optional(),
  /** Absent when the run ended before there was need of an engine. */
  engine: z.object({ version: z.string(), source: z.string() }).optional(),
  steps: z.array(step),
  policy,
  /** Whether every step did what it should, with no mandatory violation and nothing undecided once deployed. */
  ok: z.boolean(),
  /** Whether the checklist stopped the run, rather than a fault of the program or the account. */
  blocked: z.boolean(),
  /** Why the run is not ok; absent when it is. */
  failure: z.string().optional(),
  /** What the stage needs of each quota, where it was deployed to the simulated account. */
  quotas: z.array(quotaNeed).readonly().optional(),
  /** What its roles and services may do while it runs, where it was deployed to the simulated account. */
  roleUses: roleUses.optional(),
});

export type RunResult = z.infer<typeof runResult>;
export type StepResult = z.infer<typeof step>;
export type PolicyResult = z.infer<typeof policy>;
export type Finding = z.infer<typeof finding>;
export type RuleOutcome = z.infer<typeof ruleOutcome>;
export type ResourceChange = z.infer<typeof resourceChange>;
/** Numbers of resources by what happened to them. */
export type Changes = Pick<StepResult, "created" | "updated" | "replaced" | "deleted" | "same">;

/** The type token in a URN `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>`. */
export function typeOf(urn: string): string | undefined {
  return urn.split("::")[2]?.split("$").pop();
}

/** The logical name in a URN; it may hold colons itself. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

export type QuotaNeed = z.infer<typeof quotaNeed>;
export type RoleUses = z.infer<typeof roleUses>;
