import { atlasBackupCompliance } from "../../../policy/rules/atlas/atlas-backup-compliance";
import { backupVaultLocked } from "../../../policy/rules/backup/backup-vault-locked";
import { restoresTested } from "../../../policy/rules/backup/restores-tested";
import { albHttpsListener } from "../../../policy/rules/edge/alb-https-listener";
import { trailComplete } from "../../../policy/rules/observability/trail-complete";
import { ecsAutoscaling } from "../../../policy/rules/services/ecs-autoscaling";
import type { StackRule } from "../../../policy/rule";
import type { StackResource } from "../../../policy/stack-view";
import { inStack, judgedTogether } from "../harness";

// What a stage needs and nobody declared, or declared so that it does nothing.

type Parts = readonly [type: string, props: object][];
const stackOf = (parts: Parts): StackResource[] =>
  parts.map(([type, props], index) => inStack(type, `part-${index}`, props));
const found = (rule: StackRule, parts: Parts) =>
  judgedTogether(rule, stackOf(parts)).map((message) => /: found (.*?); needed/.exec(message)?.[1] ?? message);

describe("trail-complete", () => {
  const vpc: Parts[number] = ["aws:ec2/vpc:Vpc", {}];
  const cluster: Parts[number] = ["aws:ecs/cluster:Cluster", {}];
  const trail = (change: object = {}): Parts[number] => [
    "aws:cloudtrail/trail:Trail",
    { isMultiRegionTrail: true, enableLogFileValidation: true, ...change },
  ];
  const advanced = (...fields: object[]) => ({ advancedEventSelectors: [{ fieldSelectors: fields }] });
  const management = { field: "eventCategory", equals: ["Management"] };

  it.each<[string, Parts, string]>([
    ["a whole trail", [vpc, cluster, trail()], "pass"],
    ["no trail", [vpc, cluster], "no trail"],
    ["a network without anything in it", [vpc], "pass"],
    ["a part of a stage", [cluster], "not applicable"],
    ["a trail that is off", [trail({ enableLogging: false })], "a trail that is off"],
    ["a trail of one Region", [trail({ isMultiRegionTrail: undefined })], "a trail of one Region"],
    ["no validation", [trail({ enableLogFileValidation: false })], "a trail whose files are not validated"],
    ["no global services", [trail({ includeGlobalServiceEvents: false })], "a trail without IAM, STS and CloudFront"],
    ["all events", [trail({ eventSelectors: [{ readWriteType: "All" }] })], "pass"],
    [
      "reading events",
      [trail({ eventSelectors: [{ readWriteType: "ReadOnly" }] })],
      "selectors that leave management events out",
    ],
    ["management events", [trail(advanced(management))], "pass"],
    [
      "data events",
      [trail(advanced({ field: "eventCategory", equals: ["Data"] }))],
      "selectors that leave management events out",
    ],
    [
      "reading management events",
      [trail(advanced(management, { field: "readOnly", equals: ["true"] }))],
      "selectors that leave management events out",
    ],
  ])("judges %s", (_, parts, expected) => {
    expect(found(trailComplete, parts)).toEqual([expected]);
  });
});

describe("backup-vault-locked", () => {
  const vault: Parts[number] = ["aws:backup/vault:Vault", { name: "vault" }];
  const lock = (minRetentionDays?: number, backupVaultName = "vault"): Parts[number] => [
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
    { backupVaultName, minRetentionDays },
  ];

  it.each<[string, Parts, string]>([
    ["a lock", [vault, lock(7)], "pass"],
    ["no lock", [vault], "a vault without a lock"],
    ["the lock of another", [vault, lock(7, "another")], "a vault without a lock"],
    ["a lock of a day", [vault, lock(1)], "a lock of at least 1 days"],
    ["a lock without a minimum", [vault, lock()], "a lock of at least 0 days"],
  ])("judges %s", (_, parts, expected) => {
    expect(found(backupVaultLocked, parts)).toEqual([expected]);
  });
});

describe("restores-tested", () => {
  const backup: Parts[number] = ["aws:backup/plan:Plan", {}];
  const database: Parts[number] = ["aws:rds/instance:Instance", { tagsAll: { "data-class": "patient" } }];
  const plan = (scheduleExpression = "cron(0 6 1 * ? *)"): Parts[number] => [
    "aws:backup/restoreTestingPlan:RestoreTestingPlan",
    { name: "plan", scheduleExpression },
  ];
  const selection = (value = "patient", protectedResourceType = "RDS"): Parts[number] => [
    "aws:backup/restoreTestingSelection:RestoreTestingSelection",
    {
      restoreTestingPlanName: "plan",
      protectedResourceType,
      protectedResourceConditions: { stringEquals: [{ key: "aws:ResourceTag/data-class", value }] },
    },
  ];

  it.each<[string, Parts, string]>([
    ["a plan", [backup, database, plan(), selection()], "pass"],
    ["a plan of every week", [backup, database, plan("cron(0 6 ? * SUN *)"), selection()], "pass"],
    ["no plan", [backup, database], "backups without restore tests"],
    ["no database", [backup], "pass"],
    [
      "a plan of one month",
      [database, plan("cron(0 6 1 1 ? *)"), selection()],
      "a schedule that does not fire every month",
    ],
    ["a plan without a selection", [database, plan()], "a plan that restores no database"],
    ["a selection of disks", [database, plan(), selection("patient", "EBS")], "a plan that restores no database"],
    ["a selection of nothing", [database, plan(), selection("none")], "a plan that restores no database"],
  ])("judges %s", (_, parts, expected) => {
    expect(found(restoresTested, parts)).toEqual([expected]);
  });
});

describe("ecs-autoscaling", () => {
  const service = (more: object = {}): Parts[number] => ["aws:ecs/service:Service", { name: "api", ...more }];
  const target = (more: object = {}): Parts[number] => [
    "aws:appautoscaling/target:Target",
    { resourceId: "service/cluster/api", minCapacity: 2, maxCapacity: 6, ...more },
  ];
  const policy: Parts[number] = ["aws:appautoscaling/policy:Policy", { resourceId: "service/cluster/api" }];

  it.each<[string, Parts, string]>([
    ["a target with a policy", [service(), target(), policy], "pass"],
    ["one task on every host", [service({ schedulingStrategy: "DAEMON" })], "pass"],
    ["no target", [service()], "no scalable target"],
    ["the target of another", [service({ name: "worker" }), target(), policy], "no scalable target"],
    ["no policy", [service(), target()], "a scalable target without a policy"],
    ["no room", [service(), target({ maxCapacity: 2 }), policy], "between 2 and 2 tasks"],
    [
      "a target that is suspended",
      [service(), target({ suspendedState: { dynamicScalingOutSuspended: true } }), policy],
      "a scalable target that does not scale out",
    ],
  ])("judges %s", (_, parts, expected) => {
    expect(found(ecsAutoscaling, parts)).toEqual([expected]);
  });
});

describe("alb-https-listener", () => {
  const balancer = (more: object = {}): Parts[number] => [
    "aws:lb/loadBalancer:LoadBalancer",
    { arn: "arn:lb", ...more },
  ];
  const listener = (protocol: string): Parts[number] => [
    "aws:lb/listener:Listener",
    { loadBalancerArn: "arn:lb", port: protocol === "HTTPS" ? 443 : 80, protocol },
  ];

  it.each<[string, Parts, string]>([
    ["both listeners", [balancer(), listener("HTTP"), listener("HTTPS")], "pass"],
    ["plain HTTP only", [balancer(), listener("HTTP")], "no HTTPS listener on port 443"],
    ["no listener", [balancer()], "no listener"],
    ["an internal load balancer", [balancer({ internal: true })], "pass"],
    ["one for networks", [balancer({ loadBalancerType: "network" })], "pass"],
  ])("judges %s", (_, parts, expected) => {
    expect(found(albHttpsListener, parts)).toEqual([expected]);
  });
});

describe("atlas-backup-compliance", () => {
  const cluster: Parts[number] = ["mongodbatlas:index/advancedCluster:AdvancedCluster", { projectId: "1" }];
  const policy = (more: object = {}): Parts[number] => [
    "mongodbatlas:index/backupCompliancePolicy:BackupCompliancePolicy",
    { projectId: "1", encryptionAtRestEnabled: true, pitEnabled: true, ...more },
  ];

  it.each<[string, Parts, string]>([
    ["a policy", [cluster, policy()], "pass"],
    ["no policy", [cluster], "a project without a Backup Compliance Policy"],
    [
      "the policy of another project",
      [cluster, policy({ projectId: "2" })],
      "a project without a Backup Compliance Policy",
    ],
    ["no point-in-time restore", [cluster, policy({ pitEnabled: false })], "pitEnabled false"],
    ["no encryption", [cluster, policy({ encryptionAtRestEnabled: undefined })], "encryptionAtRestEnabled not set"],
  ])("judges %s", (_, parts, expected) => {
    expect(found(atlasBackupCompliance, parts)).toEqual([expected]);
  });
});
