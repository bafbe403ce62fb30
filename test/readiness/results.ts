import type {
  Finding,
  PolicyResult,
  ResourceChange,
  RuleOutcome,
  RunResult,
  StepResult,
} from "../../readiness/run-result";

const pack = "care-platform-checklist";

/** The URN of a resource of the stage. */
export function urnOf(type: string, name: string, stage = "production"): string {
  return `urn:pulumi:${stage}::care-platform::care-platform:data:Store$${type}::${name}`;
}

/** The rules of these runs; fixed, so that a report's form does not change when a rule does. */
const ruleTexts: Readonly<Record<string, Pick<RuleOutcome, "title" | "severity" | "rows" | "remediation">>> = {
  "rds-private": {
    title: "A database has no public address",
    severity: "critical",
    rows: ["AH-DB-03"],
    remediation: "Set publiclyAccessible to false.",
  },
  "rds-backups": {
    title: "A database is backed up long enough",
    severity: "high",
    rows: ["AH-DB-04", "MP-DB-04"],
    remediation: "Set backupRetentionPeriod.",
  },
  "redis-bullmq-safe": {
    title: "Redis never evicts a job",
    severity: "high",
    rows: ["AH-RED-01"],
    remediation: "Give the cache a parameter group with maxmemory-policy noeviction.",
  },
  "log-retention": {
    title: "A log is kept for a stated time",
    severity: "medium",
    rows: ["AH-LOG-03"],
    remediation: "Set retentionInDays.",
  },
  "alb-hsts": {
    title: "Every HTTPS answer tells browsers to stay on HTTPS",
    severity: "high",
    rows: [],
    remediation: "Set the header on the listener.",
  },
  "iam-no-wildcard": {
    title: "No role may do everything",
    severity: "high",
    rows: ["DS-SEC-03"],
    remediation: "Name the actions and the resources.",
  },
};

type Said = Pick<Finding, "found" | "needed" | "setting" | "waitsFor" | "waiver">;

/** A finding of one of the rules about one resource. */
export function finding(rule: string, kind: Finding["kind"], type: string, name: string, said: Said): Finding {
  const { title = "", severity = "", rows = [], remediation = "" } = ruleTexts[rule] ?? {};
  const { found = "", needed = "", setting = "", waitsFor } = said;
  const text =
    waitsFor === undefined ? `found ${found}; needed ${needed}. Change ${setting}` : `undecided: waits for ${waitsFor}`;
  return {
    kind,
    pack,
    rule,
    title,
    level: kind === "mandatory" ? "mandatory" : "advisory",
    severity,
    resource: { name, type, urn: urnOf(type, name) },
    ...said,
    rows: [...rows],
    remediation,
    message: `[${rule}] ${name}: ${text}.`,
  };
}

/** What the runs' rules came to: a rule of which nothing was found has passed, except the last, which was not evaluated. */
function policy(findings: readonly Finding[]): PolicyResult {
  const count = (kind: Finding["kind"]): number => findings.filter((one) => one.kind === kind).length;
  const outcome = (rule: string): RuleOutcome["outcome"] => {
    const kind = findings.find((one) => one.rule === rule)?.kind;
    if (kind === undefined) return rule === "iam-no-wildcard" ? "not evaluated" : "passed";
    return kind === "mandatory" || kind === "advisory" ? "failed" : kind;
  };
  return {
    rules: Object.keys(ruleTexts).length,
    mandatory: count("mandatory"),
    advisory: count("advisory"),
    undecided: count("undecided"),
    waived: count("waived"),
    packs: [pack],
    outcomes: Object.entries(ruleTexts).map(([rule, { title, severity, rows, remediation }]) => ({
      rule,
      title,
      severity,
      level: "mandatory",
      rows: [...rows],
      remediation,
      outcome: outcome(rule),
    })),
    findings: [...findings],
  };
}

/** A change of a resource with everything that has a usual value. */
export function change(
  of: Partial<ResourceChange> & Pick<ResourceChange, "operation" | "type" | "name">,
): ResourceChange {
  return { urn: urnOf(of.type, of.name), properties: [], dataStore: false, opened: [], openedUnknown: [], ...of };
}

/** A step with everything that has a usual value. */
export function step(of: Partial<StepResult> = {}): StepResult {
  const name = of.name ?? "up";
  const counts = { created: 0, updated: 0, replaced: 0, deleted: 0, same: 0 };
  return {
    name,
    command: `pulumi ${name} --stack production --policy-pack policy`,
    planned: name === "preview",
    seconds: 12.3,
    ...counts,
    changes: [],
    messages: [],
    ...of,
  };
}

/** A run of production that went well, with these findings, and whatever else is given. */
export function result(findings: readonly Finding[] = [], of: Partial<RunResult> = {}): RunResult {
  return {
    stage: "production",
    source: "rehearsal",
    startedFrom: "nothing",
    engine: { version: "3.250.0", source: "PATH" },
    steps: [
      step({ name: "preview", created: 3 }),
      step({ name: "up", created: 3 }),
      step({ name: "up again", same: 3 }),
    ],
    policy: policy(findings),
    ok: true,
    blocked: false,
    ...of,
  };
}

const instance = "aws:rds/instance:Instance";

/** Runs of every kind that a report must be able to tell. */
export const runs = {
  ok: () => result(),
  failing: () =>
    result(
      [
        finding("log-retention", "advisory", "aws:cloudwatch/logGroup:LogGroup", "api-logs", {
          found: "retentionInDays 7",
          needed: "at least 90 days",
          setting: "retentionInDays",
        }),
        finding("rds-backups", "mandatory", instance, "main", {
          found: "backups kept 1 days",
          needed: "at least 30 days",
          setting: "backupRetentionPeriod",
        }),
        finding("alb-hsts", "undecided", "aws:lb/listener:Listener", "edge", { waitsFor: "certificateArn" }),
        finding("redis-bullmq-safe", "waived", "aws:elasticache/replicationGroup:ReplicationGroup", "queue", {
          found: "maxmemory-policy allkeys-lru",
          needed: "noeviction",
          setting: "parameters",
          waiver: { reason: "it is a cache until it moves", owner: "the queue team", lastDay: "2027-01-31" },
        }),
      ],
      {
        steps: [step({ name: "preview", created: 3, messages: ["warning: this version is old"] })],
        ok: false,
        blocked: true,
        failure: "The checklist blocks: 1 mandatory violation.",
      },
    ),
  replaced: () =>
    result([], {
      source: "preview",
      startedFrom: "stage",
      steps: [
        step({
          name: "preview",
          replaced: 1,
          deleted: 1,
          updated: 1,
          same: 340,
          changes: [
            change({
              operation: "replaced",
              type: instance,
              name: "main",
              dataStore: true,
              properties: ["engineVersion", "storageEncrypted"],
            }),
            change({ operation: "deleted", type: "aws:s3/bucket:Bucket", name: "uploads", dataStore: true }),
            change({
              operation: "updated",
              type: "mongodbatlas:index/projectIpAccessList:ProjectIpAccessList",
              name: "office",
              properties: ["cidrBlock"],
              opened: ["Atlas allows 203.0.113.0/24"],
            }),
            change({
              operation: "updated",
              type: "aws:iam/rolePolicy:RolePolicy",
              name: "task",
              openedUnknown: ["policy"],
            }),
          ],
        }),
      ],
    }),
  notStarted: () =>
    result([], {
      engine: undefined,
      steps: [],
      ok: false,
      failure: "Pulumi.production.yaml\n\n  network/cidr\n    given    10.20.0.0/33",
    }),
  hostile: () => {
    const name =
      "x | `a` </details><img src=x onerror=alert(1)> [link](https://evil.test) ![i](//e.test)\n\n# Heading\n@everyone #1 ```";
    return result(
      [
        finding("rds-private", "mandatory", instance, name, { found: name, needed: name, setting: name }),
        finding("alb-hsts", "undecided", instance, name, { waitsFor: name }),
      ],
      {
        steps: [
          step({
            name: "preview",
            messages: [`error: ${name}`],
            changes: [
              change({
                operation: "replaced",
                type: instance,
                name,
                dataStore: true,
                properties: [name],
                opened: [name],
              }),
            ],
          }),
        ],
        ok: false,
        blocked: false,
        failure: name,
      },
    );
  },
  huge: () => {
    const names = Array.from({ length: 3000 }, (_, number) => `subject-${number}`);
    return result(
      names.map((name) =>
        finding("rds-private", "mandatory", instance, name, {
          found: "a public address",
          needed: "none",
          setting: "publiclyAccessible",
        }),
      ),
      {
        steps: [
          step({
            name: "preview",
            created: names.length,
            messages: names.map((name) => `warning: ${name} é`.repeat(10)),
            changes: names.map((name) =>
              change({ operation: "replaced", type: instance, name, dataStore: true, opened: ["a public address"] }),
            ),
          }),
        ],
        ok: false,
        blocked: true,
        failure: "The checklist blocks: 3000 mandatory violations.",
      },
    );
  },
} as const;
