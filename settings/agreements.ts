import type { z } from "zod";
import type { Agreement } from "./agreement";
import { backupOutsideWindows } from "./database-windows";
import { refusal } from "./field";
import { rotationAgreements } from "./rotation/agreements";
import type { Settings } from "./schema";
import { sections, stackNamed, type System, systems } from "./stage";
import { ahavaHealthcareAgreements } from "./systems/ahava-healthcare/agreements";
import { doctorSystemAgreements } from "./systems/doctor-system/agreements";
import { medPlatformAgreements } from "./systems/med-platform/agreements";

/** Zones are named after their region. */
const zonesOfRegion: Agreement = {
  at: ["network", "availabilityZones"],
  with: [["aws", "region"]],
  disagree: ({ aws, network }) =>
    network.availabilityZones.every((zone) => zone.slice(0, -1) === aws.region)
      ? undefined
      : refusal(
          `three zones of the region ${aws.region}`,
          `write ["${aws.region}a", "${aws.region}b", "${aws.region}c"], or correct aws.region`,
        ),
};

/** A log is not thrown out of the archive while it can still be searched. */
const archiveOutlivesLogs: Agreement = {
  at: ["logs", "archiveDays"],
  with: [["logs", "retentionDays"]],
  disagree: ({ logs }) =>
    logs.archiveDays >= logs.retentionDays
      ? undefined
      : refusal(`at least logs.retentionDays (${logs.retentionDays})`, "increase it"),
};

/** A system that the stage runs has its settings; that no other has any is seen before (`assemble`). */
function sectionOfListed(system: System): Agreement {
  return {
    at: [sections[system]],
    with: [["systems"]],
    disagree: (settings) =>
      settings.systems.includes(system) && settings[sections[system]] === undefined
        ? refusal(`a section: systems lists ${system}`, `add ${system}:, or remove it from systems`)
        : undefined,
  };
}

/** A stack that is named after one system holds that one and no other. */
const systemOfTheName: Agreement = {
  at: ["systems"],
  with: [["stack"]],
  disagree: ({ stack, systems: listed }) => {
    const { system } = stackNamed(stack);
    return system === undefined || (listed.length === 1 && listed[0] === system)
      ? undefined
      : refusal(`[${system}], as in the name of the stack ${stack}`, "change the list, or use the stack of the stage");
  },
};

const agreements: readonly Agreement[] = [
  systemOfTheName,
  zonesOfRegion,
  archiveOutlivesLogs,
  backupOutsideWindows,
  ...systems.map(sectionOfListed),
  ...doctorSystemAgreements,
  ...ahavaHealthcareAgreements,
  ...medPlatformAgreements,
  ...rotationAgreements,
];

/** Whether one path is the other, or leads to it. */
export function overlaps(one: readonly PropertyKey[], other: readonly PropertyKey[]): boolean {
  return one.every((key, depth) => depth >= other.length || key === other[depth]);
}

/**
 * Adds the agreements to a schema. Each is looked at even where other values have faults, so that all faults are told
 * at once, but never where one of its own values has one.
 */
export function agreed<T extends z.ZodType>(schema: T): T {
  return agreements.reduce(
    (checked, { at, with: others, disagree }) =>
      checked.refine((settings) => disagree(settings as Settings) === undefined, {
        path: [...at],
        when: ({ issues }) =>
          !issues.some(
            ({ code, path = [] }) =>
              code !== "unrecognized_keys" && [at, ...others].some((value) => overlaps(value, path)),
          ),
        error: (issue) => disagree(issue.input as Settings),
      }),
    schema,
  );
}
