import * as os from "node:os";

/**
 * The variables that a rehearsal takes from the environment of the person: where programs, the home and temporary files
 * are, the language, the terminal, and what Windows needs to start a process. Every other variable may change what the
 * engine or the SDK does (`PULUMI_OPTION_JSON`, `http_proxy`, `NODE_OPTIONS`, `AWS_PROFILE`), and new ones come with
 * every release, so this is a list of what is let in and not of what is kept out.
 */
const inherited = new RegExp(
  `^(${[
    "PATH|HOME|USER|LOGNAME|SHELL|TMPDIR|TMP|TEMP|LANG|LANGUAGE|LC_[A-Z]+|TZ",
    // The mark of a run, by which what it has started is found.
    "CARE_PLATFORM_RUN",
    "TERM|COLORTERM|NO_COLOR|FORCE_COLOR|CLICOLOR|CLICOLOR_FORCE|CI",
    // Libraries of the system in a place of their own, without which Node.js or the engine cannot start.
    "LD_LIBRARY_PATH|DYLD_LIBRARY_PATH|DYLD_FALLBACK_LIBRARY_PATH",
    "USERPROFILE|USERNAME|HOMEDRIVE|HOMEPATH|APPDATA|LOCALAPPDATA|PROGRAMDATA|PROGRAMFILES|SYSTEMROOT|SYSTEMDRIVE",
    "WINDIR|COMSPEC|PATHEXT|NUMBER_OF_PROCESSORS|PROCESSOR_ARCHITECTURE",
  ].join("|")})$`,
  // Windows knows no difference of case: its PATH is called Path.
  "i",
);

/** What `npm run` hands over: its options, and the folder it was called in. */
const ofNpm = /^(npm_|INIT_CWD$)/i;

/** What decides about the engine, the cloud and its credentials; the command of `npm run account` gets ours instead. */
const ofCloud = /^(PULUMI_|AWS_|MONGODB_ATLAS_|GRPC_|CARE_PLATFORM_)/i;

const proxyVariable = /^(https?|grpc|all)_proxy$/i;

/** What is on this machine, in the forms in which programs compare it with the hosts to reach without a proxy. */
const loopback = ["localhost", "127.0.0.1", "::1"];

/** An environment as Node.js takes it; a variable that is `undefined` is left out. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The part of an environment that a rehearsal takes over. */
export function inheritedEnvironment(environment: Environment = process.env): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => {
      const [name, value] = entry;
      return value !== undefined && inherited.test(name);
    }),
  );
}

/**
 * Takes out of this process's environment what a rehearsal does not take over: the program runs in this process, and the
 * libraries read variables of their own (gRPC would dial a proxy to reach the engine on this machine).
 */
export function closeOwnEnvironment(): void {
  for (const name of Object.keys(process.env)) {
    if (!inherited.test(name) && !ofNpm.test(name)) Reflect.deleteProperty(process.env, name);
  }
  try {
    os.homedir();
  } catch {
    // A container may run a user whom the system does not know; libraries look for files of theirs in the home.
    process.env.HOME = os.tmpdir();
  }
}

/** Whether a variable points to a cloud, an account, an engine or a proxy of the person's own. */
export function isForeign(name: string): boolean {
  return ofCloud.test(name) || proxyVariable.test(name);
}

/** Each variable of this process as `undefined`: laid below an environment, it keeps a child from inheriting the rest. */
export function withoutInheritance(): Record<string, undefined> {
  return Object.fromEntries(Object.keys(process.env).map((name) => [name, undefined]));
}

/**
 * The environment of a command that a person runs beside the simulated account: their own, because it may be any program,
 * but without what points elsewhere than to the account.
 */
export function commandEnvironment(given: Environment, engine: Environment): Record<string, string | undefined> {
  const own = Object.fromEntries(Object.entries(given).filter(([name]) => !ofCloud.test(name)));
  return { ...own, ...loopbackWithoutProxy(given), ...engine };
}

/**
 * The variables that keep connections within this machine away from a proxy, where there is one: the person's own list
 * of hosts, without the spaces and empty entries that gRPC would compare literally, and this machine.
 */
export function loopbackWithoutProxy(given: Environment): Record<string, string> {
  if (!Object.keys(given).some((name) => proxyVariable.test(name))) return {};
  const names = ["no_proxy", "NO_PROXY", ...(given.no_grpc_proxy ? ["no_grpc_proxy"] : [])];
  const fallback = given.no_proxy ?? given.NO_PROXY ?? "";
  return Object.fromEntries(
    names.map((name) => {
      const hosts = (given[name] ?? fallback).split(",").map((host) => host.trim());
      return [name, [...new Set([...hosts.filter(Boolean), ...loopback])].join(",")];
    }),
  );
}
