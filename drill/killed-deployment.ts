import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { RealPostgres } from "../test/real/postgres";
import type { DatabaseSystem } from "./blueprint";
import type { DeploymentRequest } from "./deployment";
import type { Question } from "./deployment-process";
import type { DrillServers } from "./stage";

/** Where a deployment is killed: at a checkpoint, or while a change of a role waits for a lock, in its transaction. */
export type KillPoint = { readonly at: string } | { readonly changing: string; readonly of: DatabaseSystem };

/**
 * Runs a deployment in a separate process and kills it at that point with SIGKILL.
 * @throws Error when it ends before.
 */
export async function killedDeployment(
  servers: DrillServers,
  request: DeploymentRequest,
  point: KillPoint,
): Promise<void> {
  const { cloud } = servers;
  const postgres = "of" in point ? servers.postgres[point.of] : undefined;
  const child = fork(path.join(__dirname, "deployment-process.ts"), { execArgv: ["--import", "tsx"], stdio: "pipe" });
  let errors = "";
  child.stderr?.on("data", (text: Buffer) => (errors += text.toString()));
  const exit = once(child, "exit") as Promise<[number | null, string | null]>;
  const answer = async (question: Question): Promise<void> => {
    if (question.ask === "checkpoint") {
      if ("at" in point && question.point === point.at) {
        child.kill("SIGKILL");
        return;
      }
    } else {
      await (cloud[question.ask] as (...given: readonly unknown[]) => Promise<void>)(...question.with);
    }
    child.send("go on");
  };
  child.on("message", (question: Question) => {
    answer(question).catch(() => child.kill("SIGTERM"));
  });
  const lock = await postgres?.connect(postgres.superuser, "postgres");
  try {
    if (lock !== undefined && "changing" in point) {
      await lock.query("BEGIN");
      await lock.query("SELECT FROM pg_authid WHERE rolname = $1 FOR UPDATE", [point.changing]);
    }
    child.send(request);
    if (postgres !== undefined) {
      await waitsForLock(postgres, () => child.exitCode !== null);
      child.kill("SIGKILL");
    }
    const [, signal] = await exit;
    if (signal !== "SIGKILL") throw new Error(`The deployment ended before it was killed: ${errors.trim()}`);
  } finally {
    await lock?.end();
  }
}

/** Waits until the roles function waits for a lock. */
async function waitsForLock(postgres: RealPostgres, ended: () => boolean): Promise<void> {
  while (!ended()) {
    const rows = await postgres.query(
      postgres.superuser,
      "postgres",
      "SELECT pid FROM pg_stat_activity WHERE application_name = 'database-roles' AND wait_event_type = 'Lock' AND query LIKE 'ALTER ROLE%'",
    );
    if (rows.length > 0) return;
    await pause(50);
  }
}
