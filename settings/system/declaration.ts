import type { z } from "zod";
import type { CrossFieldCheck } from "../checks/cross-field-check";
import type { Path } from "../fields/field";
import type { Secret } from "../fields/secret";
import type { Drill, Duty, Signatory } from "../release/statement";
import type { SecretRow } from "../secrets/row";
import type { CommonSettings } from "../stage/common";
import type { Stage } from "../stage/stage";
import type { PublicFace } from "./public-face";
import type { Variable } from "./variable";

/** What every system's settings have. */
export interface SystemSection {
  /** The domain of the system. */
  readonly domain: string;
  /** The image that runs: a tag of the system's repository, or a digest. */
  readonly image: string;
  readonly tokens: { readonly accessLifetime: string; readonly refreshLifetime: string };
  /** The secrets that vendors issue, by name. */
  readonly vendorSecrets: Readonly<Record<string, Secret | undefined>>;
}

/** A store that a system keeps its data in. */
export type Store = "postgres" | "redis" | "atlas";

/** The size of a task. */
export interface TaskSize {
  /** CPU units, 1024 for one vCPU. */
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
  /** GiB of the task's own disk. */
  readonly ephemeralStorage: number;
}

/** Placeholder values of a rehearsal: the keys of the system's section, for every stage and for each. */
export interface SystemStandIns extends Readonly<Partial<Record<Stage, unknown>>> {
  readonly common?: unknown;
}

/** The rows of a system's checklist that its record of releases settles; docs/decisions/0060-release-record.md says how. */
export interface ReleaseRows {
  /** By role, the rows that its signature settles. */
  readonly signatures?: Readonly<Partial<Record<Signatory, readonly string[]>>>;
  /** The rows that all four signatures settle together. */
  readonly approval?: readonly string[];
  /** By duty, the rows that a contact settles. */
  readonly contacts?: Readonly<Partial<Record<Duty, readonly string[]>>>;
  /** By drill, the rows that it settles. */
  readonly drills?: Readonly<Partial<Record<Drill, readonly string[]>>>;
}

/**
 * All that is particular to a system and needs no cloud: its settings, variables, secrets and checks. Everything that is
 * said of a system anywhere is made from its declaration. `stacks/registry.ts` lists the declarations.
 */
export interface SystemDeclaration<Name extends string, Key extends string, S extends SystemSection> {
  /** Its name: the key of its section in the stage file, and a part of resource names, secrets and tags. */
  readonly name: Name;
  /** The key of its section in the parsed settings. */
  readonly key: Key;
  /** The schema of its section; ranges and defaults differ by stage. */
  section(stage: Stage): z.ZodType<S>;
  /** The stores it keeps its data in. */
  readonly stores: readonly Store[];
  /** Seconds after which its load balancer closes a connection over which nothing was sent; AWS allows 1 to 4000. */
  readonly idleTimeoutSeconds: number;
  /** The least size of a task of its API in production, where its checklist names one. @default any size will do */
  readonly leastProductionTask?: TaskSize;
  /** Its environment variables that are no credentials. */
  readonly variables: readonly Variable<S>[];
  /** Its secrets, a row for each. */
  readonly secrets: readonly SecretRow[];
  /** The settings that give a resource its name by hand, which exists once in an account: paths below the section. @default none */
  readonly givenNames?: readonly Path[];
  /** The checks between several values of its section, or of its section and what every stage has. */
  readonly checks: readonly CrossFieldCheck<S>[];
  /**
   * What is allowed in its section and still deserves a second look. No secret appears in a warning. @default nothing
   * @param now the time against which dates are compared.
   */
  warnings?(section: S, common: CommonSettings, now: Date): string[];
  /** What of it can be checked from outside, without rights in AWS. */
  publicFace(section: S): PublicFace;
  /** The rows that its record of releases settles. @default none */
  readonly releaseRows?: ReleaseRows;
  /** What a rehearsal takes for values that only the owner of a real stage can choose. */
  readonly standIns: SystemStandIns;
}

/** Declares a system. The type of its settings is that of its section; everything else is held to it. */
export function declareSystem<const Name extends string, const Key extends string, S extends SystemSection>(
  declaration: SystemDeclaration<Name, Key, NoInfer<S>> & { section(stage: Stage): z.ZodType<S> },
): SystemDeclaration<Name, Key, S> {
  return declaration;
}
