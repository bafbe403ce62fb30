import type * as pulumi from "@pulumi/pulumi";
import type { KeyringFacts } from "../settings/secrets/keyring-facts";
import { ApplicationKeyring } from "../components/security/application-keyring";
import { postgresUrl, redisUrl } from "../components/data/connection-urls";
import { databaseRoleNames } from "../components/data/database-role-names";
import { DatabasePasswords } from "../components/security/database-passwords";
import { DatabaseRoles } from "../components/data/database-roles";
import { Redis } from "../components/data/redis";
import { SecretEntry } from "../components/security/secret-entry";
import { SigningKeys } from "../components/security/signing-keys";
import { passwordStrength } from "../settings/secrets/strength";
import { keyringRow } from "../stacks/settings/rotation/keyrings";
import { sessionsOf } from "../settings/checks/connections";
import { sqlLimits } from "../settings/sections/sql-access";
import type { RecordChange } from "../settings/rotation/edit";
import { type System, systems, usesStore } from "../stacks/settings/systems";
import { register, type RegisteredResource, seeds, valueOf } from "./registration";
import type { Vault } from "./vault";

/** The address of a store. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** A user and its password. */
export interface Login {
  readonly user: string;
  readonly password: string;
}

/** A system with a database that can be started here. */
export type DatabaseSystem = System;

/** The systems that keep their data in Postgres: no server of Atlas can be started here. */
export const databaseSystems: readonly DatabaseSystem[] = systems.filter((system) => usesStore([system], "postgres"));

/** A table with an entry for each of these systems. */
export function ofDatabases<T>(entry: (system: DatabaseSystem) => T): Readonly<Record<DatabaseSystem, T>> {
  return Object.fromEntries(databaseSystems.map((system) => [system, entry(system)])) as Record<DatabaseSystem, T>;
}

/** The users of a database that no application logs in as. */
export type OtherUser = "master" | "migration" | "reporting";

/** A database of a system, and the input of its roles function; undefined if it is not run. */
export interface DatabaseBlueprint {
  readonly system: DatabaseSystem;
  readonly database: string;
  readonly logins: Readonly<Record<OtherUser, Login>>;
  readonly event: unknown;
}

/** A user of the cache, in ElastiCache's format. */
export interface CacheUser {
  readonly user: string;
  readonly passwords: readonly string[];
  readonly access: string;
}

/** The secrets of a deployment of the stage. */
export interface Blueprint {
  /** By system and variable, where a task takes the value from: `<arn>:<json key>:<version stage>:<version id>`. */
  readonly environments: Readonly<Record<System, Readonly<Record<string, string>>>>;
  readonly databases: readonly DatabaseBlueprint[];
  readonly cacheUser: CacheUser;
  /** The seeds that the program names; others are deleted when the deployment is complete. */
  readonly seedNames: ReadonlySet<string>;
}

/** The facts of all keyrings, by system and name. */
export type AllFacts = Readonly<Record<System, Readonly<Record<string, KeyringFacts>>>>;

/** Where the stores are. */
export interface Stores {
  /** A server for each system that has one, as RDS has an instance for each. */
  readonly postgres: Readonly<Record<DatabaseSystem, Address>>;
  readonly redis: Address;
}

/** The target of a deployment. */
export interface Wanted {
  readonly facts: AllFacts;
  /** What the settings record of the keyrings that were ever rotated. */
  readonly records: readonly RecordChange[];
  /** The moment by the drill's clock, ISO 8601. */
  readonly now: string;
  /** Whether no service gets well with it, so that each is rolled back. */
  readonly fails: boolean;
}

/** Makes the blueprint of a stage; new secrets are then in the vault. */
export type BlueprintSource = (wanted: Wanted, stores: Stores, vault: Vault) => Promise<Blueprint>;

type References = Readonly<Record<string, pulumi.Output<string>>>;

/** Registers the project's own components, and reads what they would write. */
export const componentsBlueprint: BlueprintSource = async ({ facts }, stores, vault) => {
  const { result, resources } = await register(vault, async () => {
    const ahava = databaseOf("ahava-healthcare", facts, stores);
    const med = databaseOf("med-platform", facts, stores);
    return {
      environments: {
        "doctor-system": await values(doctorSystem(facts)),
        "ahava-healthcare": await values({ ...ahavaHealthcare(facts, stores), DATABASE_URL: ahava.url }),
        "med-platform": await values({ ...medPlatform(facts), DATABASE_URL: med.url }),
      },
      databases: [await loginsOf(ahava), await loginsOf(med)],
    };
  });
  return {
    environments: result.environments,
    databases: result.databases.map((database) => ({
      ...database,
      event: JSON.parse(inputOf(resources, `${database.system}-database-roles-run`, "input") as string) as unknown,
    })),
    cacheUser: cacheUser(resources),
    seedNames: new Set(resources.filter(({ type }) => Object.hasOwn(seeds, type)).map(({ name }) => name)),
  };
};

const kmsKeyArn = "arn:aws:kms:eu-west-1:000000000000:key/drill";

function keyring(system: System, facts: AllFacts, name: string): References {
  const { strength = passwordStrength } = keyringRow(system, name) ?? {};
  return new ApplicationKeyring(`${system}-${name.toLowerCase().replaceAll("_", "-")}`, {
    keyring: factsOf(facts, system, name),
    strength,
    description: "Drilled",
    kmsKeyArn,
  }).valueFrom;
}

function factsOf(facts: AllFacts, system: System, name: string): KeyringFacts {
  const found = facts[system][name];
  if (found === undefined) throw new Error(`There are no facts of ${name} of ${system}.`);
  return found;
}

function doctorSystem(facts: AllFacts): References {
  const signing = (name: string) => keyring("doctor-system", facts, name);
  return {
    ...signing("JWT_ACCESS_SECRET"),
    ...signing("JWT_REFRESH_SECRET"),
    ...signing("WHATSAPP_WEBHOOK_VERIFY_TOKEN"),
  };
}

function ahavaHealthcare(facts: AllFacts, { redis: { host, port } }: Stores): References {
  const system = "ahava-healthcare";
  const redis = new Redis(`${system}-redis`, {
    stage: "staging",
    vpcId: "vpc-drill",
    subnetIds: ["subnet-drill"],
    dataKeyArn: kmsKeyArn,
    logsKeyArn: kmsKeyArn,
    eventTopicArn: "arn:aws:sns:eu-west-1:000000000000:drill",
    engineVersion: "7.1",
    nodeType: "cache.t4g.small",
    keyring: factsOf(facts, system, "REDIS_URL"),
  });
  const url = new SecretEntry(`${system}-redis-url`, {
    stage: "staging",
    system,
    variable: "REDIS_URL",
    value: redis.password.apply((password) => redisUrl({ username: redis.username, password, host, port })),
    description: "Drilled",
    kind: "redis-user",
    kmsKeyArn,
  });
  return {
    ...keyring(system, facts, "JWT_SECRET"),
    ...keyring(system, facts, "ENCRYPTION_KEY"),
    ...keyring(system, facts, "ENCRYPTION_IV_SALT"),
    REDIS_URL: url.valueFrom,
  };
}

function medPlatform(facts: AllFacts): References {
  const keys = new SigningKeys("med-platform-jwt", {
    stage: "staging",
    system: "med-platform",
    keyring: factsOf(facts, "med-platform", "JWT_PRIVATE_KEY"),
    kmsKeyArn,
  });
  return { JWT_PRIVATE_KEY: keys.privateKeyFrom, JWT_PUBLIC_KEY: keys.publicKeyFrom, JWT_JWKS: keys.jwksFrom };
}

interface Database {
  readonly system: DatabaseSystem;
  readonly database: string;
  readonly url: pulumi.Output<string>;
  readonly users: Readonly<Record<OtherUser, { readonly user: string; readonly password: pulumi.Output<string> }>>;
}

function databaseOf(system: DatabaseSystem, facts: AllFacts, { postgres }: Stores): Database {
  const { host, port } = postgres[system];
  const database = system.replaceAll("-", "_");
  const names = databaseRoleNames(database);
  const passwords = (role: string, secret: string) =>
    new DatabasePasswords(`${system}-database-${role}`, {
      keyring: factsOf(facts, system, secret),
      user: `${role} of ${system}`,
      kmsKeyArn,
    });
  const application = passwords("application", "DATABASE_URL");
  const migration = passwords("migration", "DATABASE_MIGRATION_PASSWORD");
  const reporting = passwords("reporting", "DATABASE_REPORTING_PASSWORD");
  const verifier = passwords("verifier", "DATABASE_VERIFIER_PASSWORD");
  const master = passwords("master", "DATABASE_MASTER_PASSWORD");
  const masterUser = `${database}_admin`;
  new DatabaseRoles(`${system}-database-roles`, {
    stage: "staging",
    accountId: "000000000000",
    region: "eu-west-1",
    routing: { topicArns: { critical: "drill", warning: "drill", info: "drill" }, runbookUrl: "https://example.org" },
    subject: `the ${system} database`,
    thresholds: { failedRuns: 1 },
    vpcId: "vpc-drill",
    subnetIds: ["subnet-drill"],
    database: { address: host, port, name: database, securityGroupId: "sg-drill" },
    masterUsername: masterUser,
    masterPassword: master.place,
    rolePrefix: database,
    applicationPasswords: application.places,
    migrationPassword: migration.place,
    reportingPassword: reporting.place,
    verifierPassword: verifier.place,
    verifierConnectionLimit: sessionsOf.verifier,
    operator: null,
    operatorConnectionLimit: sessionsOf.operator,
    operatorStatementTimeout: sqlLimits.statementSeconds,
    migrationConnectionLimit: sessionsOf.migration,
    reportingConnectionLimit: sessionsOf.reporting,
    secretsKeyArn: kmsKeyArn,
    logsKeyArn: kmsKeyArn,
    logRetentionDays: 30,
  });
  const url = new SecretEntry(`${system}-database-url`, {
    stage: "staging",
    system,
    variable: "DATABASE_URL",
    value: application.password.apply((password) =>
      postgresUrl({
        user: names.applicationUsers[application.slot],
        password,
        host,
        port,
        database,
        sslMode: "verify-full",
      }),
    ),
    description: "Drilled",
    kind: "database-user",
    kmsKeyArn,
  });
  return {
    system,
    database,
    url: url.valueFrom,
    users: {
      master: { user: masterUser, password: master.password },
      migration: { user: names.migration, password: migration.password },
      reporting: { user: names.reporting, password: reporting.password },
    },
  };
}

async function loginsOf({ system, database, users }: Database): Promise<Omit<DatabaseBlueprint, "event">> {
  const login = async (user: OtherUser) => ({ user: users[user].user, password: await valueOf(users[user].password) });
  return {
    system,
    database,
    logins: { master: await login("master"), migration: await login("migration"), reporting: await login("reporting") },
  };
}

async function values(references: References): Promise<Record<string, string>> {
  const read = Object.entries(references).map(
    async ([variable, reference]) => [variable, await valueOf(reference)] as const,
  );
  return Object.fromEntries(await Promise.all(read));
}

function inputOf(resources: readonly RegisteredResource[], name: string, input: string): unknown {
  const resource = resources.find((one) => one.name === name);
  if (resource === undefined) throw new Error(`${name} is not registered.`);
  return resource.inputs[input];
}

function cacheUser(resources: readonly RegisteredResource[]): CacheUser {
  const of = (input: string) => inputOf(resources, "ahava-healthcare-redis-user", input);
  return {
    user: String(of("userName")),
    passwords: (of("authenticationMode") as { readonly passwords: readonly string[] }).passwords,
    access: String(of("accessString")),
  };
}
