import { z } from "zod";
import { messageOf, withConnection } from "../database-roles/connection";
import { passwordIn } from "../database-roles/password";
import { type AnswerRow, type Question, questionNames, questions } from "./questions";

/** The database that is asked, and as whom. */
export interface AskedDatabase {
  readonly host: string;
  readonly port: number;
  readonly name: string;
  /** The user of verifications. */
  readonly user: string;
}

/** The dependencies of an answer. */
export interface Dependencies {
  readonly database: AskedDatabase;
  /** Reads the secret with the user's password. */
  readonly readPassword: () => Promise<string>;
  /** Certificate authorities as PEM that the database's certificate must go back to. */
  readonly certificates: readonly string[];
}

/** What the function answers. */
export interface Answer {
  readonly question: Question;
  readonly rows: readonly AnswerRow[];
}

/** Rows that an answer has at most, so that it stays below the 6 MB of Lambda's response (Lambda quotas); more is refused. */
const mostRows = 5_000;

const eventSchema = z.strictObject({ question: z.enum(questionNames) });

/**
 * Answers one question about a database: the event has its name and nothing else.
 * @throws Error in one sentence, without the password, for an event that is no question, and when the database cannot be asked.
 */
export async function answerQuestion(
  input: unknown,
  { database, readPassword, certificates }: Dependencies,
): Promise<Answer> {
  const { data, error } = eventSchema.safeParse(input);
  if (error !== undefined)
    throw new Error(`The event must be {"question": …} and nothing else, one of: ${questionNames.join(", ")}.`);
  const { question } = data;
  const { user } = database;
  const password = passwordIn(await readPassword(), user);
  try {
    const rows = await withConnection(
      { database, certificates, application: "database-questions" },
      user,
      password,
      async (client) => {
        await client.query("BEGIN READ ONLY");
        return (await client.query<AnswerRow>(questions[question])).rows;
      },
    );
    if (rows.length > mostRows) throw new Error(`${rows.length} rows are more than the ${mostRows} of an answer`);
    return { question, rows };
  } catch (failure) {
    throw new Error(`${question}: ${messageOf(failure).replaceAll(password, "[password]")}`);
  }
}
