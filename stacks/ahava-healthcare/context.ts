import type { SettingsWith } from "../settings/schema";
import type { SystemContext } from "../system/context";

/** The shared inputs of all parts of ahava-healthcare. */
export type AhavaContext = SystemContext<SettingsWith<"ahavaHealthcare">>;

/** The addresses of the two portals below the system's domain, by their names (C-31). */
export function portalUrls({
  ahavaHealthcare: { domain },
}: SettingsWith<"ahavaHealthcare">): Readonly<Record<"admin" | "doctor", string>> {
  return { admin: `https://admin.${domain}`, doctor: `https://doctor.${domain}` };
}
