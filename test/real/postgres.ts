import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { selfSignedCertificate } from "./certificate";
import { freePort } from "./free-port";
import { postgresMissing, postgresProgram } from "./postgres-program";
import type { PostgresProgram } from "./postgres-program";

/** A user and the password it logs in with. */
export interface Login {
  readonly user: string;
  readonly password: string;
}

/** A Postgres server of its own, reached over TLS only; it writes every statement into its log. */
export interface RealPostgres {
  readonly host: string;
  readonly port: number;
  /** The certificate to trust, as PEM. */
  readonly certificate: string;
  /** The user that may do everything, as no user of RDS may. */
  readonly superuser: Login;
  /** Everything the server has logged so far. */
  log(): string;
  /** A connection that is open; whoever asks for it closes it. */
  connect(login: Login, database: string): Promise<Client>;
  /** Runs statements on a connection of their own and gives the rows of the last one. */
  query<Row>(login: Login, database: string, ...statements: readonly string[]): Promise<Row[]>;
  /** Ends the server and removes all it has written. */
  stop(): Promise<void>;
}

const host = "localhost";
const superuser: Login = { user: "postgres", password: "password-of-the-superuser" };

/** Makes an empty server in a temporary folder and starts it on a free port of this machine; takes 2 to 4 seconds. */
export async function startPostgres(): Promise<RealPostgres> {
  const missing = postgresMissing();
  if (missing !== undefined) throw new Error(missing);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "real-postgres-"));
  const program = postgresProgram(folder);
  const { certificate, privateKey } = selfSignedCertificate(host);
  const data = initialise(program, folder);
  writeOwned(program, path.join(data, "server.crt"), certificate);
  writeOwned(program, path.join(data, "server.key"), privateKey);
  // Only local connections, only over TLS, only with a SCRAM password, as on RDS.
  writeOwned(program, path.join(data, "pg_hba.conf"), "hostssl all all 127.0.0.1/32 scram-sha-256\n");
  const port = await freePort();
  const logFile = path.join(folder, "server.log");
  const server = launch(program, data, port, logFile);
  const connect = (login: Login, database: string) => open({ ...login, database, port, certificate });
  const log = () => fs.readFileSync(logFile, "utf8");
  await ready(server, connect, log);
  return {
    host,
    port,
    certificate,
    superuser,
    log,
    connect,
    query: async <Row>(login: Login, database: string, ...statements: readonly string[]) => {
      const client = await connect(login, database);
      try {
        let rows: Row[] = [];
        for (const statement of statements) ({ rows } = (await client.query(statement)) as unknown as { rows: Row[] });
        return rows;
      } finally {
        await client.end();
      }
    },
    stop: async () => {
      if (server.exitCode === null && server.signalCode === null) {
        // An interrupt is Postgres's fast shutdown: it ends every session.
        server.kill("SIGINT");
        await once(server, "exit");
      }
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Makes the data folder; returns it. */
function initialise(program: PostgresProgram, folder: string): string {
  if (program.user) fs.chownSync(folder, program.user.uid, program.user.gid);
  const passwordFile = path.join(folder, "password");
  writeOwned(program, passwordFile, superuser.password);
  const data = path.join(folder, "data");
  const { status, stderr } = spawnSync(
    path.join(program.folder, "bin", "initdb"),
    ["-D", data, "-U", superuser.user, "-A", "scram-sha-256", `--pwfile=${passwordFile}`]
      .concat(["--encoding=UTF8", "--locale=C", "--no-sync"])
      .map(String),
    { ...program.user, cwd: folder, encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`initdb failed: ${stderr}`);
  fs.rmSync(passwordFile);
  return data;
}

function launch(program: PostgresProgram, data: string, port: number, logFile: string): ChildProcess {
  const settings = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    ssl: "on",
    log_statement: "all",
    log_connections: "on",
    // The data need not survive a power failure.
    fsync: "off",
    max_connections: 50,
  };
  const log = fs.openSync(logFile, "w");
  const server = spawn(
    path.join(program.folder, "bin", "postgres"),
    ["-D", data, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    { ...program.user, cwd: data, stdio: ["ignore", log, log] },
  );
  fs.closeSync(log);
  const kill = () => server.kill("SIGQUIT");
  process.once("exit", kill);
  server.once("exit", () => process.removeListener("exit", kill));
  return server;
}

async function ready(server: ChildProcess, connect: RealPostgres["connect"], log: () => string): Promise<void> {
  while (server.exitCode === null && server.signalCode === null) {
    try {
      const client = await connect(superuser, "postgres");
      await client.end();
      return;
    } catch {
      await pause(100);
    }
  }
  server.kill("SIGQUIT");
  throw new Error(`Postgres did not start:\n${log()}`);
}

async function open(args: Login & { database: string; port: number; certificate: string }): Promise<Client> {
  const { certificate, ...connection } = args;
  const client = new Client({ ...connection, host, ssl: { ca: certificate } });
  // A session that the server ends emits an error, which nobody listening would turn into a crash.
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

function writeOwned({ user }: PostgresProgram, file: string, content: string): void {
  fs.writeFileSync(file, content, { mode: 0o600 });
  if (user) fs.chownSync(file, user.uid, user.gid);
}
