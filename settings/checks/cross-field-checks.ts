import type { z } from "zod";
import type { CrossFieldCheck } from "./cross-field-check";
import { backupOutsideWindows } from "../sections/database-windows";
import { refusal } from "../fields/field";
import { rotationChecks } from "../rotation/cross-field-checks";
import type { Settings } from "../stage/schema";
import { sections, stackNamed, type System, systems } from "../stage/stage";
import { ahavaHealthcareChecks } from "../systems/ahava-healthcare/cross-field-checks";
import { doctorSystemChecks } from "../systems/doctor-system/cross-field-checks";
import { medPlatformChecks } from "../systems/med-platform/cross-field-checks";
import { foundationThresholds } from "../thresholds/foundation";
import { thresholdChecks } from "../thresholds/row";

/** Zones are named after their region. */
const zonesOfRegion: CrossFieldCheck = {
  at: ["network", "availabilityZones"],
  with: [["aws", "region"]],
  violation: ({ aws, network }) =>
    network.availabilityZones.every((zone) => zone.slice(0, -1) === aws.region)
      ? undefined
      : refusal(
          `three zones of the region ${aws.region}`,
          `write ["${aws.region}a", "${aws.region}b", "${aws.region}c"], or correct aws.region`,
        ),
};

/** A log is not thrown out of the archive while it can still be searched. */
const archiveOutlivesLogs: CrossFieldCheck = {
  at: ["logs", "archiveDays"],
  with: [["logs", "retentionDays"]],
  violation: ({ logs }) =>
    logs.archiveDays >= logs.retentionDays
      ? undefined
      : refusal(`at least logs.retentionDays (${logs.retentionDays})`, "increase it"),
};

/** A system that the stage runs has its settings; that no other has any is seen before (`assemble`). */
function sectionOfListed(system: System): CrossFieldCheck {
  return {
    at: [sections[system]],
    with: [["systems"]],
    violation: (settings) =>
      settings.systems.includes(system) && settings[sections[system]] === undefined
        ? refusal(`a section: systems lists ${system}`, `add ${system}:, or remove it from systems`)
        : undefined,
  };
}

/** A stack that is named after one system holds that one and no other. */
const systemOfTheName: CrossFieldCheck = {
  at: ["systems"],
  with: [["stack"]],
  violation: ({ stack, systems: listed }) => {
    const { system } = stackNamed(stack);
    return system === undefined || (listed.length === 1 && listed[0] === system)
      ? undefined
      : refusal(`[${system}], as in the name of the stack ${stack}`, "change the list, or use the stack of the stage");
  },
};

const checks: readonly CrossFieldCheck[] = [
  systemOfTheName,
  zonesOfRegion,
  archiveOutlivesLogs,
  backupOutsideWindows,
  ...systems.map(sectionOfListed),
  ...doctorSystemChecks,
  ...ahavaHealthcareChecks,
  ...medPlatformChecks,
  ...rotationChecks,
  ...thresholdChecks(["thresholds"], foundationThresholds),
];

/** Whether one path is the other, or leads to it. */
export function overlaps(one: readonly PropertyKey[], other: readonly PropertyKey[]): boolean {
  return one.every((key, depth) => depth >= other.length || key === other[depth]);
}

/**
 * Adds the cross-field checks to a schema. Each runs even where other values have faults, so that all faults are told
 * at once, but never where one of its own values has one.
 */
export function agreed<T extends z.ZodType>(schema: T): T {
  return checks.reduce(
    (checked, { at, with: others, violation }) =>
      checked.refine((settings) => violation(settings as Settings) === undefined, {
        path: [...at],
        when: ({ issues }) =>
          !issues.some(
            ({ code, path = [] }) =>
              code !== "unrecognized_keys" && [at, ...others].some((value) => overlaps(value, path)),
          ),
        error: (issue) => violation(issue.input as Settings),
      }),
    schema,
  );
}
