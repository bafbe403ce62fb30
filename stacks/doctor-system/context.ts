import { frontEndOrigins } from "./declared/section";
import type { SettingsWith } from "../settings/schema";
import type { SystemContext } from "../system/context";

/** The shared inputs of all parts of doctor-system. */
export type DoctorContext = SystemContext<SettingsWith<"doctorSystem">>;

/** The addresses of the two front ends below the system's domain, by their names (C-31). */
export function frontEndUrls({
  doctorSystem: { domain },
}: SettingsWith<"doctorSystem">): Readonly<Record<"app" | "admin", string>> {
  const [app = "", admin = ""] = frontEndOrigins(domain);
  return { app, admin };
}
