import { plainEnvironment } from "../../stacks/settings/environments";
import type { Stage } from "../../settings/stage/stage";
import type { DoctorSystem } from "../../stacks/doctor-system/doctor-system";
import { register } from "../components/mocks";
import type { Properties, Registered } from "../components/mocks";
import { removed } from "../settings/complete";
import type { Changes } from "../settings/complete";
import { settingsOfThree } from "../settings/three-systems";
import { doctorSystem, options } from "./doctor-system-stage";

const build = (stage: Stage, changes?: Changes) => register(doctorSystem(stage, changes), options);

let production: Registered<DoctorSystem>;

beforeAll(async () => {
  production = await build("production");
});

describe("the names", () => {
  const environment = plainEnvironment("doctor-system", settingsOfThree("production"));

  it("under which the API says it is reached lead to its load balancer (DS-VAR-05)", () => {
    const record = production.named("doctor-system-records-a").inputs;
    expect(`https://${String(record.name)}`).toBe(environment.API_BASE_URL);
    const { domainName } = production.named("doctor-system-certificate-certificate").inputs;
    expect(`https://${String(domainName)}`).toBe(environment.API_BASE_URL);
  });

  it("whose pages may call the API are exactly those of the front ends (DS-VAR-17)", () => {
    const aliases = production
      .ofType("aws:cloudfront/distribution:Distribution")
      .flatMap(({ inputs }) => inputs.aliases);
    expect(aliases.map((alias) => `https://${String(alias)}`).sort()).toEqual(
      environment.CORS_ALLOWED_ORIGINS?.split(",").sort(),
    );
  });
});

describe("tokens in headers (DS-JWT-11)", () => {
  it("are out of reach for foreign scripts, and told to no other site", () => {
    const policies = production.ofType("aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy");
    expect(policies).toHaveLength(2);
    for (const { inputs } of policies) {
      expect(inputs.securityHeadersConfig).toMatchObject({
        contentSecurityPolicy: { contentSecurityPolicy: expect.stringMatching(/^default-src 'self'/) as string },
        referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin" },
      });
    }
  });

  it("are in no log of a firewall", () => {
    const logs = production.ofType("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration");
    expect(logs).toHaveLength(3);
    for (const { inputs } of logs) {
      expect(inputs.redactedFields).toContainEqual({ singleHeader: { name: "authorization" } });
    }
  });
});

describe("the webhook", () => {
  const path = "/api/v1/whatsapp/webhook";

  interface Rule extends Properties {
    readonly name: string;
  }
  const rulesOf = (name: string) =>
    production.named(`doctor-system-firewall${name}`, "aws:wafv2/webAcl:WebAcl").inputs.rules as readonly Rule[];
  const rule = (name: string) => rulesOf("-acl").find((one) => one.name === name);
  const exactly = { byteMatchStatement: { searchString: path, positionalConstraint: "EXACTLY" } };

  it("takes bodies of any size and any words, on exactly its path", () => {
    for (const name of ["large-body", "attack-in-body"]) {
      expect(rule(name)).toMatchObject({
        action: { block: {} },
        statement: { andStatement: { statements: [{}, { notStatement: { statement: exactly } }] } },
      });
    }
  });

  it("has a limit of its own, and uses none of the general one", () => {
    expect(rule("rate")).toMatchObject({
      statement: { rateBasedStatement: { limit: 200, scopeDownStatement: { notStatement: { statement: exactly } } } },
    });
    expect(rule("rate-webhook-1")).toMatchObject({
      action: { block: {} },
      statement: { rateBasedStatement: { limit: 6000, scopeDownStatement: exactly } },
    });
  });

  it("is no exception of the front ends", () => {
    const acls = production.ofType("aws:wafv2/webAcl:WebAcl").filter(({ inputs }) => inputs.scope === "CLOUDFRONT");
    expect(acls).toHaveLength(2);
    for (const { inputs } of acls) {
      expect((inputs.rules as readonly Rule[]).map(({ name }) => name)).toEqual([
        "rate",
        "reputation",
        "anonymous",
        "known-bad-inputs",
        "common",
        "sql-injection",
      ]);
    }
  });
});

describe("what is watched", () => {
  const alarm = (account: Registered<unknown>, name: string) =>
    account.named(name, "aws:cloudwatch/metricAlarm:MetricAlarm").inputs;

  it("counts calls of the webhook, messages by their state, and queues, from the log of the API", () => {
    const filters = production.ofType("aws:cloudwatch/logMetricFilter:LogMetricFilter").map(({ inputs }) => inputs);
    expect(filters.map(({ name, pattern }) => `${String(name)} ${String(pattern)}`).sort()).toEqual([
      'MessageDelivered { ($.event = "whatsapp.message.status") && ($.status = "delivered") }',
      'MessageFailed { ($.event = "whatsapp.message.status") && ($.status = "failed") }',
      'MessageRead { ($.event = "whatsapp.message.status") && ($.status = "read") }',
      'MessageSent { ($.event = "whatsapp.message.status") && ($.status = "sent") }',
      'QueueOldest { $.event = "queue.state" }',
      'QueueWaiting { $.event = "queue.state" }',
      'WebhookFailed { $.event = "whatsapp.webhook.failed" }',
      'WebhookProcessed { $.event = "whatsapp.webhook.processed" }',
      'WebhookReceived { $.event = "whatsapp.webhook.received" }',
      'WebhookRefused { $.event = "whatsapp.webhook.refused" }',
    ]);
    for (const { logGroupName, metricTransformation } of filters) {
      expect(logGroupName).toBe("/production/doctor-system/api");
      expect(metricTransformation).toMatchObject({ namespace: "production/doctor-system" });
    }
  });

  it.each([
    ["doctor-system-whatsapp-deliveries", 5, "warning"],
    ["doctor-system-whatsapp-webhook", 5, "critical"],
    ["doctor-system-alarms-errors-warning", 1, "warning"],
    ["doctor-system-alarms-errors-critical", 5, "critical"],
    ["doctor-system-alarms-latency-warning", 0.5, "warning"],
    ["doctor-system-alarms-latency-critical", 2.5, "critical"],
    ["doctor-system-whatsapp-token-warning", 30, "warning"],
    ["doctor-system-whatsapp-token-critical", 7, "critical"],
    ["doctor-system-whatsapp-api-warning", 90, "warning"],
    ["doctor-system-whatsapp-api-critical", 14, "critical"],
  ])("%s goes off at %d", (name, threshold, severity) => {
    expect(alarm(production, name)).toMatchObject({ threshold, tags: { severity } });
  });

  it("judges the p95 latency, as the settings say, and a release by it", async () => {
    const account = await build("staging", {
      "doctor-system/thresholds": {
        loadBalancer: { latencyWarningMilliseconds: 320, latencyCriticalMilliseconds: 1600 },
      },
    });
    const critical = alarm(account, "doctor-system-alarms-latency-critical");
    expect(critical).toMatchObject({ threshold: 1.6 });
    expect(JSON.stringify(critical.metricQueries)).toContain('"stat":"p95"');
    const { alarms } = account.only("aws:ecs/service:Service").inputs as { alarms: { alarmNames: string[] } };
    expect(alarms.alarmNames).toContain(critical.name);
  });

  it("says nothing of a token that never ends", async () => {
    const account = await build("staging", { "doctor-system/whatsapp/accessTokenExpires": removed });
    expect(account.names().filter((name) => name.includes("whatsapp-token"))).toEqual([]);
  });

  it("shows API, database, WhatsApp and queues on one page (DS-OPS-01 to DS-OPS-04)", () => {
    const { dashboardBody } = production.only("aws:cloudwatch/dashboard:Dashboard").inputs;
    const { widgets } = JSON.parse(String(dashboardBody)) as {
      widgets: { properties: { markdown?: string; title?: string } }[];
    };
    const texts = widgets.flatMap(({ properties: { markdown } }) => markdown ?? []);
    expect(texts.filter((text) => text.startsWith("##"))).toEqual([
      "## API",
      "## Database",
      "## WhatsApp",
      "## Queues",
      "## Secrets",
    ]);
    expect(texts[2]).toMatch(/https:\/\/cloud\.mongodb\.com\/v2\/[0-9a-f]{24}#\/clusters\/detail\/production-/);
    expect(texts.at(-1)).toMatch(
      /^Secrets of doctor-system due for rotation \(100 % of the interval\)\. No recorded age, counted as due: .*MONGODB_URI\. Not watched, no renewal recorded: WHATSAPP_ACCESS_TOKEN, WHATSAPP_APP_SECRET\. \[/,
    );
    expect(texts[2]).toContain("back within 240 minutes, with at most 5 lost");
    expect(widgets.map(({ properties: { title } }) => title)).toEqual(
      expect.arrayContaining([
        "Webhook calls processed",
        "Messages not delivered",
        "Waiting jobs",
        "Oldest waiting job",
      ]),
    );
  });
});
