import { message } from "./complete";
import { refusedOfThree, settingsOfThree, threeSystems } from "./three-systems";

const system = "med-platform";

describe("the signing keys", () => {
  it("are 3072 bits under names of the stage, where the file says nothing", () => {
    expect(settingsOfThree("staging").medPlatform.signingKeys).toEqual({
      bits: 3072,
      names: {
        privateKey: "staging/med-platform/jwt/private-key",
        publicKey: "staging/med-platform/jwt/public-key",
      },
    });
  });

  it("may have the checklist's literal names in production (MP-KEY-05, MP-KEY-06)", () => {
    const names = { privateKey: "prod/jwt/private-key", publicKey: "prod/jwt/public-key" };
    const changes = { "med-platform/signingKeys/names": names };
    expect(settingsOfThree("production", changes).medPlatform.signingKeys.names).toEqual(names);
    expect(refusedOfThree("staging", changes)).toEqual([
      {
        where: `${system}.signingKeys.names.privateKey`,
        given: '"prod/jwt/private-key"',
        allowed: 'a name that does not contain the name of another stage, here "prod" (C-05)',
        fix: "remove it, or start it with the name of this stage",
      },
      {
        where: `${system}.signingKeys.names.publicKey`,
        given: '"prod/jwt/public-key"',
        allowed: 'a name that does not contain the name of another stage, here "prod" (C-05)',
        fix: "remove it, or start it with the name of this stage",
      },
    ]);
  });

  it("are two", () => {
    const names = { privateKey: "jwt/key", publicKey: "jwt/key" };
    expect(refusedOfThree("staging", { "med-platform/signingKeys/names": names })).toEqual([
      {
        where: `${system}.signingKeys.names.publicKey`,
        given: '"jwt/key"',
        allowed: "another name than privateKey: jwt/key (MP-KEY-05, MP-KEY-06)",
        fix: "change one of the two",
      },
    ]);
  });

  it.each([
    [1024, "set it to 2048"],
    [2047, "set it to 2048"],
    [3000, "set it to 3072"],
    ["3072", "write 3072, without quotes"],
  ])("may not have %j bits", (bits, fix) => {
    expect(refusedOfThree("staging", { "med-platform/signingKeys/bits": bits })).toEqual([
      {
        where: `${system}.signingKeys.bits`,
        given: JSON.stringify(bits),
        allowed: "the bits of an RSA key: 2048, 3072, 4096 (MP-AUTH-01)",
        fix,
      },
    ]);
  });

  it("may not be named like the end of an ARN", () => {
    for (const own of [
      "med-platform/DATABASE_URL",
      "ahava-healthcare/JWT_SECRET_KEYRING",
      "med-platform/database/app",
    ]) {
      expect(refusedOfThree("staging", { "med-platform/signingKeys/names/publicKey": `staging/${own}` })).toMatchObject(
        [
          {
            where: `${system}.signingKeys.names.publicKey`,
            allowed: "a name that the program does not use for another entry (C-05)",
            fix: "remove it: the default is staging/med-platform/jwt/public-key",
          },
        ],
      );
    }
    expect(refusedOfThree("staging", { "med-platform/signingKeys/names/privateKey": "jwt/key-abc123" })).toMatchObject([
      { where: `${system}.signingKeys.names.privateKey` },
    ]);
  });
});

describe("the database of med-platform", () => {
  it("has connections for both versions of a release (MP-DB-05)", () => {
    expect(refusedOfThree("staging", { "med-platform/postgres/maxOpenConnections": 50 })).toEqual([
      {
        where: `${system}.postgres.maxOpenConnections`,
        given: "50",
        allowed:
          "2 versions during a release x (4 api tasks) x maxOpenConnections 50 = 400 + 5 migrations + 4 reports + 2 the database-roles function + 2 SQL tasks + 1 verification + 1 administration as the master user + 5 reserved by Postgres and RDS = 420 must not exceed maxConnections, 400 (MP-DB-05)",
        fix: "set it to 47 or less, or lower the number of tasks",
      },
    ]);
  });

  it("keeps no more connections than it opens, and no more replicas than RDS has", () => {
    const changes = { "med-platform/postgres/maxIdleConnections": 21, "med-platform/postgres/readReplicas": 16 };
    expect(refusedOfThree("staging", changes)).toMatchObject([
      { where: `${system}.postgres.readReplicas`, allowed: "a whole number from 0 to 15 (replicas; MP-DB-07; RDS)" },
      {
        where: `${system}.postgres.maxIdleConnections`,
        allowed: "at most maxOpenConnections (20; MP-DB-05)",
      },
    ]);
  });

  it("is closed to people's SQL unless the settings open it, and then needs an image by digest", () => {
    expect(settingsOfThree("staging").medPlatform.postgres.sqlAccess).toBe("closed");
    const digest = `sha256:${"0".repeat(64)}`;
    const opened = { "med-platform/postgres/sqlAccess": "read" };
    expect(
      settingsOfThree("staging", { ...opened, "med-platform/postgres/sqlImage": digest }).medPlatform.postgres,
    ).toMatchObject({ sqlAccess: "read", sqlImage: digest });
    expect(refusedOfThree("staging", opened)).toEqual([
      {
        where: `${system}.postgres.sqlImage`,
        given: "nothing: the key is missing",
        allowed: "the digest of an image with psql in the system's repository, while sqlAccess is read",
        fix: "push the image (docs/runbooks/procedures/run-sql.md), or set sqlAccess to closed",
      },
    ]);
    expect(
      refusedOfThree("staging", {
        "med-platform/postgres/sqlAccess": "on",
        "med-platform/postgres/sqlImage": "v17.0.0",
      }),
    ).toMatchObject([
      { where: `${system}.postgres.sqlAccess`, allowed: "closed or read or write" },
      { where: `${system}.postgres.sqlImage`, allowed: "a digest sha256:<64 lower-case hexadecimal digits>" },
    ]);
  });

  it("is of the stage's own making in production", () => {
    expect(refusedOfThree("production", { "med-platform/postgres/multiAz": false })).toEqual([
      {
        where: `${system}.postgres.multiAz`,
        given: "false",
        allowed: "true (production; MP-DB-04)",
        fix: "set it to true",
      },
    ]);
  });
});

describe("the values of the vendors", () => {
  it.each([
    [
      "TWILIO_ACCOUNT_SID",
      "ACxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "a secret that is AC and 32 hexadecimal digits (MP-VAR-01)",
    ],
    ["TWILIO_ACCOUNT_SID", `AC${"a".repeat(32)}`, "a secret that is AC and 32 hexadecimal digits (MP-VAR-01)"],
    ["TWILIO_AUTH_TOKEN", "kookaburra", "a secret of 32 hexadecimal digits (MP-VAR-02)"],
    ["SENDGRID_API_KEY", "kookaburra", "a secret that starts with SG. (MP-VAR-05)"],
    ["SENTRY_DSN", "http://kookaburra.test", "a secret that is an https URL (MP-MON-03)"],
  ])("%s may not be %s, and is never shown", (name, value, allowed) => {
    const changes = { [`med-platform.${name}`]: value };
    expect(refusedOfThree("staging", changes)).toMatchObject([
      { where: `${system}.${name}`, given: "a secret, not shown", allowed },
    ]);
    expect(message(threeSystems("staging", changes))).not.toContain(value);
  });

  it.each([
    ["twilio/phoneNumber", "+1234567890", "write an allowed value"],
    ["twilio/phoneNumber", "0215550000", "write an allowed value"],
    ["twilio/whatsappNumber", "+27215550000", "write whatsapp:+27215550000"],
    ["sendgrid/fromEmail", "Clinic <noreply@clinic.test>", "write noreply@clinic.test"],
    ["sendgrid/fromName", "Your Company Name", "write an allowed value"],
    ["sendgrid/fromName", 'The "Clinic"', "write an allowed value"],
  ])("%s may not be %s", (key, value, fix) => {
    expect(refusedOfThree("staging", { [`med-platform/${key}`]: value })).toMatchObject([
      { where: `${system}.${key.replace("/", ".")}`, fix },
    ]);
  });
});

describe("the numbers of med-platform", () => {
  it.each([
    ["bcryptCost", 11, "a whole number from 12 to 15 (bcrypt cost; MP-AUTH-10)"],
    ["blueGreen/bakeMinutes", 4, "a whole number from 10 to 1440 (minutes; ECS, bakeTimeInMinutes)"],
    ["tokens/accessLifetime", "1h", "a duration from 10m to 20m, as a number and s, m, h or d (MP-AUTH-03, C-03)"],
    [
      "thresholds",
      { loadBalancer: { latencyCriticalMilliseconds: 200 } },
      "more than latencyWarningMilliseconds: 200 (MP-ALR-02, C-09)",
    ],
    [
      "thresholds",
      { cloudFront: { errorCriticalPercent: 1 } },
      "more than errorWarningPercent: 1 (MP-THR-01, MP-ALR-01, C-09)",
    ],
    ["featureFlags", { newIntake: "yes" }, "true or false (MP-ENV-08)"],
    ["featureFlags", { "new intake": true }, "a mapping of names to true or false, names in camel case (MP-ENV-08)"],
  ])("refuse %s = %j in production", (key, value, allowed) => {
    expect(refusedOfThree("production", { [`med-platform/${key}`]: value })).toMatchObject([{ allowed }]);
  });
});

describe("the sign-in limit", () => {
  it("counts what is below /api only, where the firewall compares small letters (MP-HST-09)", () => {
    expect(settingsOfThree("staging").medPlatform.signInLimit).toEqual({
      paths: ["/api/auth/", "/api/v1/auth/"],
      requestsPerTenMinutes: 100,
    });
    expect(
      refusedOfThree("staging", {
        "med-platform/signInLimit": { paths: ["/api/Auth/", "/login"], requestsPerTenMinutes: 9 },
      }).map(({ where }) => where),
    ).toEqual([
      `${system}.signInLimit.paths[0]`,
      `${system}.signInLimit.paths[1]`,
      `${system}.signInLimit.requestsPerTenMinutes`,
    ]);
  });
});

describe("the rollback", () => {
  it("leads to a place that is whole, for a share of the visitors (MP-RBK-04)", () => {
    const standby = { dnsName: "old.eu-west-1.elb.amazonaws.com", dnsZoneId: "Z32O12XQLNTSW2", share: 100 };
    expect(
      settingsOfThree("staging", { "med-platform/rollback": { serves: "maintenance", standby } }).medPlatform.rollback,
    ).toEqual({ serves: "maintenance", standby });
    expect(
      refusedOfThree("staging", {
        "med-platform/rollback": {
          serves: "nothing",
          standby: { dnsName: "https://old.test", dnsZoneId: "old", share: 101 },
        },
      }).map(({ where }) => where),
    ).toEqual([
      `${system}.rollback.serves`,
      `${system}.rollback.standby.dnsName`,
      `${system}.rollback.standby.dnsZoneId`,
      `${system}.rollback.standby.share`,
    ]);
  });
});

describe("the collector", () => {
  it.each([
    ["public.ecr.aws/aws-observability/aws-otel-collector:latest", false],
    ["public.ecr.aws/aws-observability/aws-otel-collector", false],
    ["aws-otel-collector:v0.43.3", false],
    [`public.ecr.aws/aws-observability/aws-otel-collector@sha256:${"0".repeat(64)}`, true],
  ])("may run %s: %j", (image, allowed) => {
    const faults = refusedOfThree("production", { "med-platform/collector/image": image });
    expect(faults.map(({ where }) => where)).toEqual(allowed ? [] : [`${system}.collector.image`]);
  });
});

describe("the migration's command", () => {
  it.each([[[]], [["migrate\nup"]], ["migrate up"]])("may not be %j (MP-P1-02)", (command) => {
    const faults = refusedOfThree("staging", { "med-platform/migrationCommand": command });
    expect(faults).toHaveLength(1);
    expect(faults[0]?.where).toMatch(/^med-platform\.migrationCommand/);
  });
});

describe("the origins that may call med-platform", () => {
  it.each([[["*"]], [["http://production.med.rehearsal.test"]], [["https://elsewhere.test"]]])(
    "are not %j (MP-AUTH-06)",
    (origins) => {
      const faults = refusedOfThree("production", { "med-platform/corsOrigins": origins });
      expect(faults.map(({ where }) => where.replace("[0]", ""))).toContain(`${system}.corsOrigins`);
    },
  );
});
