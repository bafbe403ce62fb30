import type { Measurement } from "../outcome";
import type { Probe } from "../probe";
import { Unreachable } from "../reach/unreachable";
import { type Deployed, ofType, regionOf, textOf } from "../state/deployed";
import { type DeployedSubject, stateProbe } from "../state/state-probe";
import { parsedJson } from "../../settings/files/json-text";
import { type ExpectedDatabase, expectedDatabaseFile } from "./expected-database";
import { type DatabaseUsers, databaseUsers } from "./database-users";

/** One row of an answer, as the function gives it. */
export type AnswerRow = Readonly<Record<string, unknown>>;

/** The end of the name of the function that answers. */
const functionName = "-database-questions";

/** The function may be called by its name only, in any account and stage (Lambda, service authorization reference). */
export const questionsResource = "arn:aws:lambda:*:*:function:*-database-questions";

/** What a probe knows of the database that it judges. */
export interface AskedDatabase {
  /** What the application's team expects, and the file that says so. */
  readonly expected: ExpectedDatabase | undefined;
  readonly file: string;
  /** The roles that the stack gives the database, and what it installs. */
  readonly users: DatabaseUsers;
  readonly deployed: Deployed;
}

/** A probe that asks the database one question. */
interface DatabaseProbe extends Pick<Probe, "name" | "file" | "title" | "rows" | "partOf"> {
  readonly question: string;
  readonly wanted: (database: AskedDatabase) => string;
  readonly judge: (rows: readonly AnswerRow[], database: AskedDatabase) => Measurement;
}

/** A probe of the answer to one question; it looks at nothing where the stage has no function that answers. */
export function databaseProbe({ question, wanted, judge, ...probe }: DatabaseProbe): Probe {
  return stateProbe({
    ...probe,
    needs: "database",
    actions: ["lambda:InvokeFunction"],
    resources: [questionsResource],
    look: (subject) => {
      const database = databaseOf(subject);
      const name = functionOf(subject.deployed);
      if (database === undefined || name === undefined) return undefined;
      return {
        address: `${question} of ${name}`,
        wanted: wanted(database),
        measure: async () => judge(await answerTo(question, name, subject.deployed), database),
      };
    },
  });
}

function functionOf({ own }: Deployed): string | undefined {
  return ofType(own, "aws:lambda/function:Function")
    .map((part) => textOf(part, "name"))
    .find((name) => name.endsWith(functionName));
}

function databaseOf({ system, deployed, expectedDatabase }: DeployedSubject): AskedDatabase | undefined {
  const users = databaseUsers(deployed.own);
  return users && { expected: expectedDatabase, file: expectedDatabaseFile(system), users, deployed };
}

/**
 * Asks the function.
 * @throws Unreachable where the caller may not, and with what the function says where it has no answer.
 */
async function answerTo(question: string, name: string, deployed: Deployed): Promise<readonly AnswerRow[]> {
  const [own] = ofType(deployed.own, "aws:lambda/function:Function").filter((part) => textOf(part, "name") === name);
  const { FunctionError, Payload } = await deployed.account.read(
    "lambda",
    (client, sending) =>
      client.invoke({ FunctionName: name, Payload: Buffer.from(JSON.stringify({ question })) }, sending),
    own && regionOf(own, deployed),
  );
  const answer = parsedJson(Buffer.from(Payload ?? []).toString("utf8")) as
    { readonly rows?: unknown; readonly errorMessage?: string } | undefined;
  if (FunctionError !== undefined)
    throw new Unreachable(`${name} has no answer: ${answer?.errorMessage ?? FunctionError}`);
  if (!Array.isArray(answer?.rows)) throw new Unreachable(`${name} answered without rows`);
  return answer.rows as readonly AnswerRow[];
}
