import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { answerQuestion } from "../../functions/database-questions/answer";
import { questionNames } from "../../functions/database-questions/questions";
import { type ExpectedDatabase, expectedDatabase, expectedDatabaseFile } from "../../verify/database/expected-database";
import { databaseProbes } from "../../verify/database/index";
import { judgeConnections, judgeExtensions, judgeReplication, judgeSessions } from "../../verify/database/server";
import { judgeMigrations } from "../../verify/database/structure";
import { type Measurement, unknown } from "../../verify/outcome";
import { verifications } from "../../verify/proofs";
import type { Reach } from "../../verify/reach/reach";
import { Unreachable } from "../../verify/reach/unreachable";
import { type Result, resultOf, rowResults } from "../../verify/result";
import { Account } from "../../verify/state/account";
import type { DeployedPart } from "../../verify/state/deployed";
import { Clinic } from "../functions/clinic";
import { describeWithPostgres } from "../real/describe-with-postgres";
import { referenceAccount } from "../reference/account/good-account";
import { startAccount } from "../reference/account/reference-account";
import { badDatabases, expected, schema } from "./bad-databases";
import { faceOf } from "./verified-reference";

const place = {
  accountId: referenceAccount,
  region: "af-south-1",
  credentials: { accessKeyId: "AKIDREFERENCE", secretAccessKey: "reference" },
};
const identified = { "sts:GetCallerIdentity": () => ({ output: { Account: referenceAccount } }) };
const subjectBesides = {
  system: "med-platform",
  face: faceOf("med-platform"),
  secretOf: () => undefined,
  identity: "verify-database",
  now: () => new Date(),
};

/** Nothing is looked at from outside. */
const noReach = undefined as unknown as Reach;

/** As a run has it of what could not be measured. */
function unanswered(error: unknown): Measurement {
  if (error instanceof Unreachable) return unknown(error.message);
  throw error;
}

/** What the state of the stack has of a database: the event of its users, and the function that answers. */
function partsOf(clinic: Clinic): readonly DeployedPart[] {
  const input = JSON.stringify(clinic.event({ versions: { app_b: null } }));
  return [
    { type: "aws:lambda/invocation:Invocation", properties: { input } },
    { type: "aws:lambda/function:Function", properties: { name: "staging-med-platform-database-questions" } },
  ];
}

/** A database of a system as the stack gives it its users, with the tables of a release. */
describeWithPostgres("questions to a real Postgres", (postgres) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await Clinic.open(postgres(), "med_platform");
    await clinic.run({ versions: { app_b: null } });
    await clinic.as("migration", ...schema);
    await clinic.as(postgres().superuser, "ALTER DATABASE med_platform SET rds.force_ssl = '1'");
  });

  /** The function as Lambda runs it, on this server. Its superuser has no counterpart on RDS, and is left out. */
  const answered = async (payload: unknown) => {
    const { host, port, certificate, superuser } = postgres();
    try {
      const { rows, question } = await answerQuestion(payload, {
        database: { host, port, name: clinic.name, user: clinic.user("verifier") },
        readPassword: () => Promise.resolve(clinic.login("verifier").password),
        certificates: [certificate],
      });
      return { output: { question, rows: rows.filter(({ name }) => name !== superuser.user) } };
    } catch (error) {
      const output = { errorType: "Error", errorMessage: (error as Error).message };
      return { output, headers: { "x-amz-function-error": "Unhandled" } };
    }
  };

  /** Asks every question as a run does, through AWS's protocol. */
  const verified = async (expectedDatabase: ExpectedDatabase = expected): Promise<readonly Result[]> => {
    const running = await startAccount({ ...identified, "lambda:Invoke": ({ input }) => answered(input.Payload) }, {});
    const account = new Account({ ...place, endpoint: running.endpoint, signal: new AbortController().signal });
    const deployed = { own: partsOf(clinic), shared: [], account };
    const subject = { ...subjectBesides, expectedDatabase, deployed };
    const results: Result[] = [];
    try {
      for (const probe of databaseProbes)
        for (const check of probe.checks(subject)) {
          const { name, rows, partOf = [] } = probe;
          const { address, wanted } = check;
          const about = { probe: name, address, wanted, rows, partOf, at: "" };
          results.push(resultOf(subject, about, await check.run(noReach).catch(unanswered)));
        }
    } finally {
      await running.close();
    }
    return results;
  };

  it("passes every probe of the database, but what nobody answers", async () => {
    const session = await clinic.session("app_a");
    const results = await verified();
    await session.end();
    expect(unpassed(results)).toEqual([]);
    expect(results).toHaveLength(databaseProbes.length);
  });

  it.each(badDatabases)("$name fails exactly its rows", async ({ as, statements, undo, probes, rows }) => {
    const who = as === "superuser" ? postgres().superuser : as;
    const session = await clinic.session("app_a");
    await clinic.as(who, ...statements);
    try {
      const results = await verified();
      expect(unpassed(results).map(({ probe, verdict }) => [probe, verdict])).toEqual(
        probes.map((probe) => [probe, "failed"]),
      );
      const failed = rowResults(results).filter(({ verdict }) => verdict === "failed");
      expect(failed.map(({ row }) => row).sort()).toEqual([...rows].sort());
    } finally {
      await clinic.as(who, ...undo);
      await session.end();
    }
  });

  it("is unknown of what the application's team says nothing, and shows what was found", async () => {
    const session = await clinic.session("app_a");
    const results = await verified({ ...expected, migrations: [], tables: {}, indexes: [] });
    await session.end();
    const notCompared = results.filter(({ verdict }) => verdict === "unknown");
    expect(notCompared.map(({ probe, measured }) => [probe, measured])).toEqual([
      [
        "migrations-applied",
        "2 applied, the last 002_visits; stacks/med-platform/database.yaml lists none to compare with",
      ],
      ["tables-created", "2 tables; stacks/med-platform/database.yaml lists none to compare with"],
      [
        "schema-as-released",
        "2 tables with their columns; stacks/med-platform/database.yaml lists none to compare with",
      ],
      ["indexes-exist", "3 indexes, all usable; stacks/med-platform/database.yaml lists none to compare with"],
    ]);
  });

  it("is unknown where the function has no answer, and says why", async () => {
    await clinic.as(postgres().superuser, "ALTER ROLE med_platform_verifier NOLOGIN");
    const results = await verified();
    await clinic.as(postgres().superuser, "ALTER ROLE med_platform_verifier LOGIN");
    expect([...new Set(results.map(({ verdict }) => verdict))]).toEqual(["unknown"]);
    expect(results[0]?.measured).toBe(
      'staging-med-platform-database-questions has no answer: migrations: role "med_platform_verifier" is not permitted to log in (28000)',
    );
  });
});

it("asks questions that the function knows, and the rows that they settle fail in the tests above", () => {
  const asked = databaseProbes.map(({ name, title }) => ({ name, title }));
  expect(new Set(asked.map(({ name }) => name)).size).toBe(asked.length);
  const settled = [...verifications].filter(([, { test }]) => test.file === "test/verify/database.test.ts");
  const failing = badDatabases.flatMap(({ rows }) => rows);
  // The same judgement settles it for ahava-healthcare.
  expect(settled.map(([id]) => id).filter((id) => !failing.includes(id))).toEqual(["AH-DB-02"]);
  expect(settled).toHaveLength(8);
});

describe("judgements of what a healthy server does not show", () => {
  const verdict = ({ verdict: word, measured }: Measurement) => `${word}: ${measured}`;

  it("of sessions: without TLS, or with an old version, is failed; none is unknown", () => {
    const session = (tls: string) => ({ user: "app", tls, sessions: 2 });
    expect(verdict(judgeSessions([session("TLSv1.2"), session("TLSv1.3")]))).toBe(
      "passed: 4 sessions, TLSv1.2, TLSv1.3",
    );
    for (const tls of ["none", "TLSv1", "TLSv1.1"])
      expect(verdict(judgeSessions([session("TLSv1.3"), session(tls)]))).toBe(
        `failed: 2 sessions of app with TLS ${tls}`,
      );
    expect(judgeSessions([]).verdict).toBe("unknown");
  });

  it("of replicas: one that is missing, that catches up, or that is late", () => {
    const replica = (state: string, lagSeconds: number | null) => ({ replica: "r1", state, lagSeconds });
    expect(verdict(judgeReplication([replica("streaming", null)], 1))).toBe("passed: 1 replicas follow");
    expect(verdict(judgeReplication([], 0))).toBe("passed: the stack has no replica");
    expect(verdict(judgeReplication([], 1))).toBe("failed: 0 of 1 replicas follow the primary");
    expect(verdict(judgeReplication([replica("catchup", 5)], 1))).toBe("failed: 0 of 1 replicas follow the primary");
    expect(verdict(judgeReplication([replica("streaming", 61.2)], 1))).toBe("failed: r1 is 61 s behind");
  });

  it("of connections: more than 80 % is failed", () => {
    expect(judgeConnections([{ sessions: 80, limit: 100 }]).verdict).toBe("passed");
    expect(verdict(judgeConnections([{ sessions: 81, limit: 100 }]))).toBe("failed: 81 of 100 connections");
    expect(judgeConnections([]).verdict).toBe("unknown");
  });

  it("of extensions: one of the settings that is not installed", () => {
    const users = { master: "m", reporting: "r", logins: [], extensions: ["citext"] };
    expect(judgeExtensions([{ name: "citext" }], { users }).verdict).toBe("passed");
    expect(verdict(judgeExtensions([{ name: "plpgsql" }], { users }))).toBe("failed: citext is not installed");
  });

  it("of golang-migrate: another version than the newest of the release, and none", () => {
    const release = {
      expected: { ...expected, tool: "golang-migrate" as const, migrations: ["1_a.up.sql", "000012_b.up.sql"] },
    };
    const judge = (name: string, state = "applied") =>
      judgeMigrations([{ name, state }], { ...release, file: "database.yaml" });
    expect(judge("12").verdict).toBe("passed");
    expect(verdict(judge("11"))).toBe("failed: version 11 and not 12");
    expect(judge("12", "failed").verdict).toBe("failed");
    expect(verdict(judgeMigrations([], { ...release, file: "database.yaml" }))).toBe(
      "failed: the migration tool has recorded none",
    );
  });
});

describe("the file of what is expected", () => {
  const read = (text: string) => {
    const root = fs.mkdtempSync(path.join(os.tmpdir(), "expected-database-"));
    try {
      const file = path.join(root, expectedDatabaseFile("med-platform"));
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
      return expectedDatabase(root, "med-platform");
    } finally {
      fs.rmSync(root, { recursive: true });
    }
  };

  it("of each system can be used, and a system without Postgres has none", () => {
    const root = path.resolve(__dirname, "../..");
    expect(expectedDatabase(root, "med-platform")).toEqual({
      tool: "golang-migrate",
      migrations: [],
      tables: {},
      indexes: [],
    });
    expect(expectedDatabase(root, "ahava-healthcare")?.tool).toBe("prisma");
    expect(expectedDatabase(root, "doctor-system")).toBeUndefined();
  });

  it("is refused with every fault at once", () => {
    expect(() => read("tool: flyway\nindexes: [{ table: t, columns: [] }]\nrows: 1\n")).toThrow(
      /database\.yaml cannot be used\.\n {2}tool: .+\n {2}indexes\.0\.columns: .+\n {2}the file: .+rows/,
    );
    expect(() => read("tool: [")).toThrow(/cannot be used/);
  });
});

function unpassed(results: readonly Result[]): readonly Result[] {
  return results.filter(({ verdict }) => verdict !== "passed");
}

it("has no question in the function that nobody asks", () => {
  const text = ["structure", "rights", "server"]
    .map((file) => fs.readFileSync(path.resolve(__dirname, `../../verify/database/${file}.ts`), "utf8"))
    .join();
  const asked = [...text.matchAll(/question: "(\w+)"/g)].map(([, question]) => question);
  expect([...new Set(asked)].sort()).toEqual([...questionNames].sort());
});
