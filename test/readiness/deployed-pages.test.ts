import * as fs from "node:fs";
import * as path from "node:path";
import { alarmsPage, alarmsPageName } from "../../readiness/alarms-page";
import { architecturePage, architecturePageName, type DeployedStage } from "../../readiness/architecture-page";
import type { DeployedResource } from "../../readiness/deployed-resource";
import { imageDocuments, imagesPageName } from "../../readiness/images/images-section";
import { deployPageName } from "../../readiness/quotas-section";
import { runbookIndex, runbookIndexName } from "../../readiness/runbook-index";
import { runbookPages } from "../../readiness/runbook-pages";
import { type StageAlarm, stageAlarms } from "../../readiness/stage-alarms";
import { type Stage, stages } from "../../settings/stage/stage";
import { systems } from "../../stacks/settings/systems";
import { quotaPages, registeredStage } from "./deployed-stage";
import { withOtherThresholds } from "./other-thresholds";

const metricAlarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const targetType = "aws:cloudwatch/eventTarget:EventTarget";

/** Whether a target notifies of the return of alarms. */
function isRecovery({ inputTransformer }: DeployedResource["properties"]): boolean {
  const { inputTemplate = "" } = (inputTransformer ?? {}) as { readonly inputTemplate?: string };
  return inputTemplate.includes("OldStateValue");
}

const root = path.resolve(__dirname, "../..");
const read = (file: string): string => fs.readFileSync(path.join(root, file), "utf8");

const registered = new Map<Stage, DeployedStage>();
const alarmsOf = new Map<Stage, readonly StageAlarm[]>();

beforeAll(async () => {
  for (const stage of stages) {
    const deployed = await registeredStage(stage);
    registered.set(stage, deployed);
    alarmsOf.set(stage, stageAlarms(deployed.resources));
  }
});

describe("the pages made from deployed stages, by `npm run generate -- --deployed`", () => {
  it("show every stage as the program builds it", () => {
    expect(read(architecturePageName)).toBe(architecturePage([...registered.values()]));
  });

  it("show every alarm of every stage", () => {
    expect(read(alarmsPageName)).toBe(alarmsPage([...registered.values()]));
  });

  it("ask for the raises of quotas that each stage needs", () => {
    for (const { file, text } of quotaPages(read(deployPageName), [...registered.values()])) {
      expect(read(file)).toBe(text);
    }
  });

  it("have the image contract, as data too", () => {
    for (const { file, text } of imageDocuments(read(imagesPageName), [...registered.values()])) {
      expect(read(file)).toBe(text);
    }
  });

  it("are the index of the runbooks, too", () => {
    expect(read(runbookIndexName)).toBe(runbookIndex(runbookPages(root), [...registered.values()]));
  });
});

describe("the thresholds of production", () => {
  /** What decides when an alarm fires, without the moments of a clock's own metric. */
  const judged = ({ type, properties }: DeployedResource): unknown => {
    const {
      threshold,
      datapointsToAlarm,
      thresholdMetricId,
      metricQueries = [],
    } = properties as {
      readonly threshold?: number;
      readonly datapointsToAlarm?: number;
      readonly thresholdMetricId?: string;
      readonly metricQueries?: readonly { readonly id: string; readonly expression?: string }[];
    };
    const band = metricQueries.find(({ id }) => id === thresholdMetricId)?.expression;
    const moment = metricQueries.find(({ expression }) => expression?.includes("EPOCH") === true)?.expression;
    return type === metricAlarmType
      ? [threshold, datapointsToAlarm, band, moment]
      : [properties.metricThresholdConfig, properties.notifications, properties.thresholdExpression];
  };
  const firing = [
    metricAlarmType,
    "mongodbatlas:index/alertConfiguration:AlertConfiguration",
    "aws:budgets/budget:Budget",
    "aws:costexplorer/anomalySubscription:AnomalySubscription",
  ];

  let other: DeployedStage;
  beforeAll(async () => {
    other = await registeredStage("production", withOtherThresholds);
  });

  it("are all settings: with another value of each, every alarm fires at another", () => {
    const before = registered.get("production")?.resources ?? [];
    const after = new Map(other.resources.map((resource) => [resource.urn, resource]));
    const same = before.filter((resource) => {
      const changed = after.get(resource.urn);
      return (
        firing.includes(resource.type) &&
        JSON.stringify(judged(resource)) === JSON.stringify(changed && judged(changed))
      );
    });
    const names = same.map(({ urn }) => urn.split("::").at(-1) ?? "");
    // As many tasks as minimumTasks must run; Atlas has no number for a cluster without a primary.
    expect(names.filter((name) => !/-running-tasks$|-no-primary$/.test(name))).toEqual([]);
    expect(names).toHaveLength(5);
  });

  it("are in the texts of read replicas too, which nobody confuses", () => {
    const texts = stageAlarms(other.resources).map(({ text }) => text);
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
    expect(texts).toContain(
      "Replication lag of read replica 2 of the med-platform database above 61 s for 5 minutes, or replication stopped.",
    );
  });

  it("leave no runbook about alarms that no alarm leads to", () => {
    const named = new Set([...alarmsOf.values(), stageAlarms(other.resources)].flat().map(({ runbook }) => runbook));
    const pages = runbookPages(root).map(({ place }) => place);
    expect(pages.filter((place) => /^(edge|services|data|stage)\//.test(place) && !named.has(place))).toEqual([]);
  });

  it("are in no runbook whose alarms have them in their texts", () => {
    const all = [...alarmsOf.values(), stageAlarms(other.resources)].flat();
    const stale = all.flatMap(({ text, runbook }) => {
      const page = read(`docs/runbooks/${runbook}.md`);
      // How long it lasted is no setting, and nor is what is full or empty.
      const judged = text.replace(/(?:for|within|in|the last) \d+ (?:minutes|hours|days)|at (?:100|0) %/g, "");
      const figures = [...judged.matchAll(/\d[\d.]* (?:%|ms|s|MB|MiB|days|million|US dollars)(?!\w)/g)].map(
        ([figure]) => figure,
      );
      return figures.filter((figure) => page.includes(figure)).map((figure) => `${runbook}: ${figure}`);
    });
    expect([...new Set(stale)]).toEqual([]);
  });
});

describe.each(stages)("the alarms of %s", (stage) => {
  const resources = (): readonly DeployedResource[] => registered.get(stage)?.resources ?? [];
  const alarms = (): readonly StageAlarm[] => alarmsOf.get(stage) ?? [];

  it("are all of its CloudWatch alarms, Atlas alerts, event messages and notices of costs", () => {
    const count = (type: string) => resources().filter((resource) => resource.type === type).length;
    expect(count(metricAlarmType)).toBe(stage === "development" ? 140 : 148);
    const messages = resources().filter(
      ({ type, properties }) =>
        type === targetType && properties.inputTransformer !== undefined && !isRecovery(properties),
    );
    expect(messages.length).toBeGreaterThan(10);
    const notices = 4;
    expect(alarms()).toHaveLength(
      count(metricAlarmType) +
        count("mongodbatlas:index/alertConfiguration:AlertConfiguration") +
        messages.length +
        notices,
    );
  });

  it("have no OK action, which fires on a new alarm's first data; their recoveries go to their own topics", () => {
    const topics = resources()
      .filter(({ type, properties }) => type === targetType && isRecovery(properties))
      .map(({ properties }) => properties.arn);
    expect(new Set(topics).size).toBe(4);
    for (const { type, properties } of resources()) {
      if (type !== metricAlarmType) continue;
      expect(properties.okActions).toBeUndefined();
      expect(topics).toEqual(expect.arrayContaining(properties.alarmActions as string[]));
    }
  });

  it("have texts that nobody confuses", () => {
    const texts = alarms().map(({ text }) => text);
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
  });

  it("are single sentences, and fit into what CloudWatch takes", () => {
    for (const { text } of alarms()) {
      expect(text).toMatch(/^[A-Z0-9p].*[.>]$/);
      expect(text.length).toBeLessThan(900);
    }
  });

  it("name the system or the foundation they belong to", () => {
    const unnamed = alarms().filter(({ owner, text, name }) => {
      if (/^Message of (Atlas|AWS)/.test(text)) return false;
      const others = systems.filter((system) => system !== owner && text.includes(system));
      const own = owner === "foundation" ? /the foundation|A configuration change of/ : new RegExp(owner);
      return others.length > 0 || !own.test(text) || !name.includes(owner === "foundation" ? "" : owner);
    });
    expect(unnamed).toEqual([]);
  });

  it("name a thing of the stage that is what their metric measures", () => {
    for (const { type, properties, parent, dependencies } of resources()) {
      if (type !== metricAlarmType) continue;
      const { alarmDescription, namespace, metricQueries } = properties as {
        readonly alarmDescription: string;
        readonly namespace?: string;
        readonly metricQueries?: readonly { readonly metric?: { readonly namespace: string } }[];
      };
      const measured = namespace ?? metricQueries?.find(({ metric }) => metric !== undefined)?.metric?.namespace ?? "";
      const things = namesOf(measured, String(parent));
      expect([alarmDescription, things.length > 0]).toEqual([alarmDescription, true]);
      const named = things.filter(({ words }) => words.test(alarmDescription));
      expect([alarmDescription, named.length > 0]).toEqual([alarmDescription, true]);
      for (const { words, there, measured: isMeasured = true } of named) {
        const [, owner = ""] = words.exec(alarmDescription) ?? [];
        const found = resources().filter(
          ({ urn, type: kind }) =>
            there.test(kind) && urn.includes(`::${owner}`) && (!isMeasured || dependencies.includes(urn)),
        );
        expect([alarmDescription, found.length > 0]).toEqual([alarmDescription, true]);
      }
    }
  });

  it("lead to a runbook that is there", () => {
    const missing = alarms().filter(({ runbook }) => !fs.existsSync(path.join(root, "docs/runbooks", `${runbook}.md`)));
    expect(missing).toEqual([]);
  });
});

/** How a text names what a metric measures. */
interface Thing {
  /** The words, with the beginning of its logical name as a group. */
  readonly words: RegExp;
  /** Its type. */
  readonly there: RegExp;
  /** Whether the metric is its own; a clock and a figure read from a log are not. @default true */
  readonly measured?: boolean;
}

/** How texts name what metrics of a namespace measure. */
function namesOf(namespace: string, parent: string): readonly Thing[] {
  const names: Readonly<Record<string, readonly Thing[]>> = {
    "AWS/RDS": [{ words: /the (\S+) database/, there: /^aws:rds\/instance:Instance$/ }],
    "AWS/ElastiCache": [
      { words: /node \d{3} of the (\S+) Redis/i, there: /^aws:elasticache\/replicationGroup:ReplicationGroup$/ },
    ],
    "AWS/ApplicationELB": [{ words: /the (\S+) API/, there: /^aws:lb\/loadBalancer:LoadBalancer$/ }],
    "AWS/ECS": [{ words: /tasks of the (\S+) (?:API|worker)/, there: /^aws:ecs\/service:Service$/ }],
    "ECS/ContainerInsights": [{ words: /tasks? of the (\S+) (?:API|worker)/, there: /^aws:ecs\/service:Service$/ }],
    "AWS/CloudFront": [
      { words: /rate of the (\S+) \S+ site/, there: /^aws:cloudfront\/distribution:Distribution$/ },
      { words: /requests of the (\S+) \S+ site/, there: /^aws:cloudfront\/function:Function$/ },
    ],
    "AWS/WAFV2": [{ words: /web firewall of the (\S+) (?:API|\S+ site)/, there: /^aws:wafv2\/webAcl:WebAcl$/ }],
    "AWS/CertificateManager": [
      {
        words: /certificate for \S+ of the (?:load balancer of the )?(\S+) (?:API|\S+ site)/,
        there: /^aws:acm\/certificate:Certificate$/,
      },
    ],
    "AWS/Lambda": [{ words: /Lambda function .* the (\S+) database/, there: /^aws:lambda\/function:Function$/ }],
    "AWS/Backup": [{ words: /(backup) vault of the foundation/, there: /^aws:backup\/vault:Vault$/ }],
    "AWS/Firehose": [
      { words: /log archive of the foundation/, there: /^aws:kinesis\/firehoseDeliveryStream:FirehoseDeliveryStream$/ },
    ],
    CloudWatchSynthetics: [
      { words: /the (\S+) API/i, there: /^aws:synthetics\/canary:Canary$/ },
      { words: /: Secrets of (\S+) /, there: /^aws:secretsmanager\/secret:Secret$/, measured: false },
      { words: /: WHATSAPP_ACCESS_TOKEN of (\S+) /, there: /^aws:secretsmanager\/secret:Secret$/, measured: false },
      { words: /which (\S+) calls/, there: /^aws:ecs\/service:Service$/, measured: false },
    ],
  };
  const known = names[namespace];
  if (known !== undefined) return known;
  const service = { there: /^aws:ecs\/service:Service$/, measured: false };
  return parent.includes("QueueAlarms")
    ? [{ ...service, words: /queue \S+ of (\S+) / }]
    : [{ ...service, words: /(?:of|to) (doctor-system|med-platform) / }];
}
