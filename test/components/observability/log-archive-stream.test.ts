import * as cloudwatch from "@pulumi/aws/cloudwatch";
import { archivedLog } from "../../../components/observability/archived-log";
import { LogArchiveStream } from "../../../components/observability/log-archive-stream";
import type { LogArchiveStreamArgs } from "../../../components/observability/log-archive-stream";
import { isSecret, register, registerBoth } from "../mocks";
import type { Properties } from "../mocks";
import { thresholds } from "../thresholds";

const topic = (severity: string) => `arn:aws:sns:eu-west-1:000000000000:production-alerts-${severity}`;

const args: LogArchiveStreamArgs = {
  subject: "the foundation",
  clock: { namespace: "AWS/NATGateway", name: "ActiveConnectionCount", dimensions: { NatGatewayId: "nat-1" } },
  thresholds: thresholds.logArchive,
  stage: "production",
  accountId: "000000000000",
  region: "eu-west-1",
  timeZone: "Africa/Johannesburg",
  bucketArn: "arn:aws:s3:::production-log-archive-000000000000",
  dataKeyArn: "arn:aws:kms:eu-west-1:000000000000:key/data",
  logsKeyArn: "arn:aws:kms:eu-west-1:000000000000:key/logs",
  logRetentionDays: 90,
  routing: {
    topicArns: { critical: topic("critical"), warning: topic("warning"), info: topic("info") },
    runbookUrl: "https://runbooks.example.org",
  },
};

function build(): LogArchiveStream {
  const stream = new LogArchiveStream("application-logs", args);
  const group = new cloudwatch.LogGroup("api-log", { name: "/production/system/api" });
  archivedLog("api-log-archive", group, stream.destination, {});
  return stream;
}

interface Statement {
  readonly Sid: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: object;
}

const statementsOf = ({ policy }: Properties): readonly Statement[] =>
  (JSON.parse(String(policy)) as { Statement: readonly Statement[] }).Statement;

describe("the archive of application logs", () => {
  it("has exactly these resources, in a preview too", async () => {
    const { preview, update } = await registerBoth(build);
    expect(preview.names()).toEqual(update.names());
    expect(update.counts()).toEqual({
      "care-platform:observability:LogArchiveStream": 1,
      "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": 1,
      "aws:cloudwatch/logGroup:LogGroup": 2,
      "aws:cloudwatch/logStream:LogStream": 1,
      "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": 1,
      "aws:iam/role:Role": 2,
      "aws:iam/rolePolicy:RolePolicy": 2,
      "aws:cloudwatch/metricAlarm:MetricAlarm": 2,
    });
  });

  it("gets everything a log group takes in, in the role that may hand it over and nothing else", async () => {
    const account = await register(build);
    const streamArn: unknown = await account.value(account.result.destination.streamArn);
    expect(account.only("aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter").inputs).toEqual({
      name: "archive",
      logGroup: "/production/system/api",
      filterPattern: "",
      destinationArn: streamArn,
      roleArn: expect.stringMatching(/:production-application-logs-subscriber$/) as unknown,
      distribution: "Random",
    });
    const [handOver, ...others] = statementsOf(account.named("application-logs-subscriber-policy").inputs);
    expect(others).toEqual([]);
    expect(handOver).toMatchObject({
      Action: ["firehose:PutRecord", "firehose:PutRecordBatch"],
      Resource: [streamArn],
    });
  });

  it("divides by the days of the stage's time zone, and compresses nothing twice", async () => {
    const { inputs } = (await register(build)).only("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream");
    expect(inputs).toMatchObject({
      name: "production-application-logs",
      destination: "extended_s3",
      extendedS3Configuration: {
        bucketArn: args.bucketArn,
        prefix: "applications/!{timestamp:yyyy/MM/dd}/",
        customTimeZone: "Africa/Johannesburg",
        compressionFormat: "UNCOMPRESSED",
        fileExtension: ".gz",
      },
    });
    expect(isSecret(inputs.extendedS3Configuration)).toBe(false);
  });

  it("is encrypted with the data's key, on its way and in the bucket, and may write nowhere else", async () => {
    const account = await register(build);
    const { inputs } = account.only("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream");
    expect(inputs.serverSideEncryption).toEqual({
      enabled: true,
      keyType: "CUSTOMER_MANAGED_CMK",
      keyArn: args.dataKeyArn,
    });
    expect(inputs.extendedS3Configuration).toMatchObject({ kmsKeyArn: args.dataKeyArn });
    const statements = statementsOf(account.named("application-logs-delivery-policy").inputs);
    const writes = statements.filter(({ Action }) => Action.includes("s3:PutObject"));
    expect(writes.flatMap(({ Resource }) => Resource)).toEqual([
      "arn:aws:s3:::production-log-archive-000000000000/applications/*",
      "arn:aws:s3:::production-log-archive-000000000000/applications-undelivered/*",
    ]);
    expect(statements.find(({ Sid }) => Sid === "EncryptArchive")?.Condition).toEqual({
      StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" },
    });
  });

  it("raises an alarm when logs wait, and when none come", async () => {
    const account = await register(build);
    expect(account.named("application-logs-late").inputs).toMatchObject({
      metricName: "DeliveryToS3.DataFreshness",
      dimensions: { DeliveryStreamName: "production-application-logs" },
      threshold: 3600,
      treatMissingData: "notBreaching",
      alarmActions: [topic("warning")],
    });
    expect(account.named("application-logs-silent").inputs).toMatchObject({
      metricQueries: [
        { id: "received", expression: "IF(clock, watched, 0)", returnData: true },
        { id: "watched", metric: { metricName: "IncomingRecords", period: 3600 } },
        { id: "clock", metric: { metricName: "ActiveConnectionCount", period: 3600 } },
      ],
      evaluationPeriods: 24,
      treatMissingData: "notBreaching",
    });
  });
});
