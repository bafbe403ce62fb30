import { plainEnvironment, requireSecrets, variablesOf, vendorSecretNames } from "../../stacks/settings/environments";
import { isSecret } from "../../settings/system/variable";
import { stages } from "../../settings/stage/stage";
import { removed } from "./complete";
import { refusedOfThree, settingsOfThree } from "./three-systems";

const system = "doctor-system";
const valueOf = (stage: (typeof stages)[number], name: string, changes = {}) =>
  plainEnvironment(system, settingsOfThree(stage, changes))[name];

describe("the names of doctor-system's variables", () => {
  it("have one prefix for each domain but the core (DS-VAR-01)", () => {
    const domains: Readonly<Record<string, number>> = { JWT_: 10, MONGODB_: 2, RATE_LIMIT_: 2, WHATSAPP_: 10 };
    const names = variablesOf(system).map(({ name }) => name);
    for (const [prefix, count] of Object.entries(domains)) {
      expect([prefix, names.filter((name) => name.startsWith(prefix)).length]).toEqual([prefix, count]);
    }
    const core = names.filter((name) => !Object.keys(domains).some((prefix) => name.startsWith(prefix)));
    expect(core.sort()).toEqual([
      "API_BASE_URL",
      "APP_NAME",
      "CORS_ALLOWED_ORIGINS",
      "KEEP_ALIVE_TIMEOUT_MS",
      "LOG_LEVEL",
      "NODE_ENV",
      "PORT",
      "STAGE",
      "TRUST_PROXY_HOPS",
      "TZ",
    ]);
  });
});

describe("what the API is told", () => {
  it.each([
    ["development", "development", "doctor_system_dev"],
    ["staging", "production", "doctor_system_staging"],
    ["production", "production", "doctor_system_prod"],
  ] as const)("in %s is NODE_ENV %s and the database %s (DS-VAR-02, DS-VAR-07)", (stage, node, database) => {
    expect(valueOf(stage, "NODE_ENV")).toBe(node);
    expect(valueOf(stage, "MONGODB_DB_NAME")).toBe(database);
  });

  it.each(stages)(
    "in %s is port 8080, its own name, and its own address by https (DS-VAR-03 to DS-VAR-05)",
    (stage) => {
      expect(valueOf(stage, "PORT")).toBe("8080");
      expect(valueOf(stage, "APP_NAME")).toBe("doctor-system");
      expect(valueOf(stage, "API_BASE_URL")).toBe(`https://api.${stage}.doctor.rehearsal.test`);
    },
  );

  it("is 15m, 7d, 300 requests in 15 minutes and the level info, where the file says nothing (DS-VAR-10 to DS-VAR-20)", () => {
    const silent = {
      "doctor-system/tokens": removed,
      "doctor-system/rateLimit": removed,
      "doctor-system/logLevel": removed,
      "doctor-system/webFirewall": removed,
    };
    const environment = plainEnvironment(system, settingsOfThree("production", silent));
    expect(environment).toMatchObject({
      JWT_ACCESS_EXPIRES_IN: "15m",
      JWT_REFRESH_EXPIRES_IN: "7d",
      RATE_LIMIT_WINDOW_MS: "900000",
      RATE_LIMIT_MAX: "300",
      LOG_LEVEL: "info",
    });
    const { webFirewall, rateLimit } = settingsOfThree("production", silent).doctorSystem;
    expect(webFirewall.requestsPerTenMinutes / 600).toBe(rateLimit.maximum / (rateLimit.windowMilliseconds / 1000));
  });
});

describe("what the API may not be told", () => {
  it.each([
    ["tokens/accessLifetime", "9m", "a duration from 10m to 20m, as a number and s, m, h or d (DS-JWT-03)"],
    ["tokens/accessLifetime", "21m", "a duration from 10m to 20m, as a number and s, m, h or d (DS-JWT-03)"],
    ["tokens/refreshLifetime", "8d", "a duration from 1h to 7d, as a number and s, m, h or d (DS-JWT-04)"],
    ["rateLimit/windowMilliseconds", 999, "a whole number from 1000 to 86400000 (milliseconds; DS-VAR-18)"],
    ["rateLimit/maximum", 0, "a whole number from 1 to 1000000 (requests; DS-VAR-19)"],
    ["whatsapp/graphApiVersion", "21", "a version of the Graph API, such as v21.0 (DS-VAR-12)"],
    ["atlas/connection/connectTimeout", 0, "a whole number from 1000 to 30000 (milliseconds; DS-DB-10)"],
    ["atlas/connection/maximumPoolSize", 501, "a whole number from 1 to 500 (connections per task; DS-DB-11)"],
    ["image", "latest", "a release tag vX.Y.Z, such as v1.4.2, or a digest sha256:<64 lower-case hexadecimal digits>"],
  ])("is %s %p", (key, value, allowed) => {
    expect(refusedOfThree("staging", { [`doctor-system/${key}`]: value })).toMatchObject([
      { where: `${system}.${key.replaceAll("/", ".")}`, allowed },
    ]);
  });

  it.each(["*", "http://app.staging.doctor.rehearsal.test", "https://app.staging.doctor.rehearsal.test/"])(
    "is the origin %s, nor a list without its own front ends (DS-VAR-17)",
    (origin) => {
      expect(refusedOfThree("staging", { "doctor-system/corsOrigins": [origin] })).toMatchObject([
        {
          where: `${system}.corsOrigins[0]`,
          allowed: "an origin such as https://admin.clinic.test: https, no path, no trailing slash, no *",
        },
      ]);
      expect(refusedOfThree("staging", { "doctor-system/corsOrigins": ["https://kiosk.clinic.test"] })).toMatchObject([
        { where: `${system}.corsOrigins`, allowed: expect.stringContaining("(DS-VAR-17)") as string },
      ]);
    },
  );

  it.each(["1.0.0", "v1.0", "release-1"])("is the release %s (DS-REL-02)", (version) => {
    expect(refusedOfThree("production", { "doctor-system/release/version": version })).toMatchObject([
      { where: `${system}.release.version` },
    ]);
  });

  it.each(["MONGODB_URI", "JWT_ACCESS_SECRET", "JWT_REFRESH_SECRET", "WHATSAPP_ACCESS_TOKEN"])(
    "is nothing of %s, or the stage is refused (DS-VAL-02 to DS-VAL-04)",
    (name) => {
      const secrets = variablesOf(system)
        .filter(isSecret)
        .map((variable) => variable.name);
      const others = secrets.filter((secret) => secret !== name);
      expect(others).toHaveLength(secrets.length - 1);
      expect(() => {
        requireSecrets(system, "production", others);
      }).toThrow(`it lacks ${name}.`);
    },
  );

  it.each(stages)("is a placeholder in %s (DS-ENV-05)", (stage) => {
    const placeholders = Object.fromEntries(
      vendorSecretNames(system).map((name) => [`doctor-system.${name}`, "<from-meta>"]),
    );
    const faults = refusedOfThree(stage, { ...placeholders, "doctor-system/domain": "yourdomain.com" });
    expect(faults.map(({ where }) => where).sort()).toEqual(
      [`${system}.domain`, ...vendorSecretNames(system).map((name) => `${system}.${name}`)].sort(),
    );
  });
});
