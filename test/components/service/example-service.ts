import type { ContainerServiceArgs } from "../../../components/service/container-service";

// The arguments of an API behind a load balancer and of the worker beside it.

/** The secret that the tasks read. */
export const secretArn = "arn:aws:secretsmanager:eu-west-1:000000000000:secret:staging/system/DATABASE_URL-AbCdEf";

export const task = {
  stage: "staging",
  system: "system",
  accountId: "000000000000",
  region: "eu-west-1",
  image: "000000000000.dkr.ecr.eu-west-1.amazonaws.com/staging/system:v1.2.3",
  repositoryArn: "arn:aws:ecr:eu-west-1:000000000000:repository/staging/system",
  cpu: 2048,
  memory: 4096,
  environment: { PORT: "4000" },
  secrets: { DATABASE_URL: `${secretArn}:::version-1` },
  secretsKeyArn: "arn:aws:kms:eu-west-1:000000000000:key/secrets",
  logsKeyArn: "arn:aws:kms:eu-west-1:000000000000:key/logs",
  logRetentionDays: 30,
} as const;

export const place = {
  clusterName: "staging-cluster",
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-b"],
  reaches: [{ name: "postgres", securityGroupId: "sg-postgres", port: 5432 }],
} as const;

export const worker: ContainerServiceArgs = {
  ...task,
  ...place,
  subnetIds: [...place.subnetIds],
  role: "worker",
  clusterArn: "arn:aws:ecs:eu-west-1:000000000000:cluster/staging-cluster",
  minimumTasks: 2,
  maximumTasks: 6,
};

export const api: ContainerServiceArgs = {
  ...worker,
  role: "api",
  port: 4000,
  ephemeralStorage: 50,
  loadBalancer: {
    targetGroupArn: "arn:aws:elasticloadbalancing:eu-west-1:000000000000:targetgroup/api/1",
    securityGroupId: "sg-load-balancer",
    scaling: { requestsPerTarget: 600, resourceLabel: "app/a/1/targetgroup/b/2" },
  },
  deploymentAlarmNames: ["staging-errors"],
};
