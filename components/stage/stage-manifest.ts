import * as pulumi from "@pulumi/pulumi";
import type { Stage } from "../naming";

/** The needs of one task of a system. */
export interface TaskNeeds {
  /** Names of the variables that must come from a secret. */
  readonly secrets: readonly string[];
  /** Names of the other variables without which it does not start. */
  readonly variables: readonly string[];
  /** The port on which it listens. @default none */
  readonly port?: number;
  /** The minimum size of the task: CPU units (1024 to a vCPU), MiB of memory, GiB of disk. @default any size */
  readonly least?: { readonly cpu?: number; readonly memory?: number; readonly ephemeralStorage?: number };
}

/** Only plain facts that are known before anything is created, without secrets. */
export interface StageManifestArgs {
  stage: Stage;
  /** Whether the cloud and Pulumi refuse to delete data stores. */
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
    /** The recovery window of deleted secrets in days; 0 for none. */
    recoveryWindowDays: number;
  };
  /** The needs of each system's tasks: by system, and then by the task's role in it, such as "api". */
  systems: Readonly<Record<string, Readonly<Record<string, TaskNeeds>>>>;
}

/**
 * Facts of a stage, as inputs that are in its state and known in every preview: the policy pack takes the
 * defaults of its rules from there. Create it before all resources that rules check.
 *
 * Cost (November 2026): none, it creates nothing.
 */
export class StageManifest extends pulumi.ComponentResource {
  constructor(name: string, args: StageManifestArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:stage:StageManifest", name, args, options);
    this.registerOutputs({});
  }
}
