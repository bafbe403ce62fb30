import type { PublicFace } from "../settings/system/public-face";
import type { Measurement } from "./outcome";
import type { ExpectedDatabase } from "./database/expected-database";
import type { Reach } from "./reach/reach";
import type { Deployed } from "./state/deployed";

/** The system that is verified, and what the run may do. */
export interface Subject {
  /** Its name. */
  readonly system: string;
  /** What was deployed of it. @default the state of the stack is not known: its state in AWS is not read */
  readonly deployed?: Deployed;
  readonly face: PublicFace;
  /** What its team expects of its database. @default nothing is said of it */
  readonly expectedDatabase?: ExpectedDatabase;
  /** The value of a secret that the person who verifies has put into the environment. */
  readonly secretOf: (name: string) => string | undefined;
  /** A name that occurs nowhere else, for data that the run makes and removes. */
  readonly identity: string;
  readonly now: () => Date;
}

/** One measurement of a probe, at one address. */
export interface Check {
  /** The target: a URL, or a host and port. */
  readonly address: string;
  /** The required result, in words. */
  readonly wanted: string;
  /** Measures it. @throws Unreachable where it cannot be measured. */
  run(reach: Reach): Promise<Measurement>;
}

/** Actions that need consent. */
export type Consent = "change data" | "flows" | "load" | "database";

/** The option by which a person consents, as it is typed. */
export function flagOf(consent: Consent): string {
  return `--${consent.replace(" ", "-")}`;
}

/** One kind of check. */
export interface Probe {
  /** Its name, in the result and in docs/verify.md. */
  readonly name: string;
  /** The file that has it, from the root of the project. */
  readonly file: string;
  /** What it checks, in one sentence. */
  readonly title: string;
  /** The rows of the checklists that it settles, or confirms on the running stage, of all systems. */
  readonly rows: readonly string[];
  /** The rows of which it shows a part: it can fail them and not settle them. @default none */
  readonly partOf?: readonly string[];
  /** The actions in AWS that it needs: `ecs:DescribeServices`. @default none: it looks from outside */
  readonly actions?: readonly string[];
  /** The ARNs that these actions are limited to. @default any */
  readonly resources?: readonly string[];
  /** @default it only reads */
  readonly needs?: Consent;
  /** The checks of a system; none if the probe does not apply. */
  checks(subject: Subject): readonly Check[];
}

/** The hosts of a system, each once, that of the API first. */
export function originsOf({ api, sites }: PublicFace): readonly string[] {
  return [...new Set([api, ...sites])];
}

/** The host of an origin. */
export function hostOf(origin: string): string {
  return new URL(origin).hostname;
}
