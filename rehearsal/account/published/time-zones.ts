/** Whether it is a name of the time zone database, as Node.js knows it: `Africa/Johannesburg`, and older names of the same. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** The names of the time zone database. */
export const timeZones = {
  source: `the time zone database ${process.versions.tz ?? ""} of Node.js`,
  date: (process.versions.tz ?? "").slice(0, 4),
  values: Intl.supportedValuesOf("timeZone"),
};
