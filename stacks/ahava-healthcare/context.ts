import type * as pulumi from "@pulumi/pulumi";
import type { Settings, SettingsWith } from "../../settings/schema";
import type { Foundation } from "../foundation";

/** The system's name, in resource names, secrets and tags. */
export const systemName = "ahava-healthcare";

/** What every part of the system is built from. */
export interface AhavaContext {
  readonly settings: SettingsWith<"ahavaHealthcare">;
  readonly foundation: Foundation;
  /** The system's component, under which its parts stand. */
  readonly parent: pulumi.Resource;
}

/** Whether what holds data is guarded against deletion, in the cloud and by Pulumi. */
export function protectsData(settings: Settings): boolean {
  return settings.dataProtection === "on";
}

/** The addresses of the two portals below the system's domain, by their names (C-31). */
export function portalUrls({
  ahavaHealthcare: { domain },
}: SettingsWith<"ahavaHealthcare">): Readonly<Record<"admin" | "doctor", string>> {
  return { admin: `https://admin.${domain}`, doctor: `https://doctor.${domain}` };
}
