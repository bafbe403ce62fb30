import type { z } from "zod";
import { isFargateSize, memoryAllowed } from "./fargate";
import { type Path, refusal } from "./field";
import { releasePattern } from "./image";
import { connectionsOf } from "./postgres";
import type { Settings } from "./schema";
import { secondsOf } from "./time";
import { portalOrigins } from "./ahava-healthcare";

/** Values that are right by themselves and must also be right together. */
interface Agreement {
  /** Where a disagreement is reported. */
  readonly at: Path;
  /** The other values that take part; nothing is said where one of all these has a fault of its own. */
  readonly with: readonly Path[];
  /** The refusal when the values disagree. */
  readonly disagree: (settings: Settings) => string | undefined;
}

const system = "ahavaHealthcare";

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
      : refusal(`as many days as logs.retentionDays at least: ${logs.retentionDays}`, "raise it"),
};

/** Fargate has certain amounts of memory for each number of CPU units. */
function fargateSize(service: "api" | "worker"): Agreement {
  return {
    at: [system, service, "memory"],
    with: [[system, service, "cpu"]],
    disagree: ({ ahavaHealthcare: { [service]: task } }) =>
      isFargateSize(task.cpu, task.memory)
        ? undefined
        : refusal(
            `with ${task.cpu} CPU units Fargate has ${memoryAllowed(task.cpu) ?? "nothing"}`,
            "change one of the two",
          ),
  };
}

/** Autoscaling needs room. */
function taskRange(service: "api" | "worker"): Agreement {
  return {
    at: [system, service, "maximumTasks"],
    with: [[system, service, "minimumTasks"]],
    disagree: ({ ahavaHealthcare: { [service]: tasks } }) =>
      tasks.maximumTasks >= tasks.minimumTasks
        ? undefined
        : refusal(`as many tasks as minimumTasks at least: ${tasks.minimumTasks}`, "raise it, or lower minimumTasks"),
  };
}

/** RDS refuses a ceiling less than a tenth above the storage there is (Amazon RDS User Guide, storage autoscaling). */
const storageCeiling: Agreement = {
  at: [system, "postgres", "maxAllocatedStorage"],
  with: [[system, "postgres", "allocatedStorage"]],
  disagree: ({ ahavaHealthcare: { postgres } }) => {
    const least = Math.ceil((postgres.allocatedStorage * 11) / 10);
    return postgres.maxAllocatedStorage >= least
      ? undefined
      : refusal(`a tenth more than allocatedStorage at least: ${least} GiB (RDS, storage autoscaling)`, "raise it");
  },
};

/** The alarm at 80 % is worth nothing where the class never reaches 80 % of what was written down. */
const connectionsOfClass: Agreement = {
  at: [system, "postgres", "maxConnections"],
  with: [[system, "postgres", "instanceClass"]],
  disagree: ({ ahavaHealthcare: { postgres } }) => {
    const most = connectionsOf(postgres.instanceClass) ?? Infinity;
    return postgres.maxConnections <= most
      ? undefined
      : refusal(
          `at most what ${postgres.instanceClass} has memory for: ${most} connections (RDS, max_connections)`,
          "lower it, or choose a larger instance class",
        );
  },
};

/** Every task of both services at once must find its connections (AH-DB-05). */
const connectionBudget: Agreement = {
  at: [system, "postgres", "connectionLimit"],
  with: [
    [system, "postgres", "maxConnections"],
    [system, "api", "maximumTasks"],
    [system, "worker", "maximumTasks"],
  ],
  disagree: ({ ahavaHealthcare: { api, worker, postgres } }) => {
    const tasks = api.maximumTasks + worker.maximumTasks;
    const wanted = postgres.connectionLimit * tasks;
    if (wanted < postgres.maxConnections) return undefined;
    const most = Math.floor((postgres.maxConnections - 1) / tasks);
    return refusal(
      `connectionLimit x (${api.maximumTasks} api + ${worker.maximumTasks} worker tasks) = ${wanted} must stay below maxConnections, ${postgres.maxConnections} (AH-DB-05)`,
      most >= 1
        ? `set it to ${most} or less, or allow fewer tasks`
        : "allow fewer tasks, or choose a larger instance class",
    );
  },
};

/** A refresh token that dies first would be useless (DS-JWT-04). */
const refreshOutlivesAccess: Agreement = {
  at: [system, "tokens", "refreshLifetime"],
  with: [[system, "tokens", "accessLifetime"]],
  disagree: ({ ahavaHealthcare: { tokens } }) =>
    (secondsOf(tokens.refreshLifetime) ?? 0) > (secondsOf(tokens.accessLifetime) ?? 0)
      ? undefined
      : refusal(`longer than tokens.accessLifetime: ${tokens.accessLifetime}`),
};

/** The portals must be able to call the API (AH-VAR-15). */
const portalsMayCall: Agreement = {
  at: [system, "corsOrigins"],
  with: [[system, "domain"]],
  disagree: ({ ahavaHealthcare: { corsOrigins, domain } }) => {
    const given = corsOrigins as string[] | undefined;
    const missing = portalOrigins(domain).filter((origin) => given !== undefined && !given.includes(origin));
    return missing.length === 0
      ? undefined
      : refusal(
          `origins that include ${portalOrigins(domain).join(" and ")} (AH-VAR-15)`,
          `add ${missing.join(" and ")}, or leave corsOrigins out`,
        );
  },
};

/** Production says what it runs, who put it there and when (AH-GO-09..11). */
const releaseRecorded: Agreement = {
  at: [system, "release"],
  with: [],
  disagree: ({ stage, ahavaHealthcare: { release } }) =>
    stage !== "production" || release !== undefined
      ? undefined
      : refusal(
          "a mapping with the keys version, deployedBy, deployedAt; production records every release (AH-GO-09..11)",
        ),
};

/** The record must be about the image that runs (AH-GO-11). */
const releaseIsTheImage: Agreement = {
  at: [system, "release", "version"],
  with: [[system, "image"]],
  disagree: ({ ahavaHealthcare: { release, image } }) =>
    release === undefined || !releasePattern.test(image) || release.version === image
      ? undefined
      : refusal(`the tag of the image: ${image} (AH-GO-11)`, "change the one that is out of date"),
};

const agreements: readonly Agreement[] = [
  zonesOfRegion,
  archiveOutlivesLogs,
  fargateSize("api"),
  fargateSize("worker"),
  taskRange("api"),
  taskRange("worker"),
  storageCeiling,
  connectionsOfClass,
  connectionBudget,
  refreshOutlivesAccess,
  portalsMayCall,
  releaseRecorded,
  releaseIsTheImage,
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
