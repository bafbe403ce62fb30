import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { describeWith } from "./describe-with";
import { startPostgres } from "./postgres";
import type { Login, RealPostgres } from "./postgres";
import { postgresMissing } from "./postgres-program";

/** How a program ended. */
export interface Ended {
  /** The exit code; null when a signal ended it. */
  readonly code: number | null;
  /** All it wrote. */
  readonly output: string;
}

/** Why no `psql` can be run here; undefined when one can. */
function psqlMissing(): string | undefined {
  const { status } = spawnSync("psql", ["--version"]);
  return status === 0 ? postgresMissing() : "psql (the package postgresql-client) is not installed";
}

/** The `describe` of tests that need a real Postgres and psql. */
export function describeWithPsql(title: string, tests: (postgres: () => RealPostgres) => void): void {
  describeWith(title, { missing: psqlMissing(), start: startPostgres }, tests);
}

/**
 * Runs a program as a container would: the entry point with the command behind it, in an environment that has the
 * connection and nothing else of this process but the way to programs.
 */
export function runAsContainer(
  postgres: RealPostgres,
  { entryPoint, command, environment }: Contained,
): { readonly ended: Promise<Ended> } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "psql-"));
  const certificate = path.join(folder, "ca.pem");
  fs.writeFileSync(certificate, postgres.certificate);
  const [program = "", ...fixed] = entryPoint;
  const child = spawn(program, [...fixed, ...command], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...environment, PGSSLROOTCERT: certificate },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (output += data.toString()));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      fs.rmSync(folder, { recursive: true, force: true });
      resolve({ code, output });
    });
  });
  return { ended };
}

/** What a container runs. */
export interface Contained {
  readonly entryPoint: readonly string[];
  readonly command: readonly string[];
  /** The environment of the task definition, and its secrets; the file of certificates is the server's own. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The environment by which psql finds a test server's database, as the SQL task's definition has it. */
export function psqlEnvironment(postgres: RealPostgres, database: string, { user, password }: Login) {
  return {
    PGHOST: postgres.host,
    PGPORT: String(postgres.port),
    PGDATABASE: database,
    PGUSER: user,
    PGPASSWORD: password,
    PGSSLMODE: "verify-full",
    PGCONNECT_TIMEOUT: "10",
    PGAPPNAME: "sql-task",
  };
}
