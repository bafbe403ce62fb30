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

/** Common settings of every system. */
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
  /** GiB of the task's disk. */
  readonly ephemeralStorage: number;
}

/** Placeholder values of a rehearsal: the keys of the system's section, for every stage and for each. */
export interface SystemStandIns extends Readonly<Partial<Record<Stage, unknown>>> {
  readonly common?: unknown;
}

/** The rows of a system's checklist that its release record settles (docs/decisions/0060-release-record.md). */
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
 * Everything specific to a system that needs no cloud: its settings, variables, secrets and checks. All other data about
 * a system is derived from its declaration. `stacks/registry.ts` lists the declarations.
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
  /** The idle timeout of its load balancer in seconds; AWS allows 1 to 4000. */
  readonly idleTimeoutSeconds: number;
  /** The least size of a task of its API in production, where its checklist names one. @default any size will do */
  readonly leastProductionTask?: TaskSize;
  /** Its environment variables that are no credentials. */
  readonly variables: readonly Variable<S>[];
  /** Its secrets, a row for each. */
  readonly secrets: readonly SecretRow[];
  /** The settings with a custom resource name, which must be unique in an account: paths below the section. @default none */
  readonly givenNames?: readonly Path[];
  /** The checks between several values of its section, or of its section and the common settings. */
  readonly checks: readonly CrossFieldCheck<S>[];
  /**
   * Warnings about allowed values of its section. No secret appears in a warning. @default none
   * @param now the time against which dates are compared.
   */
  warnings?(section: S, common: CommonSettings, now: Date): string[];
  /** Its public endpoints, which can be checked without rights in AWS. */
  publicFace(section: S): PublicFace;
  /** The rows that its release record settles. @default none */
  readonly releaseRows?: ReleaseRows;
  /** Stand-ins for values that only the owner of a real stage can choose. */
  readonly standIns: SystemStandIns;
}

/** Declares a system. The type of its settings is that of its section; everything else is held to it. */
export function declareSystem<const Name extends string, const Key extends string, S extends SystemSection>(
  declaration: SystemDeclaration<Name, Key, NoInfer<S>> & { section(stage: Stage): z.ZodType<S> },
): SystemDeclaration<Name, Key, S> {
  return declaration;
}
