import { randomUUID } from "node:crypto";
import { ciphertextsOfKeyrings } from "./ciphertexts";
import { required } from "./environment";
import { Jobs } from "./jobs";
import type { Numbered, Operation, Token, Work, WorkResult } from "./protocol";
import { plainTexts, Rows } from "./rows";
import { checkWebhook, type Tokens, tokensOfFlatNames, tokensOfKeyring, tokensOfKeySet } from "./tokens";

/** A task of one of the systems; its parts depend on the system. */
interface Application {
  readonly tokens: Tokens;
  readonly rows?: Rows;
  readonly jobs?: Jobs;
  readonly ciphertexts?: ReturnType<typeof ciphertextsOfKeyrings>;
  readonly webhook?: typeof checkWebhook;
}

async function start(system: string): Promise<Application> {
  switch (system) {
    case "doctor-system":
      return { tokens: await tokensOfFlatNames(), webhook: checkWebhook };
    case "ahava-healthcare": {
      const ciphertexts = ciphertextsOfKeyrings();
      return { tokens: await tokensOfKeyring(), rows: new Rows(ciphertexts), jobs: new Jobs(), ciphertexts };
    }
    case "med-platform":
      return { tokens: await tokensOfKeySet(), rows: new Rows(plainTexts) };
    default:
      throw new Error(`Unknown system ${system}.`);
  }
}

const none = Symbol("nothing to do");

/** Counts operations, and failures with their reasons. */
class Tally {
  readonly done: Partial<Record<Operation, number>> = {};
  readonly failures: { operation: Operation; reason: string }[] = [];

  get counts(): Pick<WorkResult, "done" | "failures"> {
    return { done: this.done, failures: this.failures };
  }

  /** What there was nothing to do for is not counted: `act` says so by `none`. */
  async attempt<T>(operation: Operation, act: () => Promise<T> | T): Promise<Exclude<T, typeof none> | undefined> {
    try {
      const result = await act();
      if (result === none) return undefined;
      this.done[operation] = (this.done[operation] ?? 0) + 1;
      return result as Exclude<T, typeof none>;
    } catch (error) {
      this.done[operation] = (this.done[operation] ?? 0) + 1;
      this.failures.push({ operation, reason: error instanceof Error ? error.message : "unknown error" });
      return undefined;
    }
  }
}

const nothing = { tokens: [], rows: [], pushed: [], taken: [] };

async function carryOut(application: Application, work: Exclude<Work, { kind: "stop" }>): Promise<WorkResult> {
  const tally = new Tally();
  switch (work.kind) {
    case "make":
      return { ...tally.counts, ...nothing, ...(await make(application, work, tally)) };
    case "use":
      return { ...tally.counts, ...nothing, taken: await use(application, work, tally) };
    case "re-encrypt": {
      const { rows, ciphertexts } = application;
      if (!rows || !ciphertexts) throw new Error("This system encrypts nothing.");
      return { ...tally.counts, ...nothing, rowsLeft: await rows.reencrypt(ciphertexts) };
    }
  }
}

async function make(
  { tokens, rows, jobs, ciphertexts }: Application,
  work: Extract<Work, { kind: "make" }>,
  tally: Tally,
): Promise<Pick<WorkResult, "tokens" | "rows" | "pushed">> {
  if (rows) await tally.attempt("log in to Postgres", () => rows.logIn());
  if (jobs) await tally.attempt("log in to Redis", () => jobs.logIn());
  const signed: Token[] = [];
  for (let count = 0; count < work.tokens; count += 1) {
    const use = count % 2 === 0 ? "refresh" : "access";
    const token = await tally.attempt("sign a token", () => tokens.sign(use, work.now));
    if (token) signed.push(token);
  }
  const written: number[] = [];
  for (let count = 0; rows && count < work.rows; count += 1) {
    const id = await tally.attempt("write a row", () => rows.write());
    if (id !== undefined) written.push(id);
  }
  const pushed: string[] = [];
  for (let count = 0; jobs && ciphertexts && count < work.jobs; count += 1) {
    const id = await tally.attempt("push a job", async () =>
      jobs.push({
        ciphertext: ciphertexts.encrypt(`remind ${randomUUID()}`),
        token: await tokens.sign("access", work.now),
      }),
    );
    if (id !== undefined) pushed.push(id);
  }
  return { tokens: signed, rows: written, pushed };
}

async function use(
  { tokens, rows, jobs, ciphertexts, webhook }: Application,
  work: Extract<Work, { kind: "use" }>,
  tally: Tally,
): Promise<string[]> {
  for (const token of work.tokens) await tally.attempt("verify a token", () => tokens.verify(token, work.now));
  for (const id of rows ? work.rows : []) await tally.attempt("read a row", () => rows?.read(id));
  const { webhookToken } = work;
  if (webhook && webhookToken !== undefined) {
    await tally.attempt("check a webhook", () => {
      webhook(webhookToken);
    });
  }
  const taken: string[] = [];
  for (let waits = jobs !== undefined; waits;) {
    waits = false;
    const id = await tally.attempt(
      "take a job",
      async () =>
        (await jobs?.take(async ({ ciphertext, token }) => {
          waits = true;
          ciphertexts?.decrypt(ciphertext);
          await tokens.verify(token, work.now);
        })) ?? none,
    );
    if (id !== undefined) taken.push(id);
  }
  return taken;
}

async function main(): Promise<void> {
  const application = await start(required("SYSTEM"));
  process.on("message", ({ number, body }: Numbered<Work>) => {
    if (body.kind === "stop") {
      void Promise.all([application.rows?.close(), application.jobs?.close()]).then(() => process.exit(0));
      return;
    }
    carryOut(application, body).then(
      (result) => process.send?.({ number, body: result }),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.message : "unknown error"}\n`);
        process.exit(1);
      },
    );
  });
  // The drill's process has ended.
  process.on("disconnect", () => process.exit(1));
  process.send?.("ready");
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : "unknown error"}\n`);
  process.exit(1);
});
