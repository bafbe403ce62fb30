import { BackupPlan } from "../../../components/backup/backup-plan";
import type { BackupPlanArgs } from "../../../components/backup/backup-plan";
import { backup } from "../../../rehearsal/account/types/data/backup";
import { register, registerBoth } from "../mocks";
import { thresholds } from "../thresholds";

const topic = (severity: string) => `arn:aws:sns:eu-west-1:000000000000:production-alerts-${severity}`;

const args: BackupPlanArgs = {
  subject: "the foundation",
  clock: { namespace: "AWS/NATGateway", name: "ActiveConnectionCount", dimensions: { NatGatewayId: "nat-1" } },
  thresholds: thresholds.backups,
  stage: "production",
  accountId: "000000000000",
  timeZone: "Africa/Johannesburg",
  dataKeyArn: "arn:aws:kms:eu-west-1:000000000000:key/data",
  restoreSubnetIds: ["subnet-1", "subnet-2"],
  routing: {
    topicArns: { critical: topic("critical"), warning: topic("warning"), info: topic("info") },
    runbookUrl: "https://runbooks.example.org",
  },
};

const build = (changes: Partial<BackupPlanArgs> = {}) =>
  register(() => new BackupPlan("backups", { ...args, ...changes }));

describe("the backup plan", () => {
  it("has exactly these resources in production", async () => {
    expect((await build()).counts()).toEqual({
      "care-platform:backup:BackupPlan": 1,
      "care-platform:backup:RestoreTesting": 1,
      "aws:backup/vault:Vault": 1,
      "aws:backup/vaultLockConfiguration:VaultLockConfiguration": 1,
      "aws:backup/vaultNotifications:VaultNotifications": 1,
      "aws:backup/plan:Plan": 2,
      "aws:backup/selection:Selection": 2,
      "aws:backup/restoreTestingPlan:RestoreTestingPlan": 1,
      "aws:backup/restoreTestingSelection:RestoreTestingSelection": 2,
      "aws:iam/role:Role": 2,
      "aws:iam/rolePolicy:RolePolicy": 2,
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment": 4,
      "aws:rds/subnetGroup:SubnetGroup": 1,
      "aws:cloudwatch/eventRule:EventRule": 1,
      "aws:cloudwatch/eventTarget:EventTarget": 1,
      "aws:cloudwatch/metricAlarm:MetricAlarm": 2,
    });
  });

  it.each([
    ["nightly", "cron(0 2 * * ? *)"],
    ["archive", "cron(0 3 * * ? *)"],
  ])("takes what is tagged %s by %s in the stage's time zone, and keeps it 30 days", async (tag, schedule) => {
    const account = await build();
    expect(account.named(`backups-${tag}`).inputs.rules).toEqual([
      {
        ruleName: tag,
        targetVaultName: "production-backups-data",
        schedule,
        scheduleExpressionTimezone: "Africa/Johannesburg",
        startWindow: 60,
        completionWindow: 300,
        lifecycle: { deleteAfter: 30 },
        recoveryPointTags: { plan: tag },
      },
    ]);
    expect(account.named(`backups-${tag}-selection`).inputs).toMatchObject({
      resources: ["*"],
      conditions: [{ stringEquals: [{ key: "aws:ResourceTag/backup", value: tag }] }],
    });
  });

  it("begins when it is told to, and takes only what carries the further tags as well", async () => {
    const account = await build({ databasesAt: "23:05", archiveAt: "04:30", ofTags: { stack: "production-one" } });
    const begins = (plan: string) => (account.named(plan).inputs.rules as { schedule: string }[])[0]?.schedule;
    expect(begins("backups-nightly")).toBe("cron(5 23 * * ? *)");
    expect(begins("backups-archive")).toBe("cron(30 4 * * ? *)");
    for (const { inputs } of account.ofType("aws:backup/selection:Selection")) {
      // One list of conditions, all of which must hold; tags in `selectionTags` would each be enough by itself.
      expect(inputs.selectionTags).toBeUndefined();
      expect(inputs.conditions).toEqual([
        {
          stringEquals: [
            { key: "aws:ResourceTag/backup", value: expect.stringMatching(/^(nightly|archive)$/) as unknown },
            { key: "aws:ResourceTag/stack", value: "production-one" },
          ],
        },
      ]);
    }
  });

  it("restores the newest backup of the vault each month", async () => {
    const account = await build();
    expect(account.only("aws:backup/restoreTestingPlan:RestoreTestingPlan").inputs).toMatchObject({
      name: "production_backups_restore_testing",
      scheduleExpression: "cron(0 6 1 * ? *)",
      recoveryPointSelection: {
        algorithm: "LATEST_WITHIN_WINDOW",
        includeVaults: ["arn:aws:backup:eu-west-1:000000000000:production-backups-data"],
      },
    });
    const selections = account.ofType("aws:backup/restoreTestingSelection:RestoreTestingSelection");
    expect(selections.map(({ inputs }) => inputs.protectedResourceType).sort()).toEqual(["RDS", "S3"]);
    for (const { inputs } of selections) {
      expect(inputs.protectedResourceArns).toBeUndefined();
      expect(inputs.protectedResourceConditions).toEqual({
        stringEquals: [{ key: "aws:ResourceTag/data-class", value: "patient" }],
      });
    }
  });

  it("restores a database into the isolated subnets, closed to the internet", async () => {
    const account = await build();
    expect(account.only("aws:rds/subnetGroup:SubnetGroup").inputs).toMatchObject({
      name: "production-backups-restore-testing",
      subnetIds: args.restoreSubnetIds,
    });
    const overrides = (type: string) =>
      account.named(`backups-restore-testing-${type}`).inputs.restoreMetadataOverrides;
    expect(overrides("rds")).toEqual({
      dbSubnetGroupName: "production-backups-restore-testing",
      publiclyAccessible: "false",
    });
    expect(overrides("s3")).toBeUndefined();
  });

  it("tells of a restore that did not succeed, with the page that helps", async () => {
    const account = await build();
    expect(JSON.parse(String(account.named("backups-restore-testing-failed").inputs.eventPattern))).toEqual({
      source: ["aws.backup"],
      "detail-type": ["Restore Job State Change"],
      detail: { status: ["FAILED", "ABORTED"] },
    });
    const { inputs } = account.named("backups-restore-testing-failed-topic");
    expect(inputs.arn).toBe(topic("warning"));
    expect(JSON.stringify(inputs.inputTransformer)).toContain("https://runbooks.example.org/data/backups.md");
  });

  it("has names that AWS Backup accepts in the stage with the longest name", async () => {
    const account = await build();
    for (const { type, inputs } of account.resources) {
      const rule = backup[type]?.name;
      if (rule === undefined) continue;
      expect(String(inputs.name)).toMatch(new RegExp(`^(?:${rule.pattern.source})$`));
      expect(String(inputs.name).length).toBeLessThanOrEqual(rule.maxLength);
    }
  });

  it("guards the vault, and leaves it and its lock where they are when the stage is destroyed", async () => {
    const account = await build();
    const vault = account.only("aws:backup/vault:Vault");
    const lock = account.only("aws:backup/vaultLockConfiguration:VaultLockConfiguration");
    expect([vault.options.protect, vault.inputs.forceDestroy]).toEqual([true, false]);
    expect([vault.options.retainOnDelete, lock.options.retainOnDelete]).toEqual([true, true]);
  });

  it.each([
    ["keep", false, true],
    ["delete", true, false],
  ] as const)("without protection, and %s after destroy, has no lock", async (afterDestroy, emptied, retained) => {
    const weaker = await build({ protectData: false, afterDestroy });
    const vault = weaker.only("aws:backup/vault:Vault");
    expect([vault.options.protect, vault.inputs.forceDestroy]).toEqual([false, emptied]);
    expect(vault.options.retainOnDelete).toBe(retained);
    expect(weaker.ofType("aws:backup/vaultLockConfiguration:VaultLockConfiguration")).toEqual([]);
  });

  it("raises an alarm for a backup that failed and one for backups that do not come", async () => {
    const account = await build();
    expect(account.named("backups-failed").inputs).toMatchObject({
      metricName: "NumberOfBackupJobsFailed",
      alarmActions: [topic("critical")],
      treatMissingData: "notBreaching",
    });
    expect(account.named("backups-missed").inputs).toMatchObject({
      metricQueries: [
        { id: "completed", expression: "IF(clock, watched, 0)", returnData: true },
        { id: "watched", metric: { metricName: "NumberOfBackupJobsCompleted", stat: "Sum" } },
        { id: "clock", metric: { metricName: "ActiveConnectionCount", stat: "SampleCount" } },
      ],
      alarmActions: [topic("warning")],
      treatMissingData: "notBreaching",
    });
  });

  it("is the same set in a preview", async () => {
    const { preview, update } = await registerBoth(() => new BackupPlan("backups", args));
    expect(preview.names()).toEqual(update.names());
  });
});
