import * as fs from "node:fs";
import * as path from "node:path";
import { ExpectedError } from "../../settings/faults/expected-error";
import type { ReleaseException } from "../../settings/sections/release";
import { stackFileName } from "../../stacks/settings/file";
import { rehearsalSource } from "../../stacks/settings/overlay";
import { parseSettings } from "../../stacks/settings/parse";
import { stackNamed, type StackName, systems } from "../../stacks/settings/systems";
import { type JestReport, jestReport } from "../proven";
import { readResult } from "../read-result";
import { readEvidence } from "./read-evidence";
import { isReleaseRecord, readReleaseEvidence } from "./release-evidence";
import type { GatheredEvidence } from "./sources";
import { type StageState, stageState } from "./stage-state";

/** The files that a person names as evidence. */
export interface EvidenceFiles {
  /** The `--json` result of a rehearsal or a preview. */
  readonly result?: string;
  /** What `pulumi stack export` printed; `-` is standard input. */
  readonly state?: string;
  /** The `--json` result of jest. */
  readonly tests?: string;
  /** Results of verifications, attestations, drills and reviews, signatures, and records of releases (`.jsonl`). */
  readonly evidence?: readonly string[];
}

/** The evidence cannot be used together, or one file is not what it should be. */
export class UnusableEvidence extends ExpectedError {}

/**
 * Reads the evidence about one stack.
 * @param directory where the stage files are, whose keys prove the signatures. @default the project's folder
 * @throws ExpectedError for the first file that cannot be read, and with every file that is about another stack.
 */
export function gatheredEvidence(
  stack: StackName,
  files: EvidenceFiles,
  now: Date,
  directory: string = path.resolve(__dirname, "../.."),
): GatheredEvidence {
  const result = files.result === undefined ? undefined : readResult(files.result);
  const state = files.state === undefined ? undefined : readState(files.state);
  const tests = files.tests === undefined ? undefined : readTests(files.tests);
  const recorded = (files.evidence ?? []).flatMap((name) =>
    isReleaseRecord(name)
      ? readReleaseEvidence(name, textOf(name, name), directory).map((file) => ({ name, file }))
      : [{ name, file: readEvidence(name) }],
  );
  const others = [
    ...(result === undefined ? [] : [{ name: files.result, of: result.stage }]),
    ...(state === undefined ? [] : [{ name: files.state, of: state.stack }]),
    ...recorded.map(({ name, file }) => ({ name, of: file.stage })),
  ].filter(({ of }) => of !== stack);
  if (others.length > 0) {
    throw new UnusableEvidence(
      [
        `The evidence is not all about ${stack}.`,
        "",
        ...others.map(({ name = "", of }) => `    given    ${name} is about ${of}`),
        `    allowed  evidence about ${stack}`,
        "    fix      name the other files, or another --stage",
      ].join("\n"),
    );
  }
  const exceptions = exceptionsOf(stack, directory);
  return gathered(stack, { result, state, tests, recorded: recorded.map(({ file }) => file), exceptions, now });
}

/** A stack without a settings file, such as one whose state is at hand elsewhere, has no exceptions. */
function exceptionsOf(stack: StackName, directory: string): readonly ReleaseException[] {
  if (!fs.existsSync(path.join(directory, stackFileName(stack)))) return [];
  const { source } = rehearsalSource(stack, directory);
  return parseSettings(source.chosen ?? source).release.exceptions;
}

/** Puts evidence about one stack together; its systems are those of the state, or those that its name says. */
export function gathered(stack: StackName, evidence: Omit<GatheredEvidence, "stack" | "systems">): GatheredEvidence {
  const { system } = stackNamed(stack);
  const deployed = evidence.state?.resources.filter(({ type }) => type.startsWith("care-platform:stack:"));
  const names = new Set(deployed?.map(({ urn }) => urn.split("::").at(-1)));
  const held = systems.filter((one) => (deployed === undefined ? (system ?? one) === one : names.has(one)));
  return { stack, systems: held, ...evidence };
}

/**
 * The state of a stack in a file, or on standard input for "-".
 * @throws UnusableEvidence or UnreadableState for a file that is none.
 */
export function readState(name: string): StageState {
  const called = name === "-" ? "standard input" : name;
  return stageState(textOf(name, called), called);
}

function readTests(name: string): JestReport {
  try {
    return jestReport(textOf(name, name));
  } catch (error) {
    if (error instanceof UnusableEvidence) throw error;
    throw new UnusableEvidence(
      `${name} is not the result of a test run. Create it with: npm test -- --json --outputFile=${name}`,
    );
  }
}

function textOf(name: string, called: string): string {
  try {
    return fs.readFileSync(name === "-" ? 0 : name, "utf8");
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    throw new UnusableEvidence(`${called} cannot be read: ${code === "ENOENT" ? "file not found" : code}.`);
  }
}
