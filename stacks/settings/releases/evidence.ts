import { createHash } from "node:crypto";
import { z } from "zod";
import { ExpectedError } from "../../../settings/faults/expected-error";
import { parsedJson } from "../../../settings/files/json-text";
import type { CurrentRelease } from "../../../settings/release/state";
import type { Release } from "../../../settings/release/statement";
import type { System } from "../systems";
import { readToldReleases } from "./running-releases";

/** The evidence in a file for a step. */
export interface StepEvidence {
  readonly sha256: string;
  readonly says: string;
  readonly when: string;
}

/** A file does not prove the step; the message has every reason. */
export class NoEvidence extends ExpectedError {}

function refusal(name: string, faults: readonly string[], allowed: string, fix: string): NoEvidence {
  return new NoEvidence(
    [
      `${name} is no evidence. Nothing was recorded.`,
      "",
      ...faults.map((fault) => `    given    ${fault}`),
      `    allowed  ${allowed}`,
      `    fix      ${fix}`,
    ].join("\n"),
  );
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** A file, by its name for the errors. */
export interface EvidenceFile {
  readonly name: string;
  readonly text: string;
}

/**
 * Evidence that a release runs on a stack: its output `releases`, with the release that all tasks of a system run.
 * @throws NoEvidence if it has another release.
 */
export function deploymentEvidence(
  { name, text }: EvidenceFile,
  { stack, system, release, now }: { stack: string; system: System; release: Release; now: Date },
): StepEvidence {
  const refuse = (fault: string) =>
    refusal(
      name,
      [fault],
      `the output releases of ${stack}, with ${system} on ${release.version} (${release.digest})`,
      `pulumi up --stack ${stack} --policy-pack policy, then pulumi stack output releases --stack ${stack} --json > ${name}`,
    );
  const told = (() => {
    try {
      return readToldReleases(parsedJson(text));
    } catch (error) {
      throw refuse((error as Error).message);
    }
  })();
  const runs = told[system];
  if (runs === undefined) throw refuse(`it does not contain ${system}`);
  if (runs.version !== release.version || runs.digest !== release.digest)
    throw refuse(`${system} runs ${runs.version} (${runs.digest ?? "no digest"})`);
  return { sha256: sha256(text), says: `every task of ${system} runs ${release.digest}`, when: now.toISOString() };
}

const verification = z.object({
  stage: z.string(),
  by: z.string(),
  begun: z.iso.datetime({ offset: true }),
  ended: z.iso.datetime({ offset: true }),
  systems: z.array(z.object({ system: z.string(), version: z.string().optional(), digest: z.string().optional() })),
  results: z.array(
    z.object({ probe: z.string(), system: z.string(), verdict: z.enum(["passed", "failed", "unknown"]) }),
  ),
});

/**
 * That a release was verified on a stack after its deployment: the result of `npm run verify` for its digest, in which every
 * check of the system passed.
 * @throws NoEvidence with every reason.
 */
export function verificationEvidence(
  { name, text }: EvidenceFile,
  { stack, system, release }: { stack: string; system: System; release: CurrentRelease },
): StepEvidence {
  const fix = `npm run verify -- --stage ${stack} --system ${system} --json ${name}`;
  const allowed = `a verification of ${system} on ${stack} with ${release.digest}, in which every check passed`;
  const { data } = verification.safeParse(parsedJson(text));
  if (data === undefined) throw refusal(name, ["it is no result of npm run verify"], allowed, fix);
  const verified = data.systems.find((one) => one.system === system);
  const results = data.results.filter((one) => one.system === system);
  const open = results.filter(({ verdict }) => verdict !== "passed");
  const deployed = release.steps.findLast(({ kind }) => kind === "deployed");
  const faults = [
    ...(data.stage === stack ? [] : [`it is about ${data.stage}`]),
    ...(verified?.digest === release.digest && verified.version === release.version
      ? []
      : [`it is about ${verified?.version ?? "no version"} (${verified?.digest ?? "no digest"}) of ${system}`]),
    ...(results.length > 0 ? [] : [`it has no check of ${system}`]),
    ...open.map(({ probe, verdict }) => `${probe}: ${verdict}`),
    ...(deployed !== undefined && Date.parse(data.begun) < Date.parse(deployed.at)
      ? [`it began at ${data.begun}, before the deployment was recorded at ${deployed.at}`]
      : []),
  ];
  if (faults.length > 0) throw refusal(name, faults, allowed, fix);
  return { sha256: sha256(text), says: `${data.by}: ${results.length} checks passed`, when: data.ended };
}
