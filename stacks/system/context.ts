import { type System } from "../settings/systems";
import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../settings/schema";
import type { Foundation } from "../foundation";

/** What every part of a system is built from. */
export interface SystemContext<S extends Settings = Settings> {
  /** The system's name, in resource names, secrets and tags. */
  readonly system: System;
  readonly settings: S;
  readonly foundation: Foundation;
  /** The system's component, under which its parts stand. */
  readonly parent: pulumi.Resource;
}

/** Whether what holds data is guarded against deletion, in the cloud and by Pulumi. */
export function protectsData(settings: Settings): boolean {
  return settings.dataProtection === "on";
}
