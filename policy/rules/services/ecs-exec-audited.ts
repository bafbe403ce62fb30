import type { RuleContext } from "../../context";
import { stackRule } from "../../rule";
import type { StackResource, StackView } from "../../stack-view";

/** How sessions in containers are recorded. */
interface ExecConfiguration {
  readonly kmsKeyId?: string;
  /** @default "DEFAULT": to the log of the container, as it is. */
  readonly logging?: string;
  readonly logConfiguration?: {
    readonly cloudWatchEncryptionEnabled?: boolean;
    readonly cloudWatchLogGroupName?: string;
    readonly s3BucketEncryptionEnabled?: boolean;
    readonly s3BucketName?: string;
  };
}

interface ClusterState {
  readonly name: string;
  readonly configuration: { readonly executeCommandConfiguration?: ExecConfiguration };
}

interface ServiceState {
  readonly cluster: string;
  readonly enableExecuteCommand: boolean;
}

const clusterType = "aws:ecs/cluster:Cluster";
const serviceType = "aws:ecs/service:Service";

export const ecsExecAudited = stackRule({
  id: "ecs-exec-audited",
  title: "ECS Exec sessions use a KMS key and are logged to an encrypted log group or bucket",
  severity: "medium",
  enforcement: "productionOnly",
  rows: ["DS-HRD-04"],
  frameworks: ["Checkov CKV_AWS_223", "Checkov CKV_AWS_224"],
  remediation:
    "Set executeCommandConfiguration on the cluster: kmsKeyId, logging OVERRIDE, and a log group or bucket with encryption.",
  example: 'configuration: { executeCommandConfiguration: { logging: "NONE" } }',
  types: [clusterType, serviceType],
  check(stack, context) {
    for (const cluster of stack.of<ClusterState>([clusterType])) {
      const about = context.about(cluster);
      about.guard(() => {
        const exec = cluster.props.configuration?.executeCommandConfiguration;
        if (exec !== undefined) requiresRecord(exec, about);
      });
    }
    for (const service of stack.of<ServiceState>([serviceType])) {
      const about = context.about(service);
      about.guard(() => {
        if (service.props.enableExecuteCommand === true) requiresRecordingCluster(stack, service, about);
      });
    }
  },
});

/** A cluster without a configuration is accepted unless one of its services enables ECS Exec. */
function requiresRecordingCluster(stack: StackView, service: StackResource<ServiceState>, about: RuleContext): void {
  const reference = { property: "cluster", to: [clusterType], by: ["arn", "id", "name"] };
  const cluster = stack.referenced<ClusterState>(service, reference);
  if (cluster === undefined) {
    about.undecided("the service's cluster, which is not in this stack");
  } else if (cluster.props.configuration?.executeCommandConfiguration === undefined) {
    const needed = "executeCommandConfiguration on the cluster";
    about.fails({ found: "ECS Exec enabled without session logging", needed, setting: "enableExecuteCommand" });
  }
}

function requiresRecord(exec: ExecConfiguration, about: RuleContext): void {
  const setting = "configuration.executeCommandConfiguration";
  about.requires({
    read: () => exec.kmsKeyId,
    accept: (key) => key !== undefined && key !== "",
    found: () => "no KMS key for sessions",
    needed: "kmsKeyId",
    setting,
  });
  about.requires({
    read: () => exec.logging ?? "DEFAULT",
    accept: (logging) => logging === "OVERRIDE",
    found: (logging) => `logging ${logging}`,
    needed: "logging OVERRIDE",
    setting,
  });
  about.requires({
    read: () => exec.logConfiguration,
    accept: (log) =>
      (log?.cloudWatchEncryptionEnabled === true && (log.cloudWatchLogGroupName ?? "") !== "") ||
      (log?.s3BucketEncryptionEnabled === true && (log.s3BucketName ?? "") !== ""),
    found: () => "no encrypted session log",
    needed: "a log group or a bucket, with encryption enabled",
    setting,
  });
}
