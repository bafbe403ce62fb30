import * as fs from "node:fs";
import * as path from "node:path";
import { rehearsalSource } from "../../stacks/settings/overlay";
import { parseSettings } from "../../stacks/settings/parse";
import { startAccount } from "../account/index";
import { engineEnvironment, locateEngine, projectRoot, withoutCheckpoints } from "../engine/engine";
import { takeRunFolder } from "../run-folder";
import { openStack } from "../stack";
import { median } from "./median";
import { PackProcess } from "./pack-process";
import type { RecordedQuestion } from "./pack-process";

/** What a pack costs by itself: asked the questions of one preview, one after the other as the engine asks them. */
export interface PackCost {
  /** Until the pack has introduced itself, in milliseconds. */
  readonly start: number;
  /** For each resource, in milliseconds: both questions of the engine, whether to change it and what is wrong with it. */
  readonly perResource: number;
  /** For the question about the whole stack, in milliseconds. */
  readonly stack: number;
}

/** What was measured, every figure the median of the rounds. */
export interface PolicyPackBenchmark {
  readonly rounds: number;
  readonly resources: number;
  readonly empty: PackCost;
  readonly own: PackCost;
  /** A preview of the stage without a pack, and what each pack adds to it in the same round, in milliseconds. */
  readonly preview: { readonly without: number; readonly emptyAdds: number; readonly ownAdds: number };
}

/** Told of every measurement, so that a person sees that it goes on. */
export type BenchmarkListener = (what: string) => void;

const packs = {
  empty: path.join(projectRoot, "rehearsal", "benchmark", "empty-pack"),
  own: path.join(projectRoot, "policy"),
  recording: path.join(projectRoot, "rehearsal", "benchmark", "recording-pack"),
} as const;

/**
 * Measures what the policy pack costs on a preview of the production stage, beside a pack without a rule in the same run:
 * whole previews, and each pack alone on the recorded questions of one.
 */
export async function benchmarkPolicyPack(rounds: number, listener: BenchmarkListener): Promise<PolicyPackBenchmark> {
  const { source } = rehearsalSource("production", projectRoot);
  parseSettings(source);
  const engine = locateEngine();
  const folder = takeRunFolder(projectRoot, "benchmark", { empty: true });
  const running = await startAccount(folder.accountFile);
  // The questions hold what the stage keeps secret.
  const recording = path.join(folder.path, "questions.jsonl");
  try {
    const environment = {
      ...engineEnvironment({ engine, folder: folder.path, debugProviders: running.debugProviders }),
      ...withoutCheckpoints,
      CARE_PLATFORM_RECORDING: recording,
    };
    const stack = await openStack(source, { engine, folder, environment });
    const preview = async (...policyPacks: string[]): Promise<number> => {
      const began = performance.now();
      await stack.preview({ policyPacks });
      return performance.now() - began;
    };
    listener("recording the questions of one preview");
    await preview(packs.recording);
    const questions = readQuestions(recording);
    const alone = await packCosts(questions, rounds, listener);
    const previews: { without: number; emptyAdds: number; ownAdds: number }[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      listener(`previews, round ${round} of ${rounds}`);
      const without = await preview();
      const emptyAdds = (await preview(packs.empty)) - without;
      const ownAdds = (await preview(packs.own)) - without;
      previews.push({ without, emptyAdds, ownAdds });
    }
    const medianOf = (key: "without" | "emptyAdds" | "ownAdds"): number => median(previews.map((round) => round[key]));
    return {
      rounds,
      resources: questions.filter(({ method }) => method === "analyze").length,
      ...alone,
      preview: { without: medianOf("without"), emptyAdds: medianOf("emptyAdds"), ownAdds: medianOf("ownAdds") },
    };
  } finally {
    fs.rmSync(recording, { force: true });
    running.stop();
    folder.release();
  }
}

/** The questions that the recording pack wrote down. */
function readQuestions(file: string): readonly RecordedQuestion[] {
  return fs
    .readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => {
      const [method, request] = JSON.parse(line) as [RecordedQuestion["method"], string];
      return { method, request: Buffer.from(request, "base64") };
    });
}

async function packCosts(
  questions: readonly RecordedQuestion[],
  rounds: number,
  listener: BenchmarkListener,
): Promise<{ readonly empty: PackCost; readonly own: PackCost }> {
  const costs: Record<"empty" | "own", PackCost[]> = { empty: [], own: [] };
  for (let round = 1; round <= rounds; round += 1) {
    listener(`each pack alone, round ${round} of ${rounds}`);
    // The order changes, so that neither always finds the machine warmed up by the other.
    const order = round % 2 === 0 ? (["empty", "own"] as const) : (["own", "empty"] as const);
    for (const name of order) costs[name].push(await costOf(packs[name], questions));
  }
  const medianCost = (all: readonly PackCost[]): PackCost => ({
    start: median(all.map(({ start }) => start)),
    perResource: median(all.map(({ perResource }) => perResource)),
    stack: median(all.map(({ stack }) => stack)),
  });
  return { empty: medianCost(costs.empty), own: medianCost(costs.own) };
}

async function costOf(folder: string, questions: readonly RecordedQuestion[]): Promise<PackCost> {
  const began = performance.now();
  const pack = await PackProcess.start(folder);
  try {
    await pack.ask({ method: "getAnalyzerInfo", request: Buffer.alloc(0) });
    const start = performance.now() - began;
    for (const question of questions.filter(({ method }) => method === "configureStack")) await pack.ask(question);
    const aboutResources = questions.filter(({ method }) => method === "remediate" || method === "analyze");
    const resources = await timed(pack, aboutResources);
    const stack = await timed(
      pack,
      questions.filter(({ method }) => method === "analyzeStack"),
    );
    const count = aboutResources.filter(({ method }) => method === "analyze").length;
    return { start, perResource: resources / count, stack };
  } finally {
    pack.stop();
  }
}

async function timed(pack: PackProcess, questions: readonly RecordedQuestion[]): Promise<number> {
  const began = performance.now();
  for (const question of questions) await pack.ask(question);
  return performance.now() - began;
}
