import { rows } from "../checklist/index";
import type { PublicFace } from "../settings/system/public-face";
import type { ExpectedDatabase } from "./database/expected-database";
import { attestedResults } from "./attested/attested";
import type { Attestations } from "./attested/statements";
import { type Measurement, unknown } from "./outcome";
import { type Check, type Consent, flagOf, hostOf, type Probe, type Subject } from "./probe";
import { probes } from "./probes/index";
import type { ConnectTo } from "./reach/connect-to";
import { Reach } from "./reach/reach";
import { Unreachable } from "./reach/unreachable";
import { Account, type AccountOptions } from "./state/account";
import { Atlas, type AtlasLogin } from "./state/atlas";
import type { Deployed } from "./state/deployed";
import { type Result, resultOf, rowResults, type VerifiedSystem, type Verification, worst } from "./result";

/** Milliseconds that a whole run may take at most; what is not measured by then is unknown. */
export const longestRun = 170_000;

/** Requests that a host is sent at most, beside a load. */
const mostRequests = 200;

const neverAborted = new AbortController().signal;

/** A system of a stage, and what of it can be checked from outside. */
export interface SystemToVerify extends VerifiedSystem {
  readonly face: PublicFace;
  /** What its team expects of its database. @default nothing is said of it */
  readonly expectedDatabase?: ExpectedDatabase;
  /** Its resources, and those that it shares, as the state of the stack has them. @default its state in AWS is not read */
  readonly parts?: Pick<Deployed, "own" | "shared">;
}

/** Where the state of a stage is read. */
export interface StateAccess {
  readonly account: Omit<AccountOptions, "signal">;
  /** @default nothing is read in Atlas */
  readonly atlas?: AtlasLogin;
}

/** What is verified, and what a run may do. */
export interface RunOptions {
  readonly stage: string;
  readonly systems: readonly SystemToVerify[];
  /** The program that verifies, and its version. */
  readonly by: string;
  /** What a person has agreed to. @default reading alone */
  readonly consents?: readonly Consent[];
  /** What this stage never allows; probes that need it are left out, and their rows are not probed. @default nothing */
  readonly never?: readonly Consent[];
  /** The value of a secret that the person who verifies has put into the environment. @default none has one */
  readonly secretOf?: (name: string) => string | undefined;
  /** Where the state of the systems is read. @default nowhere */
  readonly state?: StateAccess;
  /** What the pipelines of the applications attest about their images. @default nothing is read */
  readonly attestations?: Attestations;
  /** A name that occurs nowhere else, for data that the run makes and removes. */
  readonly identity: string;
  /** Ends the run early. @default after {@link longestRun} */
  readonly signal?: AbortSignal;
  readonly connectTo?: ConnectTo;
  readonly authorities?: string;
  readonly now: () => Date;
  /** Milliseconds since any fixed time, for response times. */
  readonly clock: () => number;
  /** Is called with each result, as it comes. */
  readonly onResult?: (result: Result) => void;
}

/** The checks that a run of these systems makes, for whoever counts them. */
export function countChecks(options: RunOptions): number {
  const { state, signal = neverAborted } = options;
  const deployment = state && deploymentOf(state, signal);
  return options.systems.reduce(
    (sum, system) => sum + planOf(subjectOf(system, options, deployment), options).length,
    0,
  );
}

/** Verifies systems side by side, the probes of each one after the other. */
export async function verify(options: RunOptions): Promise<Verification> {
  const { stage, systems, by, now } = options;
  const begun = now().toISOString();
  const signal = AbortSignal.any([AbortSignal.timeout(longestRun), ...(options.signal ? [options.signal] : [])]);
  const deployment = options.state && deploymentOf(options.state, signal);
  const probed = await Promise.all(
    systems.map(async (system) => verifySystem(system, { ...options, signal }, deployment)),
  );
  const { attestations } = options;
  const attested =
    attestations === undefined ? [] : systems.flatMap((system) => attestedResults(system, attestations, now()));
  const results = [...probed.flat(), ...attested];
  return {
    stage,
    verdict: worst(results.map(({ verdict }) => verdict)),
    by,
    begun,
    ended: now().toISOString(),
    systems: systems.map(({ system, version, digest }) => ({ system, version, digest })),
    results,
    rows: rowResults(results),
    notProbed: rows
      .filter(({ kind, system }) => kind === "verify" && systems.some((one) => one.system === system))
      .map(({ id }) => id)
      .filter((id) => !results.some((result) => [...result.rows, ...result.partOf].includes(id))),
  };
}

type Deployment = Omit<Deployed, "own" | "shared">;

function deploymentOf({ account, atlas }: StateAccess, signal: AbortSignal): Deployment {
  return {
    account: new Account({ ...account, signal }),
    ...(atlas !== undefined && { atlas: new Atlas(atlas, signal) }),
  };
}

function subjectOf(
  { system, face, parts, expectedDatabase }: SystemToVerify,
  { secretOf = () => undefined, identity, now }: RunOptions,
  deployment: Deployment | undefined,
): Subject {
  const deployed = parts && deployment && { ...parts, ...deployment };
  return { system, face, expectedDatabase, secretOf, identity, now, ...(deployed !== undefined && { deployed }) };
}

function planOf(
  subject: Subject,
  { never = [] }: Pick<RunOptions, "never">,
): readonly { readonly probe: Probe; readonly check: Check }[] {
  const allowed = probes.filter(({ needs }) => needs === undefined || !never.includes(needs));
  return allowed.flatMap((probe) => probe.checks(subject).map((check) => ({ probe, check })));
}

async function verifySystem(
  system: SystemToVerify,
  options: RunOptions & { readonly signal: AbortSignal },
  deployment: Deployment | undefined,
): Promise<readonly Result[]> {
  const { consents = [], now, onResult } = options;
  const reach = new Reach({ ...options, requestsOf: requestsOf(system.face) });
  const results: Result[] = [];
  try {
    for (const { probe, check } of planOf(subjectOf(system, options, deployment), options)) {
      const { name, rows: settled, partOf = [], needs } = probe;
      const measurement =
        needs === undefined || consents.includes(needs)
          ? await measured(check, reach)
          : unknown(`not run: needs ${flagOf(needs)}`);
      const { address, wanted } = check;
      const about = { probe: name, address, rows: settled, partOf, wanted, at: now().toISOString() };
      const result = resultOf(system, about, measurement);
      results.push(result);
      onResult?.(result);
    }
  } finally {
    reach.close();
  }
  return results;
}

/** Half of what the API's firewall lets one address send, so that a run leaves room for the person who makes it. */
function requestsOf({ api, requestsPerTenMinutes }: PublicFace): (host: string) => number {
  return (host) =>
    host === hostOf(api) ? Math.min(mostRequests, Math.floor(requestsPerTenMinutes / 2)) : mostRequests;
}

async function measured(check: Check, reach: Reach): Promise<Measurement> {
  try {
    return await check.run(reach);
  } catch (error) {
    if (error instanceof Unreachable) return unknown(error.message);
    throw error;
  }
}
