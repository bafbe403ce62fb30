import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import * as fs from "node:fs";
import { setTimeout as nextLook } from "node:timers/promises";
import { ProjectCopy, engineTimeout } from "./project-copy";

// Each process of a rehearsal and of a command with the account is killed in turn, while the engine works on the stage. Whoever
// it is, nothing of the run may go on, and the next run must.

/** What every process of a run inherits, in front of what the run adds to it. */
const marker = "CARE_PLATFORM_RUN";
const copy = new ProjectCopy();
copy.leaveSystem("staging", "med-platform");

afterAll(() => {
  copy.remove();
});

interface Started {
  readonly run: string;
  readonly ended: Promise<{ readonly code: number | null; readonly output: string }>;
}

interface Living {
  readonly pid: number;
  readonly command: string;
}

/** The command through npm, as a person runs it, without the set-up. */
function start(script: "rehearse" | "account", ...args: readonly string[]): Started {
  const run = randomUUID();
  const child = spawn("npm", ["run", script, "--ignore-scripts", "--", ...args], {
    cwd: copy.folder,
    env: { ...process.env, NO_COLOR: "1", [marker]: run },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (output += data.toString()));
  return {
    run,
    ended: new Promise((resolve) => {
      child.on("exit", (code) => {
        resolve({ code, output });
      });
    }),
  };
}

/** What lives of a run, whoever its parents are by now. */
function living(run: string): Living[] {
  return fs.readdirSync("/proc").flatMap((name) => {
    try {
      if (!/^\d+$/.test(name) || !fs.readFileSync(`/proc/${name}/environ`, "utf8").includes(`${marker}=${run}`))
        return [];
      return [{ pid: Number(name), command: fs.readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ") }];
    } catch {
      return [];
    }
  });
}

/** How long a condition is waited for, in milliseconds: half of what a test may take, so that it can say what did not come. */
const patience = 1_800_000;

/** Waits for a condition, at most for {@link patience}. */
async function until<T>(what: string, condition: () => T | undefined | false): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    const value = condition();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > end) throw new Error(`Waited half an hour for this: ${what}.`);
    await nextLook(50);
  }
}

/** The processes of a run by what they are. */
const kinds = {
  npm: /^npm run /,
  node: /cli\/(rehearse|account)\.ts/,
  "the engine": /(^|\/)pulumi (preview|up)/,
  "the language host": /language-host\.ts/,
  "the policy pack": /run-policy-pack/,
  "the guard": /guard\.js/,
} as const;

/** Waits until the run has got so far that the pack serves, and finds one of its processes. */
async function found(run: string, kind: keyof typeof kinds): Promise<Living> {
  await until("the policy pack runs", () => living(run).some(({ command }) => command.includes("run-policy-pack")));
  return until(`${kind} runs`, () =>
    living(run).find(({ command }) => kinds[kind].test(command) && !/^(sh|\/bin\/sh) /.test(command)),
  );
}

async function endsAll({ run, ended }: Started): Promise<{ readonly code: number | null; readonly output: string }> {
  const result = await ended;
  await until(
    `nothing runs any more, but there is ${living(run)
      .map(({ command }) => command)
      .join("; ")}`,
    () => living(run).length === 0,
  );
  return result;
}

const signals: readonly (readonly [keyof typeof kinds, NodeJS.Signals])[] = [
  ["npm", "SIGKILL"],
  ["npm", "SIGTERM"],
  ["node", "SIGKILL"],
  ["node", "SIGTERM"],
  ["node", "SIGINT"],
  ["the engine", "SIGKILL"],
  ["the language host", "SIGKILL"],
  ["the policy pack", "SIGKILL"],
];

it.each(signals)(
  "leaves nothing of a rehearsal behind when %s gets %s",
  async (kind, signal) => {
    const started = start("rehearse", "--keep");
    process.kill((await found(started.run, kind)).pid, signal);
    const { code, output } = await endsAll(started);
    expect(code).not.toBe(0);
    expect(output).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  },
  engineTimeout,
);

it(
  "goes on without its guard",
  async () => {
    const started = start("rehearse", "--preview-only");
    process.kill((await found(started.run, "the guard")).pid, "SIGKILL");
    expect(await endsAll(started)).toMatchObject({ code: 0 });
  },
  engineTimeout,
);

it(
  "goes on from what was there before the run that was killed, with the rehearsal and with the account",
  async () => {
    expect(await endsAll(start("rehearse", "--keep"))).toMatchObject({ code: 0 });
    for (const kind of ["node", "the engine"] as const) {
      // Something to do, so that the killed run has changed the account and not written it down.
      const takeBack = copy.change(
        "components/security/encryption-keys.ts",
        "args.deletionWindowDays ?? 30",
        "args.deletionWindowDays ?? 29",
      );
      const killed = start(
        "account",
        "--stage",
        "staging",
        "pulumi",
        "up",
        "--yes",
        "--skip-preview",
        "--policy-pack",
        "policy",
      );
      process.kill((await found(killed.run, kind)).pid, "SIGKILL");
      await endsAll(killed);
      takeBack();
      const { code, output } = await endsAll(start("rehearse", "--from-kept", "--keep"));
      expect(output).toContain("restored to their state before it");
      expect(code).toBe(0);
    }
    const again = await endsAll(start("account", "--stage", "staging", "pulumi", "up", "--yes", "--skip-preview"));
    expect(again.code).toBe(0);
  },
  engineTimeout,
);
