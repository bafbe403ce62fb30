import { rows as checklist } from "../../checklist/index";
import { stageSchema } from "../../stacks/settings/schema";
import { leavesOf } from "../../settings/standing/leaves";
import { ahavaHealthcareThresholds } from "../../stacks/ahava-healthcare/declared/thresholds";
import { doctorSystemThresholds } from "../../stacks/doctor-system/declared/thresholds";
import { medPlatformThresholds } from "../../stacks/med-platform/declared/thresholds";
import { foundationThresholds } from "../../settings/thresholds/foundation";
import { defaultThresholds, type ThresholdRows } from "../../settings/thresholds/row";
import { refused, settings } from "./complete";

const sections: Readonly<Record<string, ThresholdRows>> = {
  "": foundationThresholds,
  "doctor-system": doctorSystemThresholds,
  "ahava-healthcare": ahavaHealthcareThresholds,
  "med-platform": medPlatformThresholds,
};

const rows = Object.entries(sections).flatMap(([section, families]) =>
  Object.entries(families).flatMap(([family, thresholds]) =>
    Object.entries(thresholds).map(([name, row]) => ({
      key: [section, "thresholds", family, name].filter(Boolean).join("."),
      family: thresholds,
      row,
    })),
  ),
);

describe("the tables of thresholds", () => {
  it("have a default within its range, a unit and a source for each", () => {
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.filter(({ row }) => row.default < row.minimum || row.default > row.maximum)).toEqual([]);
    expect(rows.filter(({ row }) => row.unit === "" || row.source === "")).toEqual([]);
  });

  it("name rows of the checklists that there are, a document, or our own default", () => {
    const known = new Set(checklist.map(({ id }) => id));
    const cited = rows.flatMap(({ row }) =>
      [...row.source.matchAll(/\b(?:DS|AH|MP)-[A-Z0-9]+-\d+\b/g)].map(([id]) => id),
    );
    expect(cited.length).toBeGreaterThan(50);
    expect(cited.filter((id) => !known.has(id))).toEqual([]);
    const sourced = /\b(DS|AH|MP)-[A-Z0-9]+-\d+\b|\bC-\d\d\b|User Guide|Developer Guide|our default/;
    expect(rows.filter(({ row }) => !sourced.test(row.source)).map(({ key }) => key)).toEqual([]);
  });

  it("put a critical alarm beyond its warning, by default and by a rule", () => {
    const paired = rows.filter(({ key }) => key.includes("Critical"));
    expect(paired.filter(({ row }) => (row.above ?? row.below) === undefined).map(({ key }) => key)).toEqual([]);
    const wrong = rows.filter(({ family, row: { above, below, default: value } }) => {
      const other = family[above ?? below ?? ""]?.default;
      return other !== undefined && (above === undefined ? value >= other : value <= other);
    });
    expect(wrong.map(({ key }) => key)).toEqual([]);
  });
});

describe("a threshold", () => {
  it("has its default where the file says nothing, in every stage", () => {
    for (const stage of ["development", "staging", "production"] as const) {
      const { thresholds, ahavaHealthcare } = settings(stage);
      expect(thresholds).toEqual(defaultThresholds(foundationThresholds));
      expect(ahavaHealthcare.thresholds).toEqual(defaultThresholds(ahavaHealthcareThresholds));
    }
  });

  it("is what the file says, beside the defaults of the others", () => {
    const changes = {
      thresholds: { costs: { anomalyUsd: 75 } },
      "ahava-healthcare/thresholds": { uptime: { objectivePercent: 99.5 }, redis: { connections: 500 } },
    };
    const { thresholds, ahavaHealthcare } = settings("production", changes);
    expect(thresholds.costs).toEqual({ ...defaultThresholds(foundationThresholds).costs, anomalyUsd: 75 });
    expect(ahavaHealthcare.thresholds.uptime).toMatchObject({ objectivePercent: 99.5, failedProbes: 2 });
    expect(ahavaHealthcare.thresholds.redis).toMatchObject({ connections: 500, evictions: 1 });
  });

  it("says in the settings what a change of it does, for each", () => {
    const leaves = leavesOf(stageSchema("production")).filter(({ path }) => path.includes("thresholds"));
    expect(leaves).toHaveLength(rows.length);
    expect(new Set(leaves.map(({ rule }) => rule?.effect)).size).toBeGreaterThan(60);
    expect(leaves.filter(({ rule }) => !rule?.effect.startsWith("Changed in place: "))).toEqual([]);
  });

  it.each([
    [
      { redis: { memoryWarningPercent: 101 } },
      "ahava-healthcare.thresholds.redis.memoryWarningPercent",
      "a whole number from 1 to 100 (percent of the memory; our default)",
      "set it to 100 or less",
    ],
    [
      { redis: { memoryWarningPercent: "70%" } },
      "ahava-healthcare.thresholds.redis.memoryWarningPercent",
      "a whole number from 1 to 100 (percent of the memory; our default)",
      expect.anything(),
    ],
    [
      { redis: { memoryWarningPercent: 85 } },
      "ahava-healthcare.thresholds.redis.memoryCriticalPercent",
      "more than memoryWarningPercent: 85 (AH-MON-10, C-10)",
      "increase it",
    ],
    [
      { uptime: { objectivePercent: 99.999 } },
      "ahava-healthcare.thresholds.uptime.objectivePercent",
      "a number with up to 2 decimals from 90 to 99.95 (percent; AH-MON-03, C-33)",
      "set it to 99.95 or less",
    ],
    [
      { service: { cpuPercnt: 60 } },
      "ahava-healthcare.thresholds.service.cpuPercnt",
      expect.anything(),
      expect.stringContaining("cpuPercent"),
    ],
  ])("is refused as %j, once, with what is allowed", (thresholds, where, allowed, fix) => {
    expect(refused("production", { "ahava-healthcare/thresholds": thresholds })).toEqual([
      { where, given: expect.any(String) as string, allowed: allowed as string, fix: fix as string },
    ]);
  });
});
