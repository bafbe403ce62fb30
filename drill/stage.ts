import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { startPostgres, type RealPostgres } from "../test/real/postgres";
import { postgresMissing } from "../test/real/postgres-program";
import { redisMissing, startRedis, type RealRedis } from "../test/real/redis";
import type { DatabaseBlueprint, Login, Stores } from "./blueprint";
import type { ControlPlane } from "./deployment";
import { bundleApplication } from "./task-process";

/** The two servers of a drill and what the cloud does to them; each drill has its own. */
export interface DrillServers {
  readonly postgres: RealPostgres;
  readonly redis: RealRedis;
  readonly stores: Stores;
  readonly cloud: ControlPlane;
  /** A folder that is gone with the servers. */
  readonly folder: string;
  /** The file of the vault. */
  readonly vaultFile: string;
  /** The file with the certificates of both. */
  readonly certificates: string;
  /** The bundled application. */
  readonly program: string;
  stop(): Promise<void>;
}

/** Why no drill can be run on this machine; undefined when one can. */
export function serversMissing(): string | undefined {
  return postgresMissing() ?? redisMissing();
}

/** Starts both servers on free ports of this machine and makes the databases of the systems that have one. */
export async function startServers(): Promise<DrillServers> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "drill-"));
  const program = await bundleApplication(folder);
  const redis = await startRedis();
  const postgres = await startPostgres().catch(async (error: unknown) => {
    await redis.stop();
    throw error;
  });
  const certificates = path.join(folder, "certificates.pem");
  fs.writeFileSync(certificates, postgres.certificate + redis.certificate);
  const { superuser } = postgres;
  for (const system of ["ahava_healthcare", "med_platform"]) {
    await postgres.query(
      superuser,
      "postgres",
      `CREATE ROLE ${system}_admin LOGIN CREATEROLE CREATEDB`,
      `GRANT pg_signal_backend TO ${system}_admin`,
      `CREATE DATABASE ${system} OWNER ${system}_admin`,
    );
  }
  return {
    postgres,
    redis,
    stores: {
      postgres: { host: postgres.host, port: postgres.port },
      redis: { host: redis.host, port: redis.port },
    },
    cloud: {
      setMasterPassword: async ({ user, password }) => {
        await postgres.query(superuser, "postgres", `ALTER ROLE ${user} PASSWORD '${password}'`);
      },
      setCacheUser: (user, passwords, access) => redis.setUser(user, passwords, access),
    },
    folder,
    vaultFile: path.join(folder, "vault.json"),
    certificates,
    program,
    stop: async () => {
      await Promise.all([postgres.stop(), redis.stop()]);
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Makes the applications' table, as the user that migrates. */
export async function migrate({ postgres }: DrillServers, databases: readonly DatabaseBlueprint[]): Promise<void> {
  for (const { database, logins } of databases) {
    await postgres.query(
      logins.migration,
      database,
      "CREATE TABLE IF NOT EXISTS records (id bigserial PRIMARY KEY, body text NOT NULL, digest text NOT NULL)",
    );
  }
}

/** Whether Postgres lets somebody in; throws when it fails otherwise. */
export async function postgresAccepts({ postgres }: DrillServers, login: Login, database: string): Promise<boolean> {
  try {
    await (await postgres.connect(login, database)).end();
    return true;
  } catch (error) {
    // A wrong password, or a role that may not log in.
    const code = (error as { code?: unknown }).code;
    if (code === "28P01" || code === "28000") return false;
    throw error;
  }
}

/** Whether Redis lets somebody in; throws when it fails otherwise. */
export async function redisAccepts({ redis }: DrillServers, login: Login): Promise<boolean> {
  try {
    (await redis.connect(login.user, login.password)).disconnect();
    return true;
  } catch (error) {
    if (String(error).includes("WRONGPASS")) return false;
    throw error;
  }
}
