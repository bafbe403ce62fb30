import type { CommonSettings } from "../../../settings/stage/common";
import type { DoctorSystemSettings } from "./section";

/** Days before an expiry date at which a warning starts: one or two releases. */
const notice = 90;

/** Warnings about the settings of doctor-system. */
export function warnings({ whatsapp }: DoctorSystemSettings, _: CommonSettings, now: Date): string[] {
  const { graphApiVersion, graphApiSupportedUntil, accessTokenExpires } = whatsapp;
  const key = "doctor-system.whatsapp";
  return [
    ...ending(
      graphApiSupportedUntil,
      now,
      (when) => `${key}.graphApiVersion: Meta's support of ${graphApiVersion} ${when}: move to a newer version (C-26).`,
    ),
    ...(accessTokenExpires === undefined
      ? []
      : ending(
          accessTokenExpires,
          now,
          (when) => `${key}.accessTokenExpires: WHATSAPP_ACCESS_TOKEN ${when}: make a new one (DS-WA-06).`,
        )),
  ];
}

function ending(day: string, now: Date, warning: (when: string) => string): string[] {
  const days = Math.floor((Date.parse(day) - now.getTime()) / 86_400_000);
  if (days > notice) return [];
  return [warning(days < 0 ? `ended on ${day}` : `ends on ${day}`)];
}
