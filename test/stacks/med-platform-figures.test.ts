import * as fs from "node:fs";
import * as path from "node:path";
import { countedEvents } from "../../stacks/med-platform/events";
import type { MedPlatform } from "../../stacks/med-platform/med-platform";
import { register } from "../components/mocks";
import type { Properties, Registered } from "../components/mocks";
import { settingsOfThree } from "../settings/three-systems";
import { alarm, build } from "./med-platform";

let account: Registered<MedPlatform>;

beforeAll(async () => {
  account = await register(build("production"), { stack: "production" });
});

describe("the alarms of med-platform", () => {
  const thresholds = {
    service: { cpuPercent: 61, memoryPercent: 71, ephemeralStoragePercent: 81 },
    postgres: { cpuWarningPercent: 62, storageWarningPercent: 81, unusualConnectionsDeviations: 3 },
    loadBalancer: {
      latencyWarningMilliseconds: 150,
      latencyCriticalMilliseconds: 900,
      errorWarningPercent: 2,
      errorCriticalPercent: 7,
      minimumRequests: 20,
    },
    cloudFront: { errorWarningPercent: 3, errorCriticalPercent: 8, minimumRequests: 20 },
    externalServices: { failedPercent: 30, minimumCalls: 15 },
  };

  it("fire where the checklist says (MP-M24-01 to MP-M24-03, MP-ALR-01, MP-ALR-02, MP-THR-01 to MP-THR-06)", () => {
    const fires = (name: string) => alarm(name, account).threshold;
    expect({
      cpu: [fires("med-platform-api-cpu"), fires("med-platform-postgres-cpu-warning")],
      memory: fires("med-platform-api-memory"),
      disk: fires("med-platform-api-ephemeral-storage"),
      latency: [fires("med-platform-alarms-latency-warning"), fires("med-platform-alarms-latency-critical")],
      errors: [fires("med-platform-alarms-errors-warning"), fires("med-platform-alarms-errors-critical")],
      storage: Number(fires("med-platform-postgres-storage-warning")) / 2 ** 30,
    }).toEqual({ cpu: [70, 70], memory: 80, disk: 80, latency: [0.2, 1], errors: [1, 5], storage: 20 });
  });

  it("fire where the settings say instead, everywhere", async () => {
    const other = await register(build("staging", { "med-platform/thresholds": thresholds }));
    const fires = (name: string) => alarm(name, other).threshold;
    expect({
      cpu: [fires("med-platform-api-cpu"), fires("med-platform-postgres-cpu-warning")],
      critical: fires("med-platform-postgres-cpu-critical"),
      memory: fires("med-platform-api-memory"),
      disk: fires("med-platform-api-ephemeral-storage"),
      latency: [fires("med-platform-alarms-latency-warning"), fires("med-platform-alarms-latency-critical")],
      errors: [fires("med-platform-alarms-errors-warning"), fires("med-platform-alarms-errors-critical")],
      site: [fires("med-platform-admin-alarms-errors-warning"), fires("med-platform-admin-alarms-errors-critical")],
      storage: Number(fires("med-platform-postgres-storage-warning")) / 2 ** 30,
    }).toEqual({
      cpu: [61, 62],
      critical: 80,
      memory: 71,
      disk: 81,
      latency: [0.15, 0.9],
      errors: [2, 7],
      site: [3, 8],
      storage: expect.closeTo(50 * 0.19, 6) as number,
    });
    for (const name of ["med-platform-alarms-errors-critical", "med-platform-admin-alarms-errors-critical"]) {
      const [judged] = alarm(name, other).metricQueries as { expression: string }[];
      expect(judged?.expression).toContain(">= 20,");
    }
    const [band] = alarm("med-platform-postgres-unusual-connections", other).metricQueries as { expression: string }[];
    expect(band?.expression).toBe("ANOMALY_DETECTION_BAND(connections, 3)");
    const twilio = alarm("med-platform-figures-twilio-failing", other);
    expect(twilio.threshold).toBe(30);
    expect((twilio.metricQueries as { expression: string }[])[0]?.expression).toContain("succeeded >= 15,");
  });

  it("watch whether the number of connections is as usual (MP-M24-06)", () => {
    expect(alarm("med-platform-postgres-unusual-connections", account)).toMatchObject({
      comparisonOperator: "LessThanLowerOrGreaterThanUpperThreshold",
      thresholdMetricId: "usual",
      metricQueries: [
        { id: "usual", expression: "ANOMALY_DETECTION_BAND(connections, 2)" },
        { id: "connections", metric: { metricName: "DatabaseConnections" } },
      ],
    });
  });

  it("tell of a service outside that fails, not of three calls that did (MP-EXT-10)", () => {
    for (const [service, name] of [
      ["twilio", "Twilio"],
      ["sendgrid", "SendGrid"],
    ]) {
      const { metricQueries, threshold, alarmDescription } = alarm(
        `med-platform-figures-${service ?? ""}-failing`,
        account,
      );
      expect(threshold).toBe(20);
      expect(alarmDescription).toMatch(/external-services\.md$/);
      expect(metricQueries).toMatchObject([
        { expression: "IF(failed + succeeded >= 10, 100 * failed / (failed + succeeded), 0)" },
        { metric: { namespace: "production/med-platform", metricName: `${name ?? ""}Failed` } },
        { metric: { namespace: "production/med-platform", metricName: `${name ?? ""}Succeeded` } },
      ]);
    }
  });

  it("tell of downtime, of a database that is gone, and of every release (MP-THR-02, MP-THR-03, MP-THR-07)", () => {
    const { domain } = settingsOfThree("production").medPlatform;
    expect(account.named("med-platform-uptime", "care-platform:observability:UptimeCanary").inputs.url).toBe(
      `https://${domain}/health`,
    );
    expect(String(alarm("med-platform-uptime-downtime", account).alarmActions)).toMatch(/critical/);
    const events = account.named("med-platform-postgres-events", "aws:rds/eventSubscription:EventSubscription").inputs;
    expect(events.eventCategories).toEqual(expect.arrayContaining(["availability", "failover", "failure"]));
    expect(String(events.snsTopic)).toMatch(/critical/);
    const completed = account.named("med-platform-api-deployment-completed-topic").inputs;
    expect(String(completed.arn)).toMatch(/info/);
  });
});

describe("the figures of med-platform", () => {
  it("count the lines that the application's team was told of, and those only (MP-BIZ-01 to MP-BIZ-05)", () => {
    const filters = account.ofType("aws:cloudwatch/logMetricFilter:LogMetricFilter").map(({ inputs }) => inputs);
    expect(filters.map(({ name }) => name)).toEqual(countedEvents.map(({ metric }) => metric));
    expect(filters.map(({ logGroupName }) => logGroupName)).toEqual(filters.map(() => "/production/med-platform/api"));
    expect(filters[0]?.pattern).toBe('{ $.event = "user.registered" }');
    expect(filters.at(-1)?.pattern).toBe('{ $.event = "external.failed" && $.service = "sendgrid" }');
    const page = fs.readFileSync(path.join(__dirname, "../../docs/environment/med-platform.events.md"), "utf8");
    const rows = page
      .split("\n")
      .filter((line) => line.startsWith("| `"))
      .map((line) => line.split("|").map((cell) => cell.trim().replaceAll("`", "")));
    expect(rows.map(([, event, service, metric, row, when]) => ({ event, service, metric, row, when }))).toEqual(
      countedEvents.map(({ event, service = "", metric, row, when }) => ({ event, service, metric, row, when })),
    );
  });

  it("are on the dashboard, with the Go runtime's and the alarms' lines (MP-MON-08, MP-GRF-01 to MP-GRF-03)", () => {
    const body = JSON.parse(String(account.only("aws:cloudwatch/dashboard:Dashboard").inputs.dashboardBody)) as {
      widgets: { type: string; properties: Properties }[];
    };
    const titles = body.widgets.map(({ properties }) => properties.title ?? properties.markdown);
    expect(titles).toEqual(
      expect.arrayContaining([
        "## Business",
        "Registrations",
        "Log-ins that succeed",
        "Codes that are delivered",
        "Token refreshes",
        "Requests by route",
        "## Go runtime",
        "Goroutines and threads",
        "Garbage collection",
      ]),
    );
    const table = body.widgets.find(({ type }) => type === "log")?.properties;
    expect(table?.query).toMatch(/^SOURCE '\/production\/med-platform\/api' \| /);
    const runtime = body.widgets.find(({ properties }) => properties.title === "Goroutines and threads")?.properties;
    expect(runtime?.metrics).toContainEqual([
      "production/med-platform",
      "go_goroutines",
      "service",
      "med-platform",
      expect.anything(),
    ]);
  });
});
