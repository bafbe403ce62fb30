import { existsSync } from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { AtlasAlerts } from "../../../components/observability/atlas-alerts";
import type { AtlasAlertsArgs } from "../../../components/observability/atlas-alerts";
import { SecretInput, isSecret, register, registerBoth } from "../mocks";
import type { Properties } from "../mocks";
import { thresholds } from "../thresholds";

const alertType = "mongodbatlas:index/alertConfiguration:AlertConfiguration";
const args: AtlasAlertsArgs = {
  thresholds: thresholds.atlas,
  projectId: "project-1",
  routes: {
    critical: { email: "on-call@example.org", https: "https://events.example.org/key", webhookSecret: "signing-key" },
    warning: { email: "platform@example.org" },
  },
  runbookUrl: "https://runbooks.example.org",
};
const build = (changes: Partial<AtlasAlertsArgs> = {}) =>
  register(() => new AtlasAlerts("alerts", { ...args, ...changes }));

const alertNames = ["cpu", "storage", "connections", "replication-lag", "no-primary"].map((name) => `alerts-${name}`);

const opened = (value: unknown) => (value instanceof SecretInput ? value.secret : value) as readonly Properties[];

describe("AtlasAlerts", () => {
  it("goes off for CPU, disk, connections, replication lag and no primary, and for nothing else", async () => {
    const account = await build();
    expect(account.counts()).toEqual({ "care-platform:observability:AtlasAlerts": 1, [alertType]: 5 });
    const conditions = alertNames.map((name) => {
      const { inputs } = account.named(name);
      const metric = inputs.metricThresholdConfig as Properties | undefined;
      return [name, inputs.eventType, metric?.metricName, metric?.operator, metric?.threshold, metric?.units];
    });
    const above = "OUTSIDE_METRIC_THRESHOLD";
    expect(conditions).toEqual([
      ["alerts-cpu", above, "NORMALIZED_SYSTEM_CPU_USER", "GREATER_THAN", 75, "RAW"],
      ["alerts-storage", above, "DISK_PARTITION_SPACE_USED_DATA", "GREATER_THAN", 80, "RAW"],
      ["alerts-connections", above, "CONNECTIONS_PERCENT", "GREATER_THAN", 80, "RAW"],
      ["alerts-replication-lag", above, "OPLOG_SLAVE_LAG_MASTER_TIME", "GREATER_THAN", 60, "SECONDS"],
      ["alerts-no-primary", "NO_PRIMARY", undefined, undefined, undefined, undefined],
    ]);
    expect(account.ofType(alertType).every(({ inputs }) => inputs.enabled === true)).toBe(true);
  });

  it("takes other thresholds", async () => {
    const account = await build({
      thresholds: { cpuPercent: 60, storagePercent: 61, connectionsPercent: 62, replicationLagSeconds: 63 },
    });
    const given = alertNames.map(
      (name) => (account.named(name).inputs.metricThresholdConfig as Properties | undefined)?.threshold,
    );
    expect(given).toEqual([60, 61, 62, 63, undefined]);
  });

  it("tells the people of its severity, and at once when the service is down", async () => {
    const account = await build();
    expect(account.named("alerts-cpu").inputs.notifications).toEqual([
      { typeName: "EMAIL", emailAddress: "platform@example.org", delayMin: 10, intervalMin: 60 },
    ]);
    expect(opened(account.named("alerts-no-primary").inputs.notifications)).toEqual([
      { typeName: "EMAIL", emailAddress: "on-call@example.org", delayMin: 0, intervalMin: 60 },
      {
        typeName: "WEBHOOK",
        webhookUrl: "https://events.example.org/key",
        webhookSecret: "signing-key",
        delayMin: 0,
        intervalMin: 60,
      },
    ]);
  });

  it("keeps the webhook and its key secret, going in and coming out", async () => {
    const account = await build();
    expect(isSecret(account.named("alerts-connections").inputs.notifications)).toBe(true);
    expect(JSON.stringify(account.named("alerts").inputs)).not.toContain("events.example.org");
    for (const { inputs, options } of account.ofType(alertType)) {
      expect(options.additionalSecretOutputs).toEqual(isSecret(inputs.notifications) ? ["notifications"] : []);
    }
  });

  it("tells the project's owners where a severity has no route", async () => {
    const account = await build({ routes: { critical: {}, warning: { https: pulumi.secret("https://example.org") } } });
    expect(account.named("alerts-no-primary").inputs.notifications).toEqual([
      { typeName: "GROUP", emailEnabled: true, roles: ["GROUP_OWNER"], delayMin: 0, intervalMin: 60 },
    ]);
    expect(opened(account.named("alerts-cpu").inputs.notifications)[0]).not.toHaveProperty("webhookSecret");
  });

  it("has a page for each alert", async () => {
    const account = await build();
    const runbooks = Object.entries(account.result.runbooks);
    expect(runbooks).toHaveLength(5);
    for (const [name, url] of runbooks) {
      expect(url).toBe(`https://runbooks.example.org/data/${name}.md`);
      expect(existsSync(path.join(__dirname, "../../../docs/runbooks/data", `${name}.md`))).toBe(true);
    }
    expect(account.named("alerts").outputs).toEqual({
      runbooks: account.result.runbooks,
      severities: {
        "atlas-cpu": "warning",
        "atlas-storage": "warning",
        "atlas-connections": "critical",
        "atlas-replication-lag": "critical",
        "atlas-no-primary": "critical",
      },
    });
  });

  it("registers the same set in a preview and in an update", async () => {
    const { preview, update } = await registerBoth(() => new AtlasAlerts("alerts", args));
    expect(preview.names()).toEqual(update.names());
  });
});
