import { declarationOf, type System } from "../systems";
import type { DeploymentRecord } from "../../../settings/rotation/deployment";
import { keyringOf, keyringRow, type RotationSettings, systemsIn } from "./keyrings";
import { recordedRows } from "../../../settings/secrets/row";

/**
 * Since when the current generation of a keyring is in use, ISO 8601: since its step, or else as long as the stage says
 * it runs it, or else from `rotation.since` on. Undefined where nobody has recorded it.
 * @param record what the stage's outputs say it has deployed; `unknown` where nobody could ask.
 */
export function beginningOf(
  settings: Pick<RotationSettings, "rotation">,
  system: System,
  name: string,
  record: DeploymentRecord | "unknown",
): string | undefined {
  const { activatedAt, generation } = keyringOf(settings, system, name);
  const { movesWith = name } = keyringRow(system, name) ?? {};
  const running = record === "unknown" ? undefined : record[system]?.[movesWith];
  const recorded = running?.current === generation ? running.currentSince : undefined;
  return activatedAt ?? recorded ?? settings.rotation.since;
}

/**
 * The settings of a stage that is about to be deployed, with the beginning of every first generation in its record: what
 * the stage does not run yet begins now, so that the age of everything it makes is known from the first deployment on. What
 * it runs without saying since when stays without a beginning.
 * @param before what the stage's outputs say it has deployed; empty before its first deployment.
 */
export function withBeginnings<S extends RotationSettings>(settings: S, before: DeploymentRecord, now: Date): S {
  // Without any record the stage may be one whose state was rebuilt; its settings know better then.
  const isFirst = Object.keys(before).length === 0;
  const born = isFirst ? (settings.rotation.since ?? now.toISOString()) : now.toISOString();
  const dated = (system: System) =>
    Object.fromEntries(
      recordedRows(declarationOf(system).secrets).flatMap(({ name }) => {
        const keyring = keyringOf(settings, system, name);
        const runs = before[system]?.[name] !== undefined;
        const activatedAt = keyring.activatedAt ?? (runs ? beginningOf(settings, system, name, before) : born);
        return activatedAt === undefined ? [] : [[name, { ...keyring, activatedAt }]];
      }),
    );
  const systems = systemsIn(settings).map((system) => [system, { ...settings.rotation[system], ...dated(system) }]);
  const rotation: RotationSettings["rotation"] = {
    ...settings.rotation,
    ...(Object.fromEntries(systems) as Partial<RotationSettings["rotation"]>),
  };
  return { ...settings, rotation };
}
