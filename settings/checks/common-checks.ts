import { type Path, refusal } from "../fields/field";
import { foundationThresholds } from "../thresholds/foundation";
import { thresholdChecks } from "../thresholds/row";
import type { CommonSettings } from "../stage/common";

/** Values that every stage has, which are right by themselves and must also fit together. */
export interface CommonCheck {
  /** Where a violation is reported. */
  readonly at: Path;
  /** The other values that take part. */
  readonly with: readonly Path[];
  /** The refusal when the values do not fit together; undefined when they do. */
  readonly violation: (settings: CommonSettings) => string | undefined;
}

/** Zones are named after their region. */
const zonesOfRegion: CommonCheck = {
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
const archiveOutlivesLogs: CommonCheck = {
  at: ["logs", "archiveDays"],
  with: [["logs", "retentionDays"]],
  violation: ({ logs }) =>
    logs.archiveDays >= logs.retentionDays
      ? undefined
      : refusal(`at least logs.retentionDays (${logs.retentionDays})`, "increase it"),
};

/** The cross-field checks of every stage, independent of its systems. */
export const commonChecks: readonly CommonCheck[] = [
  zonesOfRegion,
  archiveOutlivesLogs,
  ...thresholdChecks(foundationThresholds),
];
