import { Secret } from "../../settings/fields/secret";
import { parseSettings } from "../../stacks/settings/parse";
import { SettingsError } from "../../settings/faults/settings-error";
import { message, refused, removed, settings, source } from "./complete";
import { RunError } from "@pulumi/pulumi";
import { ahavaHealthcareThresholds } from "../../stacks/ahava-healthcare/declared/thresholds";
import { foundationThresholds } from "../../settings/thresholds/foundation";
import { defaultThresholds } from "../../settings/thresholds/row";

describe("settings that are complete", () => {
  it("are parsed for every stage, with that stage's defaults", () => {
    expect(settings("staging")).toEqual({
      stack: "staging",
      stage: "staging",
      owner: "platform",
      aws: { accountId: "123456789012", region: "af-south-1" },
      atlas: { organizationId: "0123456789abcdef01234567" },
      timeZone: "Africa/Johannesburg",
      network: {
        cidr: "10.30.0.0/16",
        availabilityZones: ["af-south-1a", "af-south-1b", "af-south-1c"],
        natGateways: "single",
        interfaceEndpoints: false,
      },
      alerts: { critical: { email: "on-call@clinic.test" }, warning: {}, info: {} },
      runbookUrl: "https://runbooks.clinic.test",
      thresholds: defaultThresholds(foundationThresholds),
      logs: { retentionDays: 30, archiveDays: 365 },
      backup: { retentionDays: 30, databasesAt: "02:00", afterDestroy: "keep", archiveAt: "03:00" },
      budget: { monthlyUsd: 1200 },
      dataProtection: "off",
      deploy: "everything",
      secrets: { recoveryWindowDays: 0 },
      release: { keys: {}, separatePersons: true, exceptions: [] },
      rotation: { deploymentMinutes: 60, "doctor-system": {}, "ahava-healthcare": {}, "med-platform": {} },
      systems: ["ahava-healthcare"],
      acceptDataLoss: [],
      ahavaHealthcare: {
        domain: "clinic.test",
        image: "v1.4.2",
        api: { cpu: 2048, memory: 4096, minimumTasks: 2, maximumTasks: 4, ephemeralStorage: 50 },
        worker: { cpu: 1024, memory: 2048, minimumTasks: 1, maximumTasks: 2 },
        queues: ["notifications"],
        thresholds: defaultThresholds(ahavaHealthcareThresholds),
        postgres: {
          engineVersion: "16",
          applyChanges: "in-window",
          instanceClass: "db.t4g.medium",
          allocatedStorage: 50,
          maxAllocatedStorage: 100,
          multiAz: false,
          backupRetentionDays: 30,
          maxConnections: 400,
          connectionLimit: 20,
          poolTimeout: 10,
          sqlAccess: "closed",
          extensions: [],
          schemas: [],
        },
        redis: {
          engineVersion: "7.1",
          applyChanges: "in-window",
          nodeType: "cache.t4g.small",
          nodes: 2,
          snapshotRetentionDays: 7,
        },
        webFirewall: {
          requestsPerTenMinutes: 2000,
          mode: "block",
          webhooks: ["/api/webhooks/paystack"],
          webhookRequestsPerTenMinutes: 6000,
        },
        tokens: { accessLifetime: "15m", refreshLifetime: "7d" },
        corsOrigins: ["https://admin.clinic.test", "https://doctor.clinic.test"],
        portals: {
          priceClass: "PriceClass_200",
          strictTransportSeconds: 31_536_000,
          assetCacheSeconds: 31_536_000,
          pageOrigins: {},
        },
        verification: {
          load: { path: "/health", requests: 1000, connections: 10, errorPercent: 0.1 },
          pageKibibytes: 1024,
        },
        smtp: { host: "smtp.clinic.test", port: 587, from: "noreply@clinic.test" },
        vendorSecrets: {
          PAYSTACK_SECRET_KEY: expect.any(Secret) as unknown,
          PAYSTACK_PUBLIC_KEY: expect.any(Secret) as unknown,
          PAYSTACK_WEBHOOK_SECRET: expect.any(Secret) as unknown,
          SMTP_USER: expect.any(Secret) as unknown,
          SMTP_PASS: expect.any(Secret) as unknown,
        },
      },
    });
  });

  it("are stricter by default in production", () => {
    const { network, logs, secrets, dataProtection, ahavaHealthcare } = settings("production");
    expect(dataProtection).toBe("on");
    expect(network).toMatchObject({ natGateways: "per-zone", interfaceEndpoints: true });
    expect(logs).toEqual({ retentionDays: 90, archiveDays: 1827 });
    expect(secrets).toEqual({ recoveryWindowDays: 30 });
    expect(ahavaHealthcare.postgres).toMatchObject({
      multiAz: true,
      backupRetentionDays: 30,
    });
    expect(ahavaHealthcare.api.ephemeralStorage).toBe(100);
  });

  it("keep the value of a secret, and do not show it", () => {
    const { SMTP_PASS } = settings("staging").ahavaHealthcare.vendorSecrets;
    expect(SMTP_PASS.reveal()).toBe("lammergeier");
    expect(JSON.stringify(settings("staging"))).not.toContain("lammergeier");
  });

  it("are frozen at every depth", () => {
    const frozen = settings("production");
    expect(() => Object.assign(frozen, { owner: "another" })).toThrow(TypeError);
    expect(() => Object.assign(frozen.ahavaHealthcare.postgres, { multiAz: false })).toThrow(TypeError);
    expect(() => frozen.network.availabilityZones.push("af-south-1d")).toThrow(TypeError);
    expect(Object.isFrozen(frozen.ahavaHealthcare.corsOrigins)).toBe(true);
  });

  it("leave the configuration of other namespaces alone", () => {
    const staging = source("staging");
    const values = { ...staging.values, "aws:region": { value: "<…>", secret: false } };
    expect(parseSettings({ ...staging, values }).aws.region).toBe("af-south-1");
  });
});

describe("the refusal", () => {
  it("tells every fault at once, cross-field checks among them, and reads like this", () => {
    const faulty = source("staging", {
      "network/cidr": "10.30.0.0/8",
      "network/natGatways": "single",
      "ahava-healthcare/postgres/backupRetentionDays": 40,
      "ahava-healthcare/postgres/connectionLimit": 70,
      "ahava-healthcare/image": removed,
      "ahava-healthcare.SMTP_PASS": removed,
    });
    const lines: Readonly<Record<string, number>> = { network: 7, "network.cidr": 8 };
    expect(message({ ...faulty, lineOf: (keys) => lines[keys.join(".")] ?? lines[String(keys[0])] })).toBe(
      `The settings of the stage staging have 6 errors. Nothing was created or changed.

  network.natGatways  (Pulumi.staging.yaml:7)
    given    the unknown key "natGatways"
    allowed  one of cidr, availabilityZones, natGateways, interfaceEndpoints
    fix      did you mean "natGateways"?

  network.cidr  (Pulumi.staging.yaml:8)
    given    "10.30.0.0/8"
    allowed  a private IPv4 range such as 10.20.0.0/16: /16 to /20, within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10
    fix      a VPC is at most a /16: write /16 instead of /8

  ahava-healthcare.SMTP_PASS  (Pulumi.staging.yaml)
    given    nothing: the key is missing
    allowed  a secret that is not blank (AH-VAR-19)
    fix      pulumi config set --secret ahava-healthcare.SMTP_PASS --stack staging

  ahava-healthcare.image  (Pulumi.staging.yaml)
    given    nothing: the key is missing
    allowed  a release tag vX.Y.Z, such as v1.4.2, or a digest sha256:<64 lower-case hexadecimal digits>
    fix      add image:

  ahava-healthcare.postgres.backupRetentionDays  (Pulumi.staging.yaml)
    given    40
    allowed  a whole number from 1 to 35 (days; RDS keeps 35 at most)
    fix      set it to 35 or less

  ahava-healthcare.postgres.connectionLimit  (Pulumi.staging.yaml)
    given    70
    allowed  2 versions during a release x (4 api + 2 worker tasks) x connectionLimit 70 = 840 + 5 migrations + 4 reports + 2 the database-roles function + 2 SQL tasks + 1 verification + 1 administration as the master user + 5 reserved by Postgres and RDS = 860 must not exceed maxConnections, 400 (AH-DB-05)
    fix      set it to 31 or less, or lower the number of tasks`,
    );
  });

  it("is an error that Pulumi shows without a stack trace", () => {
    const faulty = source("staging", { owner: removed });
    expect(() => parseSettings(faulty)).toThrow(SettingsError);
    expect(RunError.isInstance(new SettingsError("x"))).toBe(true);
  });

  it.each([
    ["prod", "pulumi stack select production --create"],
    ["dev", "pulumi stack select development --create"],
    ["Staging", "pulumi stack select staging --create"],
    ["stagin", "pulumi stack select staging --create"],
    ["prod-med-platform", "pulumi stack select production-med-platform --create"],
    ["blue", "pulumi stack select <stage>"],
  ])("of a stack called %s names the three stages", (stack, fix) => {
    expect(message({ ...source("staging"), stage: stack })).toBe(
      `There is no stage named "${stack}".

    given    the stack "${stack}"
    allowed  development, staging, production, or a stage with one system, such as staging-med-platform
    fix      ${fix}`,
    );
  });

  it.each([
    ["ahavaHealthcare", 'did you mean "ahava-healthcare"?'],
    ["timezone", 'did you mean "timeZone"?'],
    ["ahava-healthcare.SMTP_PASSWD", 'did you mean "ahava-healthcare.SMTP_PASS"?'],
    ["stage", "remove it"],
    ["constructor", "remove it"],
  ])("of the unknown key %s says what was meant, and never its value", (key, fix) => {
    const [fault, ...others] = refused("staging", { [key]: "pangolin" });
    expect(fault).toMatchObject({ where: key, given: `the unknown key "${key}"`, fix });
    expect(others).toEqual([]);
    expect(message(source("staging", { [key]: "pangolin" }))).not.toContain("pangolin");
  });

  it("of a missing section lists its keys", () => {
    expect(refused("staging", { network: removed })).toEqual([
      {
        where: "network",
        given: "nothing: the key is missing",
        allowed: "a mapping with the keys cidr, availabilityZones, natGateways, interfaceEndpoints",
        fix: "add network:",
      },
    ]);
  });

  it("of a missing system still names each of its missing secrets", () => {
    const withoutSystem = { "ahava-healthcare": removed, "ahava-healthcare.SMTP_USER": removed };
    expect(refused("staging", withoutSystem).map(({ where }) => where)).toEqual([
      "ahava-healthcare.SMTP_USER",
      "ahava-healthcare",
    ]);
  });

  it("of a text where a mapping belongs shows the text", () => {
    expect(refused("staging", { network: "[broken" })).toMatchObject([{ where: "network", given: '"[broken"' }]);
  });

  it("of an ordinary setting that is a secret shows neither it nor what is below it", () => {
    const staging = source("staging", { "network/natGateways": "pangolin" });
    const network = { ...staging.values["care-platform:network"]!, secret: true };
    const faulty = { ...staging, values: { ...staging.values, "care-platform:network": network } };
    expect(message(faulty)).not.toContain("pangolin");
    expect(message(faulty)).toContain("fix      pulumi config rm network --stack staging, then write it into the file");
  });

  it("of a vendor secret set with --path says how to set it", () => {
    const staging = source("staging", {
      "ahava-healthcare/SMTP_PASS": "lammergeier",
      "ahava-healthcare.SMTP_PASS": removed,
    });
    const system = { ...staging.values["care-platform:ahava-healthcare"]!, secret: true };
    const faulty = message({ ...staging, values: { ...staging.values, "care-platform:ahava-healthcare": system } });
    expect(faulty).not.toContain("lammergeier");
    expect(faulty).toContain(
      "fix      pulumi config rm --path ahava-healthcare.SMTP_PASS --stack staging, then pulumi config set --secret ahava-healthcare.SMTP_PASS --stack staging, without --path",
    );
  });
});
