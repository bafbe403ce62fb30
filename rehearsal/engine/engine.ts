import * as fs from "node:fs";
import * as path from "node:path";
import { ExpectedError } from "../../settings/faults/expected-error";
import { inheritedEnvironment } from "./environment";

/** The Pulumi engine that the set-up found or brought. */
export interface Engine {
  readonly path: string;
  readonly version: string;
  /** Where it came from: "PATH", "official release" or "Go module". */
  readonly source: string;
}

/** The checkout's top folder. */
export const projectRoot = path.resolve(__dirname, "..", "..");

/** The set-up has not brought an engine. */
export class EngineMissing extends ExpectedError {}

/** The engine as the set-up noted it. Throws {@link EngineMissing} when the set-up has not run. */
export function locateEngine(): Engine {
  const record = path.join(projectRoot, "node_modules", ".cache", "care-platform", "engine.json");
  if (!fs.existsSync(record)) {
    throw new EngineMissing(
      "The engine is not set up yet: run this through npm (npm run rehearse, npm test), which sets it up.",
    );
  }
  return JSON.parse(fs.readFileSync(record, "utf8")) as Engine;
}

/** What a run of the engine against the simulated account needs to know. */
export interface EngineRun {
  readonly engine: Engine;
  /** The folder of the run: state, home and the account's file live below it. */
  readonly folder: string;
  /** `PULUMI_DEBUG_PROVIDERS` of the account. */
  readonly debugProviders: string;
}

/** The passphrase of a rehearsal's state; it guards stand-ins and generated values that die with the rehearsal. */
export const passphrase = "rehearsal";

/**
 * The whole environment in which the engine sees the simulated account and nothing else: no network, no proxy, no plugins
 * of its own finding, no credentials and no options of the person at the terminal.
 */
export function engineEnvironment({ engine, folder, debugProviders }: EngineRun): Record<string, string> {
  const state = path.join(folder, "state");
  const home = path.join(folder, "home");
  fs.mkdirSync(state, { recursive: true });
  withoutLog(home);
  return {
    // A container may run a user whom the system does not know, and Go then asks these two.
    HOME: home,
    USER: "rehearsal",
    ...inheritedEnvironment(),
    PATH: [path.dirname(engine.path), process.env.PATH ?? "", languageHosts(engine)]
      .filter(Boolean)
      .join(path.delimiter),
    PULUMI_HOME: home,
    // Without the sidecar files that a killed run may leave empty, after which the engine refuses the whole state.
    PULUMI_BACKEND_URL: `file://${state}?metadata=skip`,
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    PULUMI_DEBUG_PROVIDERS: debugProviders,
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
    PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK: "true",
    CARE_PLATFORM_POLICY_STRICT: "1",
    AWS_ACCESS_KEY_ID: "rehearsal",
    AWS_SECRET_ACCESS_KEY: "rehearsal",
    AWS_SESSION_TOKEN: "",
    AWS_PROFILE: "",
    MONGODB_ATLAS_PUBLIC_KEY: "rehearsal",
    MONGODB_ATLAS_PRIVATE_KEY: "rehearsal",
  };
}

/**
 * Keeps the engine from logging every message of every level into its home, which takes two fifths of its processor time.
 * It has no option for that: `StartLogging` (pkg/logging of pulumi/pulumi) makes the folder `logs`, and logs nothing where that fails.
 */
function withoutLog(home: string): void {
  fs.mkdirSync(home, { recursive: true });
  const logs = path.join(home, "logs");
  fs.rmSync(logs, { recursive: true, force: true });
  fs.writeFileSync(logs, "");
}

/** What whoever takes the pack's findings apart adds: each open question by itself, where a terminal gets their number. */
export const everyOpenQuestion: Readonly<Record<string, string>> = { CARE_PLATFORM_POLICY_UNDECIDED: "each" };

/**
 * What a rehearsal adds: the engine writes the state once at the end of a command, not after each resource. Two thirds of
 * its time go into those writes, and a state that is lost in a crash is of no use to a rehearsal, which begins anew.
 */
export const withoutCheckpoints: Readonly<Record<string, string>> = {
  // The engine honours the second only beside the first (sdk/go/common/env of pulumi/pulumi).
  PULUMI_EXPERIMENTAL: "true",
  PULUMI_SKIP_CHECKPOINTS: "true",
};

/** The languages whose programs the engine can start. */
export function languages(engine: Engine): readonly string[] {
  const prefix = "pulumi-language-";
  const beside = fs.readdirSync(path.dirname(engine.path)).flatMap((file) => {
    const name = path.parse(file).name;
    return name.startsWith(prefix) ? [name.slice(prefix.length)] : [];
  });
  return [...new Set(["nodejs", ...beside])].sort();
}

/** The folder of our own language host, for an engine that comes without one; the official release brings its own. */
export function languageHosts(engine: Engine): string {
  const own = path.join(path.dirname(engine.path), "pulumi-language-nodejs");
  return fs.existsSync(own) ? "" : path.join(projectRoot, "rehearsal", "engine", "bin");
}
