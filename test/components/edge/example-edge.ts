import type { EdgeArgs } from "../../../components/edge/edge";
import { thresholds } from "../thresholds";

/** The arguments of an edge that says no more than it must. */
export const edgeArgs: EdgeArgs = {
  subject: "the system API",
  thresholds,
  stage: "staging",
  routing: {
    topicArns: { critical: "arn:critical", warning: "arn:warning", info: "arn:info" },
    runbookUrl: "https://runbooks.example.org",
  },
  region: "eu-west-1",
  domainName: "api.example.org",
  zoneId: "Z1",
  vpcId: "vpc-1",
  publicSubnetIds: ["subnet-a", "subnet-b"],
  targetPort: 4000,
  logBucketName: "staging-log-archive",
  logsKeyArn: "arn:aws:kms:eu-west-1:000000000000:key/logs",
  logRetentionDays: 30,
  webFirewall: { requestsPerTenMinutes: 200 },
};
