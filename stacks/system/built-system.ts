import type * as pulumi from "@pulumi/pulumi";

/** A system that is built on a stage's foundation. */
export interface BuiltSystem {
  /** What the stage's outputs say of it. */
  readonly outputs: object;
  /** Of each of its services whether it runs what the settings say, once the service stands. */
  readonly running: readonly pulumi.Output<boolean>[];
  /** What holds its data, by what it is called: identifiers that no other stage may have. */
  readonly stores: Readonly<Record<string, pulumi.Output<string>>>;
  /** What the vendors report of settings that a service changes by itself, by the key of the setting. */
  readonly measured: Readonly<Record<string, pulumi.Output<string | number>>>;
}
