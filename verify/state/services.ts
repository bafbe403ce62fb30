import type { Service } from "@aws-sdk/client-ecs";
import { judged, unknown } from "../outcome";
import type { Probe } from "../probe";
import { type Deployed, type DeployedPart, ofType, regionOf, textOf } from "./deployed";
import { stateProbe } from "./state-probe";

const serviceType = "aws:ecs/service:Service";

/** Services as ECS has them. */
async function servicesOf(deployed: Deployed, parts: readonly DeployedPart[]): Promise<readonly Service[]> {
  const clusters = [...new Set(parts.map((part) => textOf(part, "cluster")))];
  const found = await Promise.all(
    clusters.map(async (cluster) => {
      const services = parts.filter((part) => textOf(part, "cluster") === cluster).map((part) => textOf(part, "name"));
      const answer = await deployed.account.find("ecs", (client, sending) =>
        client.describeServices({ cluster, services }, sending),
      );
      return answer?.services ?? [];
    }),
  );
  return found.flat();
}

/** Judges a service; `undefined` for one that does not exist. */
export function serviceFaults(name: string, service: Service | undefined): readonly string[] {
  if (service === undefined || service.status === "INACTIVE") return [`${name} does not exist`];
  const { runningCount = 0, desiredCount = 0, deployments = [] } = service;
  const primary = deployments.find(({ status }) => status === "PRIMARY");
  const rollout = primary?.rolloutState ?? "COMPLETED";
  return [
    ...(desiredCount === 0 ? [`${name} wants no task`] : []),
    ...(runningCount === desiredCount ? [] : [`${name} runs ${runningCount} of ${desiredCount} tasks`]),
    ...(rollout === "COMPLETED" ? [] : [`${name}: its deployment is ${rollout}`]),
    ...((primary?.failedTasks ?? 0) > 0 ? [`${name}: ${primary?.failedTasks ?? 0} tasks of it failed`] : []),
  ];
}

/** Every service runs as many tasks as it should. */
export const servicesRunning: Probe = stateProbe({
  name: "services-running",
  file: "verify/state/services.ts",
  title: "Every service runs as many tasks as it wants, its deployment has completed and no task of it failed",
  rows: ["AH-VER-06", "MP-SVC-11"],
  actions: ["ecs:DescribeServices"],
  look: ({ deployed }) => {
    const parts = ofType(deployed.own, serviceType);
    const names = parts.map((part) => textOf(part, "name"));
    if (names.length === 0) return undefined;
    return {
      address: names.join(", "),
      wanted: "running = desired, rollout COMPLETED, no failed task",
      measure: async () => {
        const services = await servicesOf(deployed, parts);
        const faults = names.flatMap((name) =>
          serviceFaults(
            name,
            services.find(({ serviceName }) => serviceName === name),
          ),
        );
        const running = services.map(({ serviceName = "", runningCount = 0 }) => `${serviceName} ${runningCount}`);
        return judged(faults, `running: ${running.join(", ")}`);
      },
    };
  },
});

/** Every target that takes requests is healthy. */
export const targetsHealthy: Probe = stateProbe({
  name: "targets-healthy",
  file: "verify/state/services.ts",
  title: "The load balancer has healthy targets and no unhealthy one",
  rows: ["MP-PD0-01", "MP-SUC-01"],
  actions: ["elasticloadbalancing:DescribeTargetHealth"],
  look: ({ deployed }) => {
    const groups = ofType(deployed.own, "aws:lb/targetGroup:TargetGroup");
    if (groups.length === 0) return undefined;
    return {
      address: groups.map((group) => textOf(group, "name")).join(", "),
      wanted: "one or more targets, all healthy",
      measure: async () => {
        const states = await Promise.all(
          groups.map(async (group) => {
            const found = await deployed.account.find(
              "elasticloadbalancing",
              (client, sending) => client.describeTargetHealth({ TargetGroupArn: textOf(group, "arn") }, sending),
              regionOf(group, deployed),
            );
            return (found?.TargetHealthDescriptions ?? []).map(({ TargetHealth }) => TargetHealth?.State ?? "unknown");
          }),
        );
        const all = states.flat().filter((state) => state !== "draining");
        if (all.includes("initial")) return unknown("a target is still being registered");
        const bad = all.filter((state) => state !== "healthy");
        // The group of a blue/green deployment that takes no requests has no target.
        const faults = [
          ...(all.length === 0 ? ["no target is registered"] : []),
          ...(bad.length === 0 ? [] : [`${bad.length} of ${all.length} targets: ${[...new Set(bad)].join(", ")}`]),
        ];
        return judged(faults, `${all.length} healthy targets`);
      },
    };
  },
});
