import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { startPostgres, type RealPostgres } from "../test/real/postgres";
import { postgresMissing } from "../test/real/postgres-program";
import { redisMissing, startRedis, type RealRedis } from "../test/real/redis";
import {
  type Address,
  type DatabaseBlueprint,
  databaseSystems,
  type DatabaseSystem,
  type Login,
  ofDatabases,
  type Stores,
} from "./blueprint";
import type { ControlPlane } from "./deployment";
import { bundleApplication } from "./task-process";

/** The servers of a drill and what the cloud does to them; each drill has its own. */
export interface DrillServers {
  /** One for each system that has a database. */
  readonly postgres: Readonly<Record<DatabaseSystem, RealPostgres>>;
  readonly redis: RealRedis;
  readonly stores: Stores;
  readonly cloud: ControlPlane;
  /** A folder that is deleted with the servers. */
  readonly folder: string;
  /** The file of the vault. */
  readonly vaultFile: string;
  /** The file with the certificates of all. */
  readonly certificates: string;
  /** The bundled application. */
  readonly program: string;
  stop(): Promise<void>;
}

/** Why no drill can be run on this machine; undefined when one can. */
export function serversMissing(): string | undefined {
  return postgresMissing() ?? redisMissing();
}

/** Starts the servers on free ports of this machine, each empty. */
export async function startServers(): Promise<DrillServers> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "drill-"));
  const started: { stop(): Promise<void> }[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((server) => server.stop()));
    fs.rmSync(folder, { recursive: true, force: true });
  };
  const kept = async <T extends { stop(): Promise<void> }>(starting: Promise<T>): Promise<T> => {
    const server = await starting;
    started.push(server);
    return server;
  };
  try {
    const program = await bundleApplication(folder);
    const redis = await kept(startRedis());
    const servers = new Map<DatabaseSystem, RealPostgres>();
    for (const system of databaseSystems) servers.set(system, await kept(startPostgres()));
    const postgres = Object.fromEntries(servers) as Record<DatabaseSystem, RealPostgres>;
    const certificates = path.join(folder, "certificates.pem");
    fs.writeFileSync(certificates, [...servers.values(), redis].map(({ certificate }) => certificate).join(""));
    return {
      postgres,
      redis,
      stores: {
        postgres: ofDatabases((system) => addressOf(postgres[system])),
        redis: addressOf(redis),
      },
      cloud: {
        setMasterPassword: (system, database, login) => setMasterPassword(postgres[system], database, login),
        setCacheUser: (user, passwords, access) => redis.setUser(user, passwords, access),
      },
      folder,
      vaultFile: path.join(folder, "vault.json"),
      certificates,
      program,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function addressOf({ host, port }: Address): Address {
  return { host, port };
}

/** As RDS does: the user and the database are made with the server, the password whenever it is another. */
async function setMasterPassword(postgres: RealPostgres, database: string, { user, password }: Login): Promise<void> {
  const { superuser } = postgres;
  const there = await postgres.query(superuser, "postgres", `SELECT FROM pg_roles WHERE rolname = '${user}'`);
  if (there.length === 0) {
    await postgres.query(
      superuser,
      "postgres",
      `CREATE ROLE ${user} LOGIN CREATEROLE CREATEDB`,
      `GRANT pg_signal_backend, pg_read_all_stats TO ${user} WITH ADMIN OPTION`,
      `CREATE DATABASE ${database} OWNER ${user}`,
    );
  }
  await postgres.query(superuser, "postgres", `ALTER ROLE ${user} PASSWORD '${password}'`);
}

/** Makes the applications' table, as the user that migrates. */
export async function migrate({ postgres }: DrillServers, databases: readonly DatabaseBlueprint[]): Promise<void> {
  for (const { system, database, logins } of databases) {
    await postgres[system].query(
      logins.migration,
      database,
      "CREATE TABLE IF NOT EXISTS records (id bigserial PRIMARY KEY, body text NOT NULL, digest text NOT NULL)",
    );
  }
}

/** Whether a login to a database succeeds; throws on any other failure. */
export async function postgresAccepts(
  { postgres }: DrillServers,
  { system, database }: Pick<DatabaseBlueprint, "system" | "database">,
  login: Login,
): Promise<boolean> {
  try {
    await (await postgres[system].connect(login, database)).end();
    return true;
  } catch (error) {
    // A wrong password, or a role that may not log in.
    const code = (error as { code?: unknown }).code;
    if (code === "28P01" || code === "28000") return false;
    throw error;
  }
}

/** Whether a login to Redis succeeds; throws on any other failure. */
export async function redisAccepts({ redis }: DrillServers, login: Login): Promise<boolean> {
  try {
    (await redis.connect(login.user, login.password)).disconnect();
    return true;
  } catch (error) {
    if (String(error).includes("WRONGPASS")) return false;
    throw error;
  }
}
