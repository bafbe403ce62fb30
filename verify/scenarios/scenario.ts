import { z } from "zod";
import { row, rows } from "../../checklist/index";
import { signers } from "./sign";

const ids: ReadonlySet<string> = new Set(rows.map(({ id }) => id));

/** A place in a JSON answer: the names of its members, with dots between them. */
const place = z.string().regex(/^[\w-]+(\.[\w-]+)*$/, "must be names with dots between them, such as data.accessToken");

/** The name of a value: of one that a step captured, such as accessToken. */
const captured = z.string().regex(/^[a-z][A-Za-z0-9]*$/, "must be letters and digits, a small letter first");

/** The name of a variable of the environment that holds a value of a test account. */
const secret = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]*$/, "must be the name of an environment variable: capitals, digits and _");

const status = z.int().min(100).max(599);

const step = z.strictObject({
  /** What it does, as the result says it: "refresh the session". */
  name: z.string().min(1),
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]).default("GET"),
  /** Below the origin of the system's API. `${name}` stands for a value here, in headers and in the body. */
  path: z.string().regex(/^\/\S*$/, "must be a path that begins with /"),
  headers: z.record(z.string(), z.string()).default({}),
  /** Sent as JSON. */
  body: z.record(z.string(), z.unknown()).optional(),
  /** Sent as a form instead. */
  form: z.record(z.string(), z.string()).optional(),
  /** The vendor whose signature is sent, and the environment variable with the secret that makes it. */
  sign: z.strictObject({ by: signers, secret }).optional(),
  /** How many times it is sent; the last answer counts. */
  repeat: z.int().min(1).max(20).default(1),
  /** Whether what a page of the application sends beside it is left out: the CSRF token and its cookie. */
  withoutToken: z.boolean().default(false),
  /** The cookies of an earlier step are sent, by its name. */
  cookiesOf: z.string().optional(),
  /** The statuses that are right. */
  status: z.union([status.transform((one) => [one]), z.array(status).min(1)]),
  /** Values that the answer must have, by their place. */
  json: z.record(place, z.union([z.string(), z.number(), z.boolean()])).default({}),
  /** Places that must have a value. */
  present: z.array(place).default([]),
  /** Places whose value must differ from one that was captured. */
  changed: z.record(place, captured).default({}),
  /** What a token (JWT) in the answer must be. */
  token: z
    .strictObject({
      at: place,
      /** The claims that it may have. @default any */
      only: z.array(z.string()).optional(),
      /** The algorithm of its signature. @default any but none */
      algorithm: z.string().optional(),
      /** The environment variable with the public key (PEM) that must have signed it. @default nothing is verified */
      key: secret.optional(),
    })
    .optional(),
  /** Whether every cookie of the answer must be HttpOnly, Secure and SameSite Strict or Lax. */
  cookies: z.literal("protected").optional(),
  /** Values of the answer that later steps use, by their name. */
  capture: z.record(captured, place).default({}),
});

/** One request of a scenario, and what its answer must be. */
export type Step = z.infer<typeof step>;

const scenario = z
  .strictObject({
    /** What it shows, in one sentence. */
    title: z.string().min(1),
    /** The rows that it settles. */
    rows: z.array(z.string()).default([]),
    /** The rows of which it shows a part. */
    partOf: z.array(z.string()).default([]),
    /** Environment variables with values of test accounts; `${NAME}` stands for them. */
    secrets: z.array(secret).default([]),
    steps: z.array(step).min(1).max(20),
    /** What removes what the steps made: sent at the end, whatever happened, as far as its values were captured. */
    cleanUp: z.array(step).max(10).default([]),
  })
  .check(({ value, issues }) => {
    for (const { path, message } of faultsOf(value)) issues.push({ code: "custom", input: undefined, path, message });
  });

/** A flow through an application with a test account, as a file has it. */
export type Scenario = z.infer<typeof scenario>;

/** The values that every scenario has: a name that occurs nowhere else, and the next day (`2026-11-21`). */
export const givenValues = ["identity", "tomorrow"] as const;

interface Fault {
  readonly path: (string | number)[];
  readonly message: string;
}

function faultsOf({
  rows: own,
  partOf,
  secrets,
  steps,
  cleanUp,
}: {
  rows: string[];
  partOf: string[];
  secrets: string[];
  steps: Step[];
  cleanUp: Step[];
}): readonly Fault[] {
  const unknownRows = [...own, ...partOf]
    .filter((id) => !ids.has(id))
    .map((id): Fault => ({ path: ["rows"], message: `${id} is no row of checklist/items.json` }));
  const systems = new Set([...own, ...partOf].filter((id) => ids.has(id)).map((id) => row(id).system));
  const mixed: Fault[] = systems.size > 1 ? [{ path: ["rows"], message: "the rows are of more than one system" }] : [];
  const known = new Set<string>([...givenValues, ...secrets]);
  const names = new Set<string>();
  const missing = [...steps.entries()].flatMap(([index, each]): Fault[] => {
    const faults = [
      ...valuesIn(each)
        .filter((name) => !known.has(name))
        .map((name) => `\${${name}} is given by no step before it`),
      ...(each.cookiesOf === undefined || names.has(each.cookiesOf)
        ? []
        : [`cookiesOf: no step before it is called ${each.cookiesOf}`]),
      ...(each.token?.key === undefined || secrets.includes(each.token.key)
        ? []
        : [`token.key: ${each.token.key} is not among the secrets`]),
      ...(each.sign === undefined || secrets.includes(each.sign.secret)
        ? []
        : [`sign.secret: ${each.sign.secret} is not among the secrets`]),
      ...(each.body !== undefined && each.form !== undefined ? ["it has a body and a form"] : []),
    ];
    names.add(each.name);
    for (const name of Object.keys(each.capture)) known.add(name);
    return faults.map((message) => ({ path: ["steps", index], message }));
  });
  const late = [...cleanUp.entries()].flatMap(([index, each]) =>
    valuesIn(each)
      .filter((name) => !known.has(name))
      .map((name): Fault => ({ path: ["cleanUp", index], message: `\${${name}} is given by no step` })),
  );
  return [...unknownRows, ...mixed, ...missing, ...late];
}

/** The names of the values that a step uses. */
export function valuesIn({ path, headers, body, form, changed }: Step): readonly string[] {
  const text = JSON.stringify([path, headers, body ?? {}, form ?? {}]);
  return [...[...text.matchAll(/\$\{(\w+)\}/g)].map(([, name = ""]) => name), ...Object.values(changed)];
}

/** The scenario in parsed YAML, or every fault in it, each with its place. */
export function parseScenario(content: unknown): { readonly scenario?: Scenario; readonly faults: readonly string[] } {
  const { data, error } = scenario.safeParse(content);
  if (error === undefined) return { scenario: data, faults: [] };
  return { faults: error.issues.map(({ path, message }) => `${path.join(".") || "scenario"}: ${message}`) };
}
