import type { Account } from "./account";
import type { Atlas } from "./atlas";

/** One resource of a stage, as the state of its stack has it. */
export interface DeployedPart {
  /** The type token: `aws:rds/instance:Instance`. */
  readonly type: string;
  /** Its properties, as far as they are no secrets. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What was deployed of a system, and where its state is read. */
export interface Deployed {
  /** The resources of the system. */
  readonly own: readonly DeployedPart[];
  /** The resources that all systems of the stage share. */
  readonly shared: readonly DeployedPart[];
  readonly account: Account;
  /** @default nobody has given a service account: nothing is read in Atlas */
  readonly atlas?: Atlas;
}

/** The resources of a type. */
export function ofType(parts: readonly DeployedPart[], type: string): readonly DeployedPart[] {
  return parts.filter((part) => part.type === type);
}

/** A property that is a text; empty where the state does not have it. */
export function textOf({ properties }: DeployedPart, key: string): string {
  const value = properties[key];
  return typeof value === "string" ? value : "";
}

/** The texts under a key of all resources of a type, without those that the state does not have. */
export function textsOf(parts: readonly DeployedPart[], type: string, key: string): readonly string[] {
  return ofType(parts, type)
    .map((part) => textOf(part, key))
    .filter((text) => text !== "");
}

/** The region of a resource. @default that of the stage */
export function regionOf(part: DeployedPart, { account }: Deployed): string {
  const region = textOf(part, "region");
  return region === "" ? account.options.region : region;
}

/** Milliseconds of an hour. */
export const hour = 3_600_000;

/** How long ago something was, in words: "3 hours ago". */
export function agoOf(then: Date, now: Date): string {
  const hours = (now.getTime() - then.getTime()) / hour;
  return hours < 1 ? `${Math.max(0, Math.round(hours * 60))} min ago` : `${Math.round(hours)} h ago`;
}

/** The newest of several dates; `undefined` of none. */
export function newestOf(dates: readonly (Date | undefined)[]): Date | undefined {
  return dates.reduce((newest, date) => (newest === undefined || (date && date > newest) ? date : newest), undefined);
}

/** A fault where the newest of a kind is missing or older than it may be. */
export function tooOld(
  what: string,
  newest: Date | undefined,
  { hours, now }: { readonly hours: number; readonly now: Date },
): readonly string[] {
  if (newest === undefined) return [`${what}: none`];
  return now.getTime() - newest.getTime() > hours * hour ? [`${what}: the newest is of ${agoOf(newest, now)}`] : [];
}
