import type { ContainerService } from "../../components/service/container-service";
import type { Edge } from "../../components/edge/edge";
import { pinnedImage } from "../system/release";
import type { SecretReferences } from "../system/secrets";
import { createService, nodeHealthCheck } from "../system/tasks";
import type { Atlas } from "./atlas";
import type { DoctorContext } from "./context";
import { apiPort, environment } from "./environment";

/** The resources that the tasks use. */
export interface ServiceDependencies {
  readonly atlas: Pick<Atlas, "accessList" | "privateLink">;
  readonly secrets: SecretReferences;
}

/** The API behind the edge, on port 8080 (DS-VAR-03); it has no rights in AWS. */
export function createApi(
  context: DoctorContext,
  edge: Edge,
  { atlas, secrets }: ServiceDependencies,
): ContainerService {
  const { settings } = context;
  const { api } = settings.doctorSystem;
  const { accessList, privateLink } = atlas;
  return createService(context, {
    role: "api",
    image: pinnedImage(settings.doctorSystem),
    ...api,
    port: apiPort,
    healthCheckCommand: nodeHealthCheck(apiPort),
    environment: environment(settings),
    secrets,
    writablePaths: ["/tmp"],
    reaches: privateLink
      ? [{ name: "mongodb", securityGroupId: privateLink.securityGroupId, port: privateLink.ports }]
      : [],
    loadBalancer: { targetGroupArn: edge.targetGroupArn, securityGroupId: edge.securityGroupId },
    deploymentAlarmNames: edge.deploymentAlarmNames,
    // A task that cannot reach the database never becomes healthy, and its deployment would be rolled back.
    dependsOn: [accessList],
  });
}
