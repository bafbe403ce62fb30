/** A resource of a deployed stage, as far as requests need it. */
export interface DeployedResource {
  readonly urn: string;
  readonly type: string;
  /** The URNs of everything its arguments were made from. */
  readonly dependencies: readonly string[];
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A request of a client on the internet. */
export interface WebRequest {
  readonly method: string;
  readonly url: URL;
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** Bytes of the body. */
  readonly bodySize: number;
  /** The address of the client. */
  readonly from: string;
  /** Requests of that address within the evaluation window of a rate-based rule, this one included. */
  readonly requests: number;
  /** The rules of AWS's managed groups that the request is known to match, by name: `SQLi_BODY`. */
  readonly matches: readonly string[];
}

/** One thing on the way of a request: which resource, and what it did. */
export interface Step {
  readonly at: string;
  readonly what: string;
}

/** How far a request came, and who answers it. */
export interface Answer {
  readonly steps: readonly Step[];
  /** The status of the answer; absent where a container or a file gives it. */
  readonly status?: number;
  /** Who answers: `container api, port 4000, of the service production-ahava-healthcare-api`. */
  readonly answeredBy: string;
  /** Headers of an answer that AWS makes itself, by name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** What could not be evaluated on the way, each once. */
  readonly unknown: readonly string[];
}

/** The answer so far, or the end of the way. */
export type Outcome =
  { readonly passed: true; readonly steps: readonly Step[] } | { readonly passed: false; readonly answer: Ended };

/** The end of the way. */
export type Ended = Omit<Answer, "unknown" | "headers"> & { readonly headers?: Answer["headers"] };

export const passed = (...steps: readonly Step[]): Outcome => ({ passed: true, steps });
export const ended = (answer: Ended): Outcome => ({ passed: false, answer });

/** The last part of a URN: the name that the program gave the resource. */
export const logicalName = (urn: string): string => urn.split("::")[3] ?? urn;

/** The text of a property; empty where it is none. */
export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** The objects in a list; none where it is no list. */
export const objectsIn = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.filter((each): each is Readonly<Record<string, unknown>> => isRecord(each)) : [];

/** The texts in a list, or the one text itself. */
export const textsIn = (value: unknown): readonly string[] =>
  [value].flat().filter((each): each is string => typeof each === "string");

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
