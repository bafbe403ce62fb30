/** What is counted. */
export const operations = [
  "log in to Postgres",
  "log in to Redis",
  "sign a token",
  "verify a token",
  "write a row",
  "read a row",
  "push a job",
  "take a job",
  "check a webhook",
] as const;

/** One kind of operation. */
export type Operation = (typeof operations)[number];

/** A token and how long it is good. */
export interface Token {
  readonly text: string;
  readonly use: "access" | "refresh";
  /** Seconds since 1970. */
  readonly expires: number;
}

/** A request to a task; `now` is the time of the drill's clock, in seconds since 1970. */
export type Work =
  | {
      readonly kind: "make";
      readonly now: number;
      readonly tokens: number;
      readonly rows: number;
      readonly jobs: number;
    }
  | {
      readonly kind: "use";
      readonly now: number;
      readonly tokens: readonly Token[];
      readonly rows: readonly number[];
      readonly webhookToken?: string;
    }
  | { readonly kind: "re-encrypt" }
  | { readonly kind: "stop" };

/** An operation that failed, and why; no value is in it. */
export interface Failure {
  readonly operation: Operation;
  readonly reason: string;
}

/** The result of some work. */
export interface WorkResult {
  readonly done: Partial<Record<Operation, number>>;
  readonly failures: readonly Failure[];
  /** Tokens that were signed. */
  readonly tokens: readonly Token[];
  /** Ids of rows that were written. */
  readonly rows: readonly number[];
  /** Ids of jobs that were pushed. */
  readonly pushed: readonly string[];
  /** Ids of jobs that were taken. */
  readonly taken: readonly string[];
  /** After a re-encryption, the rows that still need the key before. */
  readonly rowsLeft?: number;
}

/** Work with a number, and its answer with the same one. */
export interface Numbered<T> {
  readonly number: number;
  readonly body: T;
}
