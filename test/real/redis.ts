import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Redis } from "ioredis";
import { selfSignedCertificate } from "./certificate";
import { freePort } from "./free-port";

/** A Redis server of its own, reached over TLS only, in which nobody may log in but whom a test makes. */
export interface RealRedis {
  readonly host: string;
  readonly port: number;
  /** The certificate to trust, as PEM. */
  readonly certificate: string;
  /**
   * Gives the application's user exactly these passwords and what it may do, as ElastiCache does with a user of one or two
   * passwords, and ends the sessions of nobody.
   */
  setUser(username: string, passwords: readonly string[], access: string): Promise<void>;
  /** Ends the sessions of a user. */
  endSessions(username: string): Promise<void>;
  /** A connection that is open; whoever asks for it closes it. */
  connect(username: string, password: string): Promise<Redis>;
  /** Ends the server and removes all it has written. */
  stop(): Promise<void>;
}

const host = "localhost";
const administrator = { username: "administrator", password: "password-of-the-administrator" };

/** The oldest version that is like ElastiCache's: users with passwords of their own, and TLS. */
const leastMajor = 7;

/** Why no real server can be started here; undefined when one can. */
export function redisMissing(): string | undefined {
  const { error, stdout } = spawnSync("redis-server", ["--version"], { encoding: "utf8" });
  if (error !== undefined) return "redis-server is not on the PATH";
  const major = Number(/v=(\d+)\./.exec(stdout)?.[1] ?? 0);
  return major >= leastMajor ? undefined : `redis-server is of version ${major}, and ${leastMajor} is needed`;
}

/** Starts an empty server in a temporary folder on a free port of this machine. */
export async function startRedis(): Promise<RealRedis> {
  const missing = redisMissing();
  if (missing !== undefined) throw new Error(missing);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "real-redis-"));
  const { certificate, privateKey } = selfSignedCertificate(host);
  const port = await freePort();
  const server = launch(folder, port, certificate, privateKey);
  const connect = (username: string, password: string) => open({ username, password, port, certificate });
  const administers = await ready(server, connect, () => fs.readFileSync(path.join(folder, "server.log"), "utf8"));
  return {
    host,
    port,
    certificate,
    connect,
    setUser: async (username, passwords, access) => {
      await administers.call(
        "ACL",
        "SETUSER",
        username,
        "reset",
        ...passwords.map((one) => `>${one}`),
        ...access.split(" "),
      );
    },
    endSessions: async (username) => {
      await administers.call("CLIENT", "KILL", "USER", username);
    },
    stop: async () => {
      administers.disconnect();
      if (server.exitCode === null && server.signalCode === null) {
        server.kill("SIGTERM");
        await once(server, "exit");
      }
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

function launch(folder: string, port: number, certificate: string, privateKey: string): ChildProcess {
  const write = (name: string, content: string): string => {
    const file = path.join(folder, name);
    fs.writeFileSync(file, content, { mode: 0o600 });
    return file;
  };
  const configuration = [
    "bind 127.0.0.1",
    "port 0",
    `tls-port ${port}`,
    `tls-cert-file ${write("server.crt", certificate)}`,
    `tls-key-file ${write("server.key", privateKey)}`,
    "tls-auth-clients no",
    `dir ${folder}`,
    'save ""',
    "appendonly no",
    // As the parameter group of the stage has it.
    "maxmemory 64mb",
    "maxmemory-policy noeviction",
    "user default off resetchannels -@all",
    `user ${administrator.username} on >${administrator.password} ~* &* +@all`,
  ];
  const log = fs.openSync(path.join(folder, "server.log"), "w");
  const server = spawn("redis-server", [write("redis.conf", `${configuration.join("\n")}\n`)], {
    stdio: ["ignore", log, log],
  });
  fs.closeSync(log);
  const kill = () => server.kill("SIGKILL");
  process.once("exit", kill);
  server.once("exit", () => process.removeListener("exit", kill));
  return server;
}

async function ready(server: ChildProcess, connect: RealRedis["connect"], log: () => string): Promise<Redis> {
  while (server.exitCode === null && server.signalCode === null) {
    try {
      return await connect(administrator.username, administrator.password);
    } catch {
      await pause(100);
    }
  }
  server.kill("SIGKILL");
  throw new Error(`Redis did not start:\n${log()}`);
}

async function open(args: { username: string; password: string; port: number; certificate: string }): Promise<Redis> {
  const { certificate, ...login } = args;
  const client = new Redis({
    ...login,
    host,
    tls: { ca: certificate },
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let reason: unknown;
  // A session that the server ends emits an error, which nobody listening would print.
  client.on("error", (error: unknown) => {
    reason = error;
  });
  try {
    await client.connect();
    await client.ping();
    return client;
  } catch (error) {
    client.disconnect();
    throw reason ?? error;
  }
}
