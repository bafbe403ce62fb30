import { ServiceAlarms } from "../../../components/observability/service-alarms";
import { register } from "../mocks";
import { thresholds } from "../thresholds";

it("tells of tasks that use much of their CPU, memory or disk (AH-MON-09 to AH-MON-11)", async () => {
  const account = await register(
    () =>
      new ServiceAlarms("api", {
        stage: "production",
        routing: {
          topicArns: { critical: "arn:critical", warning: "arn:warning", info: "arn:info" },
          runbookUrl: "https://runbooks.example.org",
        },
        subject: "the clinic API",
        thresholds: thresholds.service,
        clusterName: "cluster",
        serviceName: "service",
        serviceArn: "arn:service",
        minimumTasks: 2,
      }),
  );
  const alarm = (name: string) => account.named(name, "aws:cloudwatch/metricAlarm:MetricAlarm").inputs;
  const warns = { alarmActions: ["arn:warning"], comparisonOperator: "GreaterThanThreshold" };
  expect(alarm("api-cpu")).toMatchObject({ ...warns, threshold: 70 });
  expect(alarm("api-memory")).toMatchObject({ ...warns, threshold: 80 });
  expect(alarm("api-ephemeral-storage")).toMatchObject({ ...warns, threshold: 80 });
});
