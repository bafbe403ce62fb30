import type { Client } from "pg";
import { applyChanges } from "./apply-changes";
import { inWords, notesSessions, sessionsEnded } from "./change";
import { errorCode, messageOf, withConnection } from "./connection";
import type { Server } from "./connection";
import { desiredRoles } from "./desired-roles";
import type { DesiredRoles } from "./desired-roles";
import { parseEvent, usersOf } from "./event";
import type { DatabaseRolesEvent } from "./event";
import { observe } from "./observed-database";
import { readPasswords } from "./password";
import type { Passwords, ReadSecret } from "./password";
import { endSessions } from "./sessions";

/** The dependencies of a run. */
export interface Dependencies {
  readonly readSecret: ReadSecret;
  /** Certificate authorities as PEM that the database's certificate must go back to. */
  readonly certificates: readonly string[];
}

/** The result of a run, without secrets. */
export interface DatabaseRolesResult {
  /** Each change in words; empty when everything was as it must be. */
  readonly changed: readonly string[];
  /** Objects in the schema whose owner the master user is not a member of; they are not changed. */
  readonly leftAlone: readonly string[];
}

/**
 * Gives a database the roles an event asks for: the owner, the application's group and its alternating users, the
 * users of migrations and reports, without rights for other roles. Idempotent: it changes only differences.
 * @throws Error in one sentence or one line for each fault, without any password, when the event is refused, a secret
 * cannot be read, the database cannot be reached, or a change fails; of the roles nothing is changed then.
 */
export async function applyDatabaseRoles(
  input: unknown,
  { readSecret, certificates }: Dependencies,
): Promise<DatabaseRolesResult> {
  const event = parseEvent(input);
  const passwords = await readPasswords(event, readSecret);
  const server = { database: event.database, certificates };
  try {
    const first = await run(event, passwords, server, new Set());
    const drifted = await refusedLogins(event, passwords, server);
    if (drifted.length === 0) return first;
    // A password was changed manually, which only a superuser can see in the catalogue.
    const second = await run(event, passwords, server, new Set(drifted));
    const refused = await refusedLogins(event, passwords, server);
    if (refused.length > 0) throw new Error(`The password that was set is refused for ${refused.join(", ")}.`);
    return { changed: [...first.changed, ...second.changed], leftAlone: second.leftAlone };
  } catch (error) {
    throw new Error(withoutPasswords(messageOf(error), passwords));
  }
}

async function run(
  event: DatabaseRolesEvent,
  passwords: Passwords,
  server: Server,
  renewed: ReadonlySet<string>,
): Promise<DatabaseRolesResult> {
  const desired = desiredRoles(event);
  return withConnection(server, event.master.name, passwords.get(event.master.name) ?? "", async (client) => {
    const { changes, leftAlone } = await applyChanges(client, desired, passwords, renewed);
    // Only now does nobody get in any more, so that a session ended is not followed by another.
    const disabled = desired.roles.filter(({ login }) => !login).map(({ name }) => name);
    const replaced = await noted(client, desired);
    // RDS has set the password of the master user; of its sessions only this one is known to be new.
    const master = event.master.emergency === true ? [event.master.name] : [];
    const ended = await endSessions(client, [...disabled, ...replaced.keys(), ...master]);
    for (const [role, comment] of replaced) await client.query(sessionsEnded(role, comment));
    return { changed: [...changes.map(inWords), ...ended], leftAlone };
  });
}

/** The users whose password was replaced in an emergency, and whose sessions from before are not known to be ended. */
async function noted(client: Client, desired: DesiredRoles): Promise<ReadonlyMap<string, string>> {
  const { roles } = await observe(client, desired);
  return new Map(
    roles.flatMap(({ name, comment }) => (comment !== null && notesSessions(comment) ? [[name, comment]] : [])),
  );
}

/**
 * Tries every password where it will be used, before anything else relies on it; returns the users whose password is
 * refused. A user at its connection limit counts as working.
 */
async function refusedLogins(event: DatabaseRolesEvent, passwords: Passwords, server: Server): Promise<string[]> {
  const refused: string[] = [];
  for (const { name } of usersOf(event)) {
    const password = passwords.get(name);
    if (password === undefined) continue;
    try {
      await withConnection(server, name, password, async (client) => {
        await client.query("SELECT 1");
      });
    } catch (error) {
      const code = errorCode(error);
      if (code === wrongPassword) refused.push(name);
      else if (code !== tooManySessions) throw new Error(`${name} cannot log in: ${messageOf(error)}`);
    }
  }
  return refused;
}

const wrongPassword = "28P01";
const tooManySessions = "53300";

function withoutPasswords(message: string, passwords: Passwords): string {
  let text = message;
  for (const password of passwords.values()) text = text.replaceAll(password, "[password]");
  return text;
}
