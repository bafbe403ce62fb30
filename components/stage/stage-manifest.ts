import * as pulumi from "@pulumi/pulumi";
import type { Stage } from "../naming";

/** What one task of a system needs, wherever it runs. */
export interface TaskNeeds {
  /** Names of the variables that must come from a secret. */
  readonly secrets: readonly string[];
  /** Names of the other variables without which it does not start. */
  readonly variables: readonly string[];
  /** The port on which it listens. @default none */
  readonly port?: number;
  /** The least size of the task: CPU units (1024 to a vCPU), MiB of memory, GiB of its own disk. @default any size will do */
  readonly least?: { readonly cpu?: number; readonly memory?: number; readonly ephemeralStorage?: number };
}

/** Plain facts only: what is known before anything is created, and no secret. */
export interface StageManifestArgs {
  stage: Stage;
  /** Whether the cloud and Pulumi refuse to delete what holds data. */
  dataProtection: "on" | "off";
  logs: {
    /** Days a log can be searched. */
    retentionDays: number;
    /** Days it is kept in the archive. */
    archiveDays: number;
  };
  backup: {
    /** Days a nightly backup is kept. */
    retentionDays: number;
  };
  secrets: {
    /** Days in which a deleted secret can be restored; 0 for none. */
    recoveryWindowDays: number;
  };
  /** What the tasks of each system need: by the system's name, and then by the task's role in it, such as "api". */
  systems: Readonly<Record<string, Readonly<Record<string, TaskNeeds>>>>;
}

/**
 * Facts of a stage, as inputs that are in its state and known in every preview: the policy pack takes the
 * defaults of its rules from there. Create it before anything that rules look at.
 *
 * Cost (November 2026): none, it creates nothing.
 */
export class StageManifest extends pulumi.ComponentResource {
  constructor(name: string, args: StageManifestArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:stage:StageManifest", name, args, options);
    this.registerOutputs({});
  }
}
