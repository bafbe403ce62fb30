import { declarationOf, type System } from "../systems";
import type { DeploymentRecord } from "../../../settings/rotation/deployment";
import { keyringOf, keyringRow, type RotationSettings, systemsIn } from "./keyrings";
import { recordedRows } from "../../../settings/secrets/row";

/**
 * Since when the current generation of a keyring is in use, ISO 8601: from its step, or else from the stage's
 * outputs, or else from `rotation.since`. Undefined if not recorded.
 * @param record the deployed state from the stage's outputs; `unknown` if it could not be read.
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
 * The settings of a stage before its deployment, with the start of every first generation in its record: a new
 * secret starts now, so that the age of every generated secret is known from the first deployment. A deployed
 * secret without a recorded start stays without one.
 * @param before the deployed state from the stage's outputs; empty before its first deployment.
 */
export function withStarts<S extends RotationSettings>(settings: S, before: DeploymentRecord, now: Date): S {
  // Without any record the state may have been rebuilt; its settings are more reliable then.
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
