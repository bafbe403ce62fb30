import { isDeepStrictEqual } from "node:util";
import { fileKeys } from "../systems";
import { type Fault, type Place, report, shown } from "../../../settings/faults/fault";
import { type Path, readRefusal, valueAt } from "../../../settings/fields/field";
import { violationsOf } from "../cross-field-checks";
import type { Settings } from "../schema";
import { SettingsError } from "../../../settings/faults/settings-error";
import type { ChangeRefusal, DataLoss, SettingChange } from "../../../settings/standing/change-rule";
import { keyOf, recordedLeaves, type StandingRecord } from "./record";

/** The result of comparing the settings with the deployed stage. */
interface Comparison {
  readonly faults: readonly Fault[];
  /** The keys in `acceptDataLoss` that permit nothing in this deployment. */
  readonly needless: readonly string[];
}

/** Compares the settings with the record of the last successful deployment. */
export function compareWithStanding(settings: Settings, standing: StandingRecord): Comparison {
  const accepted = new Set(settings.acceptDataLoss);
  const protectsData = [settings.dataProtection, standing.settings.dataProtection].includes("on");
  const used = new Set<string>();
  const faults = recordedLeaves(settings).flatMap(({ path, rule }): Fault[] => {
    const key = keyOf(path);
    const before = standing.settings[key];
    const after = valueAt(settings, path);
    if (before === undefined || after === undefined || isDeepStrictEqual(before, after)) return [];
    const change: SettingChange = {
      before,
      after,
      measured: standing.measured[key],
      section: valueAt(settings, path.slice(0, -1)) as Readonly<Record<string, unknown>>,
      protectsData,
    };
    const refusal = rule?.refuses?.(change) ?? rule?.loses?.(change);
    if (refusal === undefined) return [];
    if (accepted.has(key) && refusal.kind !== "impossible") used.add(key);
    if (accepted.has(key) && isAcceptable(refusal, protectsData)) return [];
    const fix = fixOf(refusal, key, protectsData);
    return [{ path: fileKeys(path), given: shown(after), allowed: refusal.allowed, fix }];
  });
  return {
    faults: [...faults, ...beforeRestart(settings, standing)],
    needless: [...accepted].filter((key) => !used.has(key)),
  };
}

/**
 * What does not fit the values that a database keeps until it restarts: the tasks of this deployment would already use the
 * larger ones.
 */
function beforeRestart(settings: Settings, standing: StandingRecord): Fault[] {
  const waiting = recordedLeaves(settings).filter(
    ({ path, rule }) =>
      rule?.afterRestart === true && Number(valueAt(settings, path)) > Number(standing.settings[keyOf(path)]),
  );
  if (waiting.length === 0) return [];
  const running = waiting.reduce<unknown>(
    (tree, { path }) => withValue(tree, path, standing.settings[keyOf(path)]),
    settings,
  );
  const keys = waiting.map(({ path }) => keyOf(path)).join(" and ");
  return violationsOf(running as Settings).map(({ at, message }) => ({
    path: fileKeys(at),
    given: shown(valueAt(settings, at)),
    allowed: `until the database restarts, ${readRefusal(message).allowed}`,
    fix: `deploy ${keys} first, restart the database (docs/runbooks/procedures/upgrade-a-database.md), then change it`,
  }));
}

function withValue(tree: unknown, [first, ...rest]: Path, value: unknown): unknown {
  if (first === undefined) return value;
  const mapping = tree as Readonly<Record<string | number, unknown>>;
  return { ...mapping, [first]: withValue(mapping[first], rest, value) };
}

function isAcceptable({ kind }: Pick<ChangeRefusal | DataLoss, "kind">, protectsData: boolean): boolean {
  return kind === "loses data" || (kind === "replaces a data store" && !protectsData);
}

function fixOf({ kind, fix }: ChangeRefusal | DataLoss, key: string, protectsData: boolean): string {
  if (kind === "impossible") return fix;
  const first = isAcceptable({ kind }, protectsData) ? "" : 'set dataProtection to "off", deploy that, then ';
  return `${fix}; to accept the data loss, ${first}add ${key} to acceptDataLoss for this one deployment`;
}

/**
 * Refuses settings that a deployed stage cannot be changed to, or only with an unaccepted loss of data.
 * @param standing the record of the last successful deployment, from the stack's outputs; absent before the first one.
 * @returns the warnings about entries in `acceptDataLoss` that permit nothing.
 * @throws SettingsError naming every such setting, with an alternative.
 */
export function refuseChanges(settings: Settings, standing: StandingRecord | undefined, place: Place): string[] {
  const { faults, needless } = compareWithStanding(settings, standing ?? { settings: {}, measured: {} });
  if (faults.length > 0) throw new SettingsError(report(settings.stack, faults, place));
  return needless.map((key) => `acceptDataLoss lists ${key}, but this deployment loses no data there: remove it.`);
}
