import * as pulumi from "@pulumi/pulumi";
import type { Stage } from "../naming";

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
}

/**
 * What a stage says of itself, as inputs that stand in its state and are known in every preview: the policy pack takes the
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
