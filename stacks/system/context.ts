import { type System } from "../settings/systems";
import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../settings/schema";
import type { Foundation } from "../foundation";

/** The shared inputs of all parts of a system. */
export interface SystemContext<S extends Settings = Settings> {
  /** The system's name, in resource names, secrets and tags. */
  readonly system: System;
  readonly settings: S;
  readonly foundation: Foundation;
  /** The system's component, the parent of its parts. */
  readonly parent: pulumi.Resource;
}

/** Whether data stores are protected against deletion, in the cloud and by Pulumi. */
export function protectsData(settings: Settings): boolean {
  return settings.dataProtection === "on";
}
