import type { Client } from "pg";
import { inWords, statementsOf } from "./change";
import type { Change } from "./change";
import { messageOf } from "./connection";
import type { DesiredRoles } from "./desired-roles";
import { observe } from "./observed-database";
import type { Passwords } from "./password";
import { planChanges } from "./plan";
import type { Plan } from "./plan";
import { scramVerifier } from "./scram-verifier";

/**
 * Applies the changes to a database in one transaction. Another run waits until this one is
 * done and then sees its changes. Before the commit, the database is checked again: a statement that
 * only caused a warning, such as for a privilege granted by another role, fails the run.
 * @throws Error naming the change that failed, or the changes that had no effect.
 */
export async function applyChanges(
  client: Client,
  desired: DesiredRoles,
  passwords: Passwords,
  renewed: ReadonlySet<string>,
): Promise<Plan> {
  await client.query("BEGIN");
  try {
    await beAlone(client);
    const plan = planChanges(desired, await observe(client, desired), renewed);
    const verifiers = verifiersFor(plan.changes, passwords);
    for (const change of plan.changes) await apply(client, change, verifiers);
    const { changes: ineffective } = planChanges(desired, await observe(client, desired));
    if (ineffective.length > 0) throw new Error(`Without effect: ${ineffective.map(inWords).join("; ")}`);
    await client.query("COMMIT");
    return plan;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

/**
 * Waits for other runs, a minute at most. Afterwards no lock is waited for longer than ten seconds, because a waiting statement
 * blocks all later ones on the table. Names are looked up in `pg_catalog` only, so that nothing in `public`
 * can take the place of what is called here (CVE-2018-1058).
 */
async function beAlone(client: Client): Promise<void> {
  await client.query("SET LOCAL search_path TO pg_catalog");
  await client.query("SET LOCAL lock_timeout TO '60s'");
  await client.query("SELECT pg_advisory_xact_lock(hashtext('care-platform database roles'))");
  await client.query("SET LOCAL lock_timeout TO '10s'");
  await client.query("SET LOCAL statement_timeout TO '30s'");
}

function verifiersFor(changes: readonly Change[], passwords: Passwords): Map<string, string> {
  return new Map(
    changes
      .filter((change) => change.kind === "set-password" && change.version !== null)
      .flatMap((change) => {
        const role = "role" in change ? change.role : "";
        const password = passwords.get(role);
        return password === undefined ? [] : [[role, scramVerifier(password)] as const];
      }),
  );
}

async function apply(client: Client, change: Change, verifiers: ReadonlyMap<string, string>): Promise<void> {
  for (const statement of statementsOf(change, verifiers)) {
    try {
      await client.query(statement);
    } catch (error) {
      throw new Error(`"${inWords(change)}" failed, and nothing was changed: ${messageOf(error)}`);
    }
  }
}
