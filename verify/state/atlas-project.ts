import { z } from "zod";
import { judged, unknown } from "../outcome";
import type { Probe } from "../probe";
import { agoOf, type DeployedPart, newestOf, ofType, textOf, tooOld } from "./deployed";
import { type DeployedSubject, type Look, stateProbe } from "./state-probe";
import type { Atlas } from "./atlas";

/** Hours that the newest snapshot may be old: a day, and two hours to make it. */
const snapshotHours = 26;

/** Days between two restores of a backup of Atlas: monthly, as those of the other systems (checklist conflict C-30). */
const restoreDays = 32;

/** Of the answer to `backup/snapshots`. */
const snapshot = z.object({ status: z.string(), createdAt: z.coerce.date() });

/** Of the answer to `backup/restoreJobs`. */
const restoreJob = z.object({
  createdAt: z.coerce.date().optional(),
  timestamp: z.coerce.date().optional(),
  finishedAt: z.coerce.date().optional(),
  cancelled: z.boolean().optional(),
  expired: z.boolean().optional(),
  failed: z.boolean().optional(),
});

/** Of the answer to `alerts`. */
const alert = z.object({ eventTypeName: z.string(), status: z.string() });

function lookAt(
  { deployed }: DeployedSubject,
  wanted: string,
  measure: (atlas: Atlas, cluster: DeployedPart) => ReturnType<Look["measure"]>,
): Look | undefined {
  const [cluster] = ofType(deployed.own, "mongodbatlas:index/advancedCluster:AdvancedCluster");
  if (cluster === undefined) return undefined;
  const { atlas } = deployed;
  return {
    address: `Atlas cluster ${textOf(cluster, "name")}`,
    wanted,
    measure: async () =>
      atlas === undefined
        ? unknown("MONGODB_ATLAS_CLIENT_ID and MONGODB_ATLAS_CLIENT_SECRET are not set here")
        : await measure(atlas, cluster),
  };
}

function pathOf(cluster: DeployedPart, rest: string): string {
  return `/clusters/${encodeURIComponent(textOf(cluster, "name"))}/backup/${rest}`;
}

/** The cluster is backed up. */
export const atlasSnapshots: Probe = stateProbe({
  name: "atlas-snapshots",
  file: "verify/state/atlas-project.ts",
  title: `Atlas has a completed snapshot of the last ${snapshotHours} hours`,
  rows: ["DS-DB-12"],
  actions: [],
  look: (subject) =>
    lookAt(subject, `a completed snapshot of the last ${snapshotHours} hours`, async (atlas, cluster) => {
      const found = await atlas.list(textOf(cluster, "projectId"), pathOf(cluster, "snapshots"), snapshot);
      const completed = found.filter(({ status }) => status === "completed");
      const newest = newestOf(completed.map(({ createdAt }) => createdAt));
      const faults = tooOld("snapshot", newest, { hours: snapshotHours, now: subject.now() });
      return judged(faults, newest === undefined ? "" : `the newest is of ${agoOf(newest, subject.now())}`);
    }),
});

/** Backups of the cluster are restored regularly. */
export const atlasRestores: Probe = stateProbe({
  name: "atlas-restores",
  file: "verify/state/atlas-project.ts",
  title: `A backup of the cluster was restored in the last ${restoreDays} days`,
  rows: ["DS-DB-14"],
  actions: [],
  look: (subject) =>
    lookAt(subject, `a restore of the last ${restoreDays} days that finished`, async (atlas, cluster) => {
      const jobs = await atlas.list(textOf(cluster, "projectId"), pathOf(cluster, "restoreJobs"), restoreJob);
      const ended = jobs.filter(
        ({ finishedAt, cancelled, expired, failed }) =>
          failed === true || (finishedAt !== undefined && cancelled !== true && expired !== true),
      );
      const last = [...ended].sort((one, other) => timeOf(other) - timeOf(one))[0];
      if (last?.failed === true) return judged(["the last restore failed"], "");
      const faults = tooOld("restore", last?.finishedAt, { hours: restoreDays * 24, now: subject.now() });
      return judged(faults, `${ended.length} restores finished`);
    }),
});

function timeOf({ finishedAt, createdAt, timestamp }: z.infer<typeof restoreJob>): number {
  return (finishedAt ?? createdAt ?? timestamp)?.getTime() ?? 0;
}

/** Atlas has no open alert, which is to say that no metric of the database is beyond a threshold. */
export const atlasAlerts: Probe = stateProbe({
  name: "atlas-alerts",
  file: "verify/state/atlas-project.ts",
  title: "Atlas has no open alert: every metric of the database is within its threshold",
  rows: ["DS-VER-04"],
  actions: [],
  look: (subject) =>
    lookAt(subject, "no open alert", async (atlas, cluster) => {
      const alerts = await atlas.list(textOf(cluster, "projectId"), "/alerts?status=OPEN", alert);
      const open = alerts
        .filter(({ status }) => status === "OPEN")
        .map(({ eventTypeName }) => `${eventTypeName} is open`);
      return judged(open, "no open alert");
    }),
});
