import type * as pulumi from "@pulumi/pulumi";

/** A system that is built on a stage's foundation. */
export interface BuiltSystem {
  /** The stage outputs of it. */
  readonly outputs: object;
  /** Whether each of its services runs the settings, once it is deployed. */
  readonly running: readonly pulumi.Output<boolean>[];
  /** Its data stores, by name: identifiers that no other stage may have. */
  readonly stores: Readonly<Record<string, pulumi.Output<string>>>;
  /** The vendor-reported values of settings that a service changes, by the key of the setting. */
  readonly measured: Readonly<Record<string, pulumi.Output<string | number>>>;
}
