import { missingSecrets, plainEnvironment, variablesOf } from "../../stacks/settings/environments";
import { type Stage, stages } from "../../settings/stage/stage";
import { isSecret as isSecretVariable } from "../../settings/system/variable";
import type { DoctorSystem } from "../../stacks/doctor-system/doctor-system";
import { keyringRow } from "../../stacks/settings/rotation/keyrings";
import { isSecret, register, type Registered } from "../components/mocks";
import { removed, type Changes } from "../settings/complete";
import { settingsOfThree } from "../settings/three-systems";
import { doctorSystem, options } from "./doctor-system-stage";

const build = (stage: Stage, changes?: Changes) => register(doctorSystem(stage, changes), options);

interface Container {
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly secrets: readonly { readonly name: string; readonly valueFrom: string }[];
  readonly healthCheck: { readonly command: readonly string[] };
  readonly portMappings: readonly { readonly containerPort: number }[];
}

/** The only container of the system. */
function container(account: Registered<unknown>): Container {
  const { inputs } = account.only("aws:ecs/taskDefinition:TaskDefinition");
  const [first, ...others] = JSON.parse(String(inputs.containerDefinitions)) as Container[];
  if (first === undefined || others.length > 0) throw new Error("Expected one container.");
  return first;
}

const versionType = "aws:secretsmanager/secretVersion:SecretVersion";

const kebab = (variable: string) => variable.toLowerCase().replaceAll("_", "-");

/** The logical name of what belongs to the entry of a variable: one of its own, or that of its keyring. */
const entryOf = (variable: string) =>
  keyringRow("doctor-system", variable) !== undefined && variable !== "MONGODB_URI"
    ? `doctor-system-${kebab(variable)}-keyring`
    : `doctor-system-secrets-${kebab(variable)}`;

/** A name beside those of the list, while a rotation is under way. */
const whileRotating = (name: string) => /_(PREVIOUS|NEXT)$/.test(name);

function versionOf(account: Registered<unknown>, variable: string) {
  const found = account.ofType(versionType).filter(({ name }) => name.startsWith(`${entryOf(variable)}-`));
  if (found.length !== 1) throw new Error(`Expected one version of ${variable}, found ${found.length}.`);
  return found[0]!;
}

/** The value behind a variable, which must have reached the engine as a secret. */
function valueOf(account: Registered<unknown>, variable: string): string {
  const { secretString } = versionOf(account, variable).inputs;
  if (!isSecret(secretString)) throw new Error(`${variable} is no secret.`);
  return String(secretString.secret);
}

/** Everything a resource waits for, directly or through others. */
function sourcesOf(account: Registered<unknown>, urn: string): Set<string> {
  const found = new Set<string>();
  const visit = (one: string): void => {
    for (const dependency of account.resources.find((resource) => resource.urn === one)?.options.dependencies ?? []) {
      if (found.has(dependency)) continue;
      found.add(dependency);
      visit(dependency);
    }
  };
  visit(urn);
  return found;
}

let production: Registered<DoctorSystem>;

beforeAll(async () => {
  production = await build("production");
});

describe("the variables of the API", () => {
  it("are exactly those of its list, the secrets by reference to a pinned version (DS-PRE-01, DS-VAL-02 to DS-VAL-04)", () => {
    const { environment, secrets } = container(production);
    const variables = variablesOf("doctor-system");
    const names = (secret: boolean) =>
      variables
        .filter((variable) => isSecretVariable(variable) === secret && !whileRotating(variable.name))
        .map(({ name }) => name);
    expect(secrets.map(({ name }) => name).sort()).toEqual(names(true).sort());
    expect(environment.map(({ name }) => name).sort()).toEqual(names(false).sort());
    expect(Object.fromEntries(environment.map(({ name, value }) => [name, value]))).toEqual(
      plainEnvironment("doctor-system", settingsOfThree("production")),
    );
    expect(new Set(secrets.map(({ valueFrom }) => valueFrom)).size).toBe(secrets.length);
    for (const { valueFrom } of secrets) expect(valueFrom).toMatch(/^arn:aws:secretsmanager:.*:[A-Z_]*::[^:]+$/);
  });

  it.each(stages)(
    "have their secrets under the name of %s alone, encrypted with its key (DS-ENV-01 to DS-ENV-03, DS-SEC-01)",
    async (stage) => {
      const account = await build(stage);
      const secrets = account.ofType("aws:secretsmanager/secret:Secret").map(({ inputs }) => inputs);
      const names = variablesOf("doctor-system")
        .filter(isSecretVariable)
        .map(({ name }) => name);
      // What a keyring holds has no entry beside that of the keyring.
      const entries = names.filter((name) => !whileRotating(name) && !names.includes(`${name}_KEYRING`));
      expect(secrets.map(({ name }) => name).sort()).toEqual(
        entries.map((name) => `${stage}/doctor-system/${name}`).sort(),
      );
      const { outputs } = account.named("foundation", "care-platform:stack:Foundation");
      expect(outputs?.secretsKeyArn).toBeDefined();
      for (const { kmsKeyId } of secrets) expect(kmsKeyId).toBe(outputs?.secretsKeyArn);
    },
  );

  it("lead to the database by SRV, with retries, majority, timeouts and a pool of one task's size", () => {
    const uri = new URL(valueOf(production, "MONGODB_URI"));
    expect(uri.protocol).toBe("mongodb+srv:");
    expect(uri.username).toBe("application-a");
    expect(uri.hostname).toMatch(/^production-[a-z0-9-]+-pl-0\.abcde\.mongodb\.net$/);
    expect(uri.pathname).toBe("/doctor_system_prod");
    expect(Object.fromEntries(uri.searchParams)).toEqual({
      retryWrites: "true",
      w: "majority",
      maxPoolSize: "50",
      minPoolSize: "5",
      serverSelectionTimeoutMS: "10000",
      connectTimeoutMS: "10000",
      socketTimeoutMS: "45000",
    });
    const { password } = production.only("mongodbatlas:index/databaseUser:DatabaseUser").inputs;
    expect(password).toEqual({ secret: uri.password });
    const seed = production.named("doctor-system-users-password-g1").inputs;
    expect(seed).toMatchObject({ length: 48, special: false });
  });

  it("sign access and refresh tokens with secrets from two sources of their own, 64 characters each", () => {
    const generated = (variable: string) =>
      [...sourcesOf(production, versionOf(production, variable).urn)].filter((urn) => urn.includes("random:index"));
    const [access, refresh] = [generated("JWT_ACCESS_SECRET"), generated("JWT_REFRESH_SECRET")];
    expect([access, refresh].map((sources) => sources.length)).toEqual([1, 1]);
    expect(access).not.toEqual(refresh);
    for (const name of ["doctor-system-jwt-access-secret-g1", "doctor-system-jwt-refresh-secret-g1"]) {
      expect(production.named(name).inputs).toMatchObject({ length: 64 });
    }
  });

  it("hold Meta's values as they were given, the verify token a random one", () => {
    const { vendorSecrets } = settingsOfThree("production").doctorSystem;
    expect(Object.keys(vendorSecrets)).toHaveLength(4);
    for (const [name, secret] of Object.entries(vendorSecrets))
      expect(valueOf(production, name)).toBe(secret?.reveal());
    expect(valueOf(production, "WHATSAPP_API_BASE_URL")).toBe("https://graph.facebook.com/v21.0");
    expect(JSON.parse(valueOf(production, "WHATSAPP_PHONE_NUMBERS"))).toEqual({
      "5550000000001": "rehearsal-north",
      "5550000000002": "rehearsal-south",
    });
    const token = production.named("doctor-system-whatsapp-webhook-verify-token-g1").inputs;
    expect(token).toMatchObject({ length: 64, special: false });
  });

  it("are without WhatsApp's in a development that has none, and with them refused nowhere", async () => {
    const names = ["PHONE_NUMBER_ID", "BUSINESS_ACCOUNT_ID", "ACCESS_TOKEN", "APP_SECRET"].map(
      (name) => `WHATSAPP_${name}`,
    );
    const without = Object.fromEntries(names.map((name) => [`doctor-system.${name}`, removed]));
    const bare = container(await build("development", without)).secrets.map(({ name }) => name);
    expect(bare.filter((name) => names.includes(name))).toEqual([]);
    expect(missingSecrets("doctor-system", "development", bare)).toEqual([]);
    const whole = container(await build("development")).secrets.map(({ name }) => name);
    expect(whole).toEqual(expect.arrayContaining(names));
  });
});

describe("the API", () => {
  it("listens on 8080, and is asked for its health there, by its container and by the load balancer", () => {
    const { portMappings, healthCheck } = container(production);
    expect(portMappings.map(({ containerPort }) => containerPort)).toEqual([8080]);
    expect(healthCheck.command.at(-1)).toContain("http://127.0.0.1:8080/health");
    expect(production.only("aws:lb/targetGroup:TargetGroup").inputs).toMatchObject({
      port: 8080,
      healthCheck: { path: "/health" },
    });
  });

  it("starts once the database lets its addresses in", () => {
    const entries = production.ofType("mongodbatlas:index/projectIpAccessList:ProjectIpAccessList");
    expect(entries).toHaveLength(3);
    // What a component waits for, its children wait for: they are registered once it has its name from the engine.
    const { dependencies } = production.named("doctor-system-api", "care-platform:service:ContainerService").options;
    expect(dependencies).toEqual(expect.arrayContaining(entries.map(({ urn }) => urn)));
  });
});
