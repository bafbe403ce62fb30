import type { Rule } from "../../rule";
import { ecsContainerInsights } from "./ecs-container-insights";
import { ecsDeploymentAlarms } from "./ecs-deployment-alarms";
import { ecsExecAudited } from "./ecs-exec-audited";
import { ecsImageImmutable } from "./ecs-image-immutable";
import { ecsLoggingRequired } from "./ecs-logging-required";
import { ecsMinimumCapacity } from "./ecs-minimum-capacity";
import { ecsNoPublicIp } from "./ecs-no-public-ip";
import { ecsNonRoot } from "./ecs-non-root";
import { ecsPlatformLatest } from "./ecs-platform-latest";
import { ecsRolesApart } from "./ecs-roles-apart";
import { ecsSafeDeployment } from "./ecs-safe-deployment";
import { noEc2Hosts } from "./no-ec2-hosts";
import { serviceHealthPath } from "./service-health-path";

/** The rules of services, in evaluation order. */
export const serviceRules: readonly Rule[] = [
  ecsImageImmutable,
  ecsNonRoot,
  ecsLoggingRequired,
  ecsSafeDeployment,
  ecsNoPublicIp,
  ecsRolesApart,
  ecsDeploymentAlarms,
  ecsMinimumCapacity,
  serviceHealthPath,
  ecsExecAudited,
  ecsContainerInsights,
  ecsPlatformLatest,
  noEc2Hosts,
];
