import type { Client } from "pg";
import { messageOf } from "./connection";

/** Milliseconds a session is given to end. */
const patience = 5000;

/**
 * Ends every session of these users but this one; returns in words what was ended.
 * @throws Error when the master user may not end them, which takes the role `pg_signal_backend`.
 */
export async function endSessions(client: Client, users: readonly string[]): Promise<string[]> {
  try {
    const { rows } = await client.query<{ user: string; ended: number }>(
      `SELECT usename AS "user", count(*)::integer AS ended
       FROM pg_stat_activity, LATERAL pg_terminate_backend(pid, $2)
       WHERE usename = ANY ($1) AND pid <> pg_backend_pid() GROUP BY usename ORDER BY usename`,
      [users, patience],
    );
    return rows.map(({ user, ended }) => `${user}: ${ended} ${ended === 1 ? "session" : "sessions"} ended`);
  } catch (error) {
    throw new Error(`The old passwords are replaced, but their sessions continue: ${messageOf(error)}`);
  }
}
