import type { Finding } from "../run-result";
import type { Stranger } from "./stranger";

/** One property that differs. A value that Pulumi keeps as a secret is never shown. */
export interface DriftedProperty {
  /** The path below the resource: `rules[0].action`. */
  readonly property: string;
  /** What the program wants; `undefined` where it gives nothing. */
  readonly wanted?: unknown;
  /** What stands in the account; `undefined` where nothing does. */
  readonly stands?: unknown;
  readonly secret?: true;
}

/** What `pulumi up --refresh` does about a resource. */
export type Remedy = "update" | "replace" | "create" | "leave";

/** A resource of the stage that is not as the program last left it. */
export interface DriftedResource {
  readonly name: string;
  readonly type: string;
  readonly urn: string;
  readonly id: string;
  /** "gone": it was removed outside the program. */
  readonly state: "changed" | "gone";
  readonly properties: readonly DriftedProperty[];
  /** Access that stands and the program does not give, in words. */
  readonly opened: readonly string[];
  readonly up: Remedy;
  /** Set when what it holds is lost, or was lost with it. */
  readonly dataAtStake: boolean;
  /** What the policy pack finds about it as it stands. */
  readonly findings: readonly Finding[];
}

/** How bad a stage's drift is, worst first. "unknown": nothing was found, and no list could be read. */
export type Severity = "mandatory" | "other" | "unknown" | "none";

/** What differs between a stage and its program, and what stands beside it that no state knows of. */
export interface Drift {
  readonly stage: string;
  /** The real stage, or one that a rehearsal kept. */
  readonly source: "account" | "rehearsed";
  readonly ended: string;
  readonly engine: { readonly version: string; readonly source: string };
  readonly seconds: number;
  /** How many resources were compared. */
  readonly compared: number;
  readonly resources: readonly DriftedResource[];
  readonly strangers: readonly Stranger[];
  /** What the pack finds about what stands, at resources that did not drift. */
  readonly otherFindings: readonly Finding[];
  /** What could not be listed, and why. Never counted as nothing found. */
  readonly notListed: readonly { readonly what: string; readonly why: string }[];
  /** How many lists could be read. */
  readonly listed: number;
  /** How many resources `up` changes besides, because the program or its settings have changed since the last one. */
  readonly undeployed: number;
  readonly severity: Severity;
}

/** What decides how bad it is. */
type Judged = Pick<Drift, "resources" | "strangers" | "otherFindings" | "notListed" | "listed">;

/**
 * How bad the drift is: "mandatory" where a mandatory rule is broken by what stands, where a rule could not decide, or where
 * somebody has access whom no state knows. Where nothing differs and every list has failed, nobody knows: "unknown".
 */
export function severityOf({ resources, strangers, otherFindings, notListed, listed }: Judged): Severity {
  const findings = [...resources, ...strangers].flatMap((each) => each.findings);
  const blocks = [...findings, ...otherFindings].some(({ kind }) => kind === "mandatory" || kind === "undecided");
  if (blocks || strangers.some(({ access }) => access)) return "mandatory";
  if (resources.length + strangers.length > 0) return "other";
  return notListed.length > 0 && listed === 0 ? "unknown" : "none";
}
