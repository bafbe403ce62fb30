import type { DoctorSystem } from "../../stacks/doctor-system/doctor-system";
import { mockedProjectId } from "../components/atlas-outputs";
import { isSecret, register } from "../components/mocks";
import type { Properties, Registered } from "../components/mocks";
import { doctorSystem, options } from "./doctor-system-stage";

const atlas = {
  project: "mongodbatlas:index/project:Project",
  cluster: "mongodbatlas:index/advancedCluster:AdvancedCluster",
  user: "mongodbatlas:index/databaseUser:DatabaseUser",
  accessList: "mongodbatlas:index/projectIpAccessList:ProjectIpAccessList",
  alert: "mongodbatlas:index/alertConfiguration:AlertConfiguration",
  auditing: "mongodbatlas:index/auditing:Auditing",
  schedule: "mongodbatlas:index/cloudBackupSchedule:CloudBackupSchedule",
  compliancePolicy: "mongodbatlas:index/backupCompliancePolicy:BackupCompliancePolicy",
  window: "mongodbatlas:index/maintenanceWindow:MaintenanceWindow",
  encryption: "mongodbatlas:index/encryptionAtRest:EncryptionAtRest",
  privateLink: "mongodbatlas:index/privateLinkEndpointService:PrivateLinkEndpointService",
} as const;

let production: Registered<DoctorSystem>;
let staging: Registered<DoctorSystem>;

beforeAll(async () => {
  production = await register(doctorSystem("production"), options);
  staging = await register(doctorSystem("staging"), options);
});

describe("doctor-system", () => {
  it("is the same set in a preview", async () => {
    const preview = await register(doctorSystem("production"), { ...options, preview: true });
    expect(preview.names()).toEqual(production.names());
  });

  it("guards in production whatever holds data or an address, and nothing in staging", () => {
    const guarded = ({ resources }: Registered<DoctorSystem>) =>
      resources
        .filter(({ options: { protect }, name }) => protect && name.startsWith("doctor-system"))
        .map(({ type, name }) => `${type.split(":").pop() ?? ""} ${name}`)
        .sort();
    expect(guarded(production)).toEqual([
      "AdvancedCluster doctor-system-cluster",
      "BackupCompliancePolicy doctor-system-backups-compliance-policy",
      "Bucket doctor-system-admin-files",
      "Bucket doctor-system-app-files",
      "CloudBackupSchedule doctor-system-backups-schedule",
      "Distribution doctor-system-admin-distribution",
      "Distribution doctor-system-app-distribution",
      "LoadBalancer doctor-system-load-balancer",
      "Project doctor-system-project",
      "Zone doctor-system-zone",
    ]);
    expect(guarded(staging)).toEqual([]);
  });

  it("tells where it is, and records what was released", () => {
    const { outputs } = production.named("doctor-system", "care-platform:stack:DoctorSystem");
    expect(outputs).toMatchObject({
      apiUrl: "https://api.production.doctor.rehearsal.test",
      webhookUrl: "https://api.production.doctor.rehearsal.test/api/v1/whatsapp/webhook",
      frontEndUrls: {
        app: "https://app.production.doctor.rehearsal.test",
        admin: "https://admin.production.doctor.rehearsal.test",
      },
      atlasClusterName: expect.stringMatching(/^production-/) as string,
    });
    const record = production.only("aws:ssm/parameter:Parameter").inputs;
    expect(record.name).toBe("/production/doctor-system/release");
    expect(JSON.parse(String(record.insecureValue))).toEqual({
      version: "v1.0.0",
      deployedBy: "rehearsal",
      deployedAt: "2000-01-01T00:00:00Z",
      status: "in progress",
    });
    expect(staging.ofType("aws:ssm/parameter:Parameter")).toEqual([]);
  });

  it("serves app. and admin., which may call the API and nobody else", () => {
    const aliases = production.ofType("aws:cloudfront/distribution:Distribution").map(({ inputs }) => inputs.aliases);
    expect(aliases.flat().sort()).toEqual([
      "admin.production.doctor.rehearsal.test",
      "app.production.doctor.rehearsal.test",
    ]);
    const policies = production.ofType("aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy");
    expect(policies).toHaveLength(2);
    for (const { inputs } of policies) {
      expect(JSON.stringify(inputs)).toMatch(
        /connect-src 'self' https:\/\/api\.production\.doctor\.rehearsal\.test[";]/,
      );
    }
  });
});

describe("its project in Atlas", () => {
  it("is the stage's own, with one cluster that grows, in the stage's region and under the stage's name", () => {
    const { inputs: project } = production.only(atlas.project);
    expect(project).toMatchObject({
      name: "production-doctor-system",
      orgId: "000000000000000000000000",
      tags: { owner: "rehearsal", project: "care-platform", stage: "production" },
    });
    const { inputs: cluster } = production.only(atlas.cluster);
    expect(cluster).toMatchObject({
      projectId: mockedProjectId,
      mongoDbMajorVersion: "8.0",
      advancedConfiguration: { minimumEnabledTlsProtocol: "TLS1_2", javascriptEnabled: false },
      backupEnabled: true,
      pitEnabled: true,
      terminationProtectionEnabled: true,
      encryptionAtRestProvider: "AWS",
      replicationSpecs: [
        {
          regionConfigs: [
            {
              regionName: "AF_SOUTH_1",
              electableSpecs: { instanceSize: "M30", nodeCount: 3 },
              autoScaling: { computeEnabled: true, computeMaxInstanceSize: "M50", diskGbEnabled: true },
            },
          ],
        },
      ],
    });
    expect(staging.only(atlas.project).inputs.name).toBe("staging-doctor-system");
    expect(staging.only(atlas.cluster).inputs).toMatchObject({
      terminationProtectionEnabled: false,
      encryptionAtRestProvider: "NONE",
    });
  });

  it("writes the owner in characters Atlas takes", async () => {
    const account = await register(doctorSystem("staging", { owner: "care: a/b = c" }), options);
    expect(account.only(atlas.project).inputs.tags).toMatchObject({ owner: "care- a-b - c" });
  });

  it.each([
    ["production", 3],
    ["staging", 1],
  ] as const)("lets in exactly the egress addresses of %s, each alone", (stage, count) => {
    const account = stage === "production" ? production : staging;
    const blocks = account.ofType(atlas.accessList).map(({ inputs }) => String(inputs.cidrBlock));
    const { outputs } = account.named("foundation", "care-platform:stack:Foundation");
    const addresses = outputs?.egressAddresses as string[];
    expect(addresses).toHaveLength(count);
    expect(new Set(addresses).size).toBe(count);
    expect(blocks.sort()).toEqual(addresses.map((address) => `${address}/32`).sort());
  });

  it("is reached through a private endpoint in production, by the tasks of the API alone", () => {
    expect(production.ofType(atlas.privateLink)).toHaveLength(1);
    expect(staging.ofType(atlas.privateLink)).toEqual([]);
    const group = "doctor-system-private-link-access-id";
    const rules = production
      .ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .filter(({ inputs }) => inputs.securityGroupId === group);
    expect(rules.map(({ inputs }) => inputs)).toEqual([
      expect.objectContaining({
        fromPort: 1024,
        toPort: 65_535,
        referencedSecurityGroupId: "doctor-system-api-tasks-id",
      }),
    ]);
  });

  it("lets one user log in, to one cluster, to read and write one database", () => {
    const [user, ...others] = production.ofType(atlas.user);
    expect(others).toEqual([]);
    expect(user?.inputs).toMatchObject({
      username: "application-a",
      authDatabaseName: "admin",
      roles: [{ roleName: "readWrite", databaseName: "doctor_system_prod" }],
      scopes: [{ name: production.only(atlas.cluster).inputs.name, type: "CLUSTER" }],
    });
    expect(isSecret(user?.inputs.password)).toBe(true);
    expect(staging.only(atlas.user).inputs.roles).toEqual([
      { roleName: "readWrite", databaseName: "doctor_system_staging" },
    ]);
  });

  it("keeps thirty days, and in production nobody can take that back", () => {
    const kept = { policyItemDaily: { retentionValue: 30, retentionUnit: "days" }, restoreWindowDays: 7 };
    expect(production.only(atlas.schedule).inputs).toMatchObject(kept);
    expect(production.only(atlas.compliancePolicy).inputs).toMatchObject({
      ...kept,
      authorizedEmail: "backups@rehearsal.test",
      pitEnabled: true,
      encryptionAtRestEnabled: true,
    });
    expect(staging.only(atlas.schedule).inputs).toMatchObject(kept);
    expect(staging.ofType(atlas.compliancePolicy)).toEqual([]);
  });

  it("lies under the stage's own key in production, and is audited everywhere", () => {
    const { outputs } = production.named("foundation", "care-platform:stack:Foundation");
    expect(production.only(atlas.encryption).inputs).toMatchObject({
      awsKmsConfig: { enabled: true, customerMasterKeyId: outputs?.dataKeyArn, region: "AF_SOUTH_1" },
    });
    expect(staging.ofType(atlas.encryption)).toEqual([]);
    expect(production.only(atlas.auditing).inputs.enabled).toBe(true);
    expect(staging.only(atlas.auditing).inputs.enabled).toBe(true);
  });

  it("is maintained in staging two days before production", () => {
    const window = ({ inputs: { dayOfWeek, hourOfDay } }: { inputs: Properties }) => [dayOfWeek, hourOfDay];
    expect(window(staging.only(atlas.window))).toEqual([3, 3]);
    expect(window(production.only(atlas.window))).toEqual([5, 3]);
  });

  it("tells the on-call of the stage, at the thresholds of the settings", async () => {
    const changes = {
      "alerts/critical": { https: "https://on-call.rehearsal.test/key" },
      "doctor-system/thresholds": { atlas: { cpuPercent: 61 } },
    };
    const account = await register(doctorSystem("staging", changes), options);
    const told = (name: string) => account.named(`doctor-system-alerts-${name}`, atlas.alert).inputs;
    expect(account.ofType(atlas.alert)).toHaveLength(5);
    expect(told("cpu")).toMatchObject({
      metricThresholdConfig: { metricName: "NORMALIZED_SYSTEM_CPU_USER", threshold: 61 },
      notifications: [{ typeName: "EMAIL", emailAddress: "team@rehearsal.test" }],
    });
    expect(told("storage").metricThresholdConfig).toMatchObject({ threshold: 80 });
    for (const critical of ["connections", "replication-lag", "no-primary"]) {
      const { notifications } = told(critical);
      expect(isSecret(notifications)).toBe(true);
      expect(notifications).toMatchObject({
        secret: [{ typeName: "WEBHOOK", webhookUrl: "https://on-call.rehearsal.test/key" }],
      });
    }
  });
});
