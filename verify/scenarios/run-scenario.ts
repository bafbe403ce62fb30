import { parsedJson } from "../../settings/files/json-text";
import { judged, type Measurement, unknown } from "../outcome";
import type { Subject } from "../probe";
import { pageHeaders } from "../probes/csrf";
import type { Answer, Asked } from "../reach/exchange";
import type { Reach } from "../reach/reach";
import { Unreachable } from "../reach/unreachable";
import { stepFaults, valueAt } from "./judge-step";
import { type Scenario, type Step, valuesIn } from "./scenario";
import { signatureHeader } from "./sign";

/** What a run of a scenario knows so far. */
interface Progress {
  readonly values: Map<string, string>;
  /** The cookies of each step, as a browser sends them back. */
  readonly cookies: Map<string, string>;
}

/**
 * Goes through a scenario, step by step, until one is wrong, and cleans up. What is said names steps, places and statuses, and no
 * value of an account.
 */
export async function runScenario(scenario: Scenario, subject: Subject, reach: Reach): Promise<Measurement> {
  const secrets = new Map(scenario.secrets.map((name) => [name, subject.secretOf(name) ?? ""]));
  const missing = scenario.secrets.filter((name) => secrets.get(name) === "");
  if (missing.length > 0) return unknown(`${missing.join(" and ")} not set here`);
  const progress: Progress = { values: new Map([...secrets, ...givenOf(subject)]), cookies: new Map() };
  const measured = await stepsOf(scenario, subject, reach, { progress, secrets });
  const left = await cleanUp(scenario, subject, reach, progress);
  if (left.length === 0) return measured;
  return { verdict: "failed", measured: `${measured.measured}; may be left: ${left.join(", ")}` };
}

function givenOf({ identity, now }: Subject): readonly (readonly [string, string])[] {
  const tomorrow = new Date(now().getTime() + 86_400_000).toISOString().slice(0, 10);
  return [
    ["identity", identity],
    ["tomorrow", tomorrow],
  ];
}

async function stepsOf(
  { steps }: Scenario,
  subject: Subject,
  reach: Reach,
  { progress, secrets }: { readonly progress: Progress; readonly secrets: ReadonlyMap<string, string> },
): Promise<Measurement> {
  for (const step of steps) {
    try {
      const answer = await answerTo(step, subject, reach, progress);
      const faults = stepFaults(step, answer, { values: progress.values, secrets });
      keep(step, answer, progress);
      if (faults.length > 0)
        return judged(
          faults.map((fault) => `${step.name}: ${fault}`),
          "",
        );
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      return unknown(`${step.name}: ${error.message}`);
    }
  }
  return judged([], steps.map(({ name }) => name).join(", "));
}

async function answerTo(step: Step, subject: Subject, reach: Reach, progress: Progress): Promise<Answer> {
  const { face } = subject;
  const asked = await askedOf(step, subject, reach, progress);
  const address = addressOf(step, face, progress);
  let answer: Answer | undefined;
  for (let count = 0; count < step.repeat; count += 1)
    answer = step.status.includes(429) ? await reach.limited(address, asked) : await reach.request(address, asked);
  if (answer === undefined) throw new Error(`${step.name} was not sent.`);
  return answer;
}

function addressOf({ path }: Step, { api }: Subject["face"], { values }: Progress): string {
  return `${api}${filled(path, values, encodeURIComponent)}`;
}

async function askedOf(step: Step, { face }: Subject, reach: Reach, progress: Progress): Promise<Asked> {
  const { values, cookies } = progress;
  const isRead = step.method === "GET";
  const { cookie: own, ...page } = (
    isRead || step.withoutToken ? { "content-type": "application/json" } : await pageHeaders(reach, face)
  ) as Readonly<Record<string, string>>;
  const cookie = [own, step.cookiesOf === undefined ? undefined : cookies.get(step.cookiesOf)]
    .filter((each) => each !== undefined && each !== "")
    .join("; ");
  const form = step.form && (filledIn(step.form, values) as Readonly<Record<string, string>>);
  const body =
    form === undefined
      ? step.body && JSON.stringify(filledIn(step.body, values))
      : new URLSearchParams(form).toString();
  const signed =
    step.sign &&
    signatureHeader(step.sign.by, values.get(step.sign.secret) ?? "", {
      address: addressOf(step, face, progress),
      body: body ?? "",
      ...(form !== undefined && { form }),
    });
  const headers = Object.entries(step.headers).map(([name, value]) => [name.toLowerCase(), filled(value, values)]);
  return {
    method: step.method,
    headers: {
      ...page,
      ...(form !== undefined && { "content-type": "application/x-www-form-urlencoded" }),
      ...signed,
      ...(cookie !== "" && { cookie }),
      ...(Object.fromEntries(headers) as Readonly<Record<string, string>>),
    },
    ...(body !== undefined && { body }),
  };
}

function keep(step: Step, { body, cookies }: Answer, progress: Progress): void {
  const content = parsedJson(body);
  for (const [name, place] of Object.entries(step.capture)) {
    const value = valueAt(content, place);
    if (typeof value === "string" || typeof value === "number") progress.values.set(name, String(value));
  }
  progress.cookies.set(step.name, cookies.map((cookie) => cookie.split(";", 1)[0] ?? "").join("; "));
}

/** Removes what the steps made, and names what could not be removed. */
async function cleanUp(
  scenario: Scenario,
  subject: Subject,
  reach: Reach,
  progress: Progress,
): Promise<readonly string[]> {
  const left: string[] = [];
  for (const step of scenario.cleanUp) {
    // Nothing was made whose name is not known.
    if (valuesIn(step).some((name) => !progress.values.has(name))) continue;
    try {
      const address = addressOf(step, subject.face, progress);
      const { status } = await reach.cleanUp(address, await askedOf(step, subject, reach, progress));
      if (!step.status.includes(status)) left.push(`${step.name} got status ${status}`);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      left.push(`${step.name}: ${error.message}`);
    }
  }
  return left;
}

function filled(text: string, values: ReadonlyMap<string, string>, write = (value: string) => value): string {
  return text.replace(/\$\{(\w+)\}/g, (_, name: string) => write(values.get(name) ?? ""));
}

function filledIn(content: unknown, values: ReadonlyMap<string, string>): unknown {
  if (typeof content === "string") return filled(content, values);
  if (Array.isArray(content)) return content.map((each) => filledIn(each, values));
  if (typeof content !== "object" || content === null) return content;
  return Object.fromEntries(Object.entries(content).map(([name, value]) => [name, filledIn(value, values)]));
}
