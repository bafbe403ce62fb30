import { SettingsError } from "../../../settings/faults/settings-error";
import type { Lack } from "../../../settings/release/gate";
import { exceptionCounts, longestException } from "../../../settings/sections/release";
import type { Settings } from "../schema";
import type { System } from "../systems";
import { type RecordText, releaseLacks, wantedRelease } from "./records";
import type { ToldReleases } from "./running-releases";

/**
 * Refuses production releases without a digest, a record, a verification on staging or a signature. A release that
 * the stack already runs is accepted with a warning, so that a revoked signature does not block a rotation;
 * so is a release in `release.exceptions`.
 * @param before the stack's output `releases` of its last update.
 * @returns warnings.
 * @throws SettingsError with everything that is missing.
 */
export function refuseReleases(
  settings: Settings,
  textOf: RecordText,
  before: ToldReleases,
  now: Date,
): readonly string[] {
  const judged = settings.deploy === "preparation" ? [] : settings.systems;
  const lacking = judged
    .map((system) => ({ system, lacks: releaseLacks(settings, system, textOf, before[system]) }))
    .filter(({ lacks }) => lacks.length > 0);
  const refused = lacking.filter(({ system }) => letThrough(settings, system, before, now) === undefined);
  if (refused.length > 0) throw new SettingsError(refusalText(settings.stack, refused, expired(settings, now)));
  return lacking.map(({ system, lacks }) => {
    const because = letThrough(settings, system, before, now) ?? "";
    return `The release of ${system} lacks ${lacks.map(({ what }) => what).join(", and ")}. It is accepted: ${because}.`;
  });
}

/** Why a release is accepted although it lacks a requirement. */
function letThrough(settings: Settings, system: System, before: ToldReleases, now: Date): string | undefined {
  const wanted = wantedRelease(settings, system);
  const running = before[system];
  if (wanted?.digest !== undefined && running?.digest === wanted.digest && running.version === wanted.version)
    return "it runs already";
  const exception = settings.release.exceptions.find(
    (one) => one.system === system && one.version === wanted?.version && exceptionCounts(one, now),
  );
  if (exception === undefined) return undefined;
  return `an exception until ${exception.lastDay} (${exception.owner}): ${exception.reason}`;
}

function expired({ release }: Settings, now: Date): readonly string[] {
  return release.exceptions
    .filter((one) => !exceptionCounts(one, now))
    .map(
      ({ system, lastDay }) =>
        `The exception of ${system} does not count: its last day ${lastDay} must be from today to ${longestException} days from now.`,
    );
}

function refusalText(
  stack: string,
  refused: readonly { readonly system: System; readonly lacks: readonly Lack[] }[],
  notes: readonly string[],
): string {
  return [
    `Releases are refused on ${stack}. Nothing was created or changed.`,
    ...refused.map(({ system, lacks }) =>
      [
        `  ${system}`,
        ...lacks.flatMap(({ what, who, fix }) => [
          `    missing  ${what}`,
          `    from     ${who}`,
          `    fix      ${fix}`,
        ]),
      ].join("\n"),
    ),
    ...notes,
    `In an emergency: release.exceptions in the settings, for at most ${longestException} days (docs/runbooks/procedures/release-a-version.md).`,
  ].join("\n\n");
}
