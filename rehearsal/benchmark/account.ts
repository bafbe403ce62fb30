import { rehearsalSource } from "../../stacks/settings/overlay";
import { parseSettings } from "../../stacks/settings/parse";
import { startAccount } from "../account/index";
import type { Operation } from "../account/index";
import { engineEnvironment, locateEngine, projectRoot, withoutCheckpoints } from "../engine/engine";
import { takeRunFolder } from "../run-folder";
import { openStack } from "../stack";
import { median } from "./median";
import type { BenchmarkListener } from "./policy-pack";

/** What one command took, in milliseconds. */
export interface AccountCost {
  /** From the start of the command to its end. */
  readonly whole: number;
  /** The part in which the account checked inputs: models, provider validators and closed lists. */
  readonly checks: number;
  /** The part in which the account made changes, with its refusals, references and quotas. */
  readonly changes: number;
}

/** What was measured; every figure is the median of the rounds. */
export interface AccountBenchmark {
  readonly rounds: number;
  readonly resources: number;
  readonly preview: AccountCost;
  readonly deployment: AccountCost;
}

/** Measures how much of a preview and of a deployment of production the simulated account takes for its checks and changes. */
export async function benchmarkAccount(rounds: number, listener: BenchmarkListener): Promise<AccountBenchmark> {
  const { source } = rehearsalSource("production", projectRoot);
  parseSettings(source);
  const engine = locateEngine();
  const costs: { readonly preview: AccountCost; readonly deployment: AccountCost }[] = [];
  let resources = 0;
  for (let round = 1; round <= rounds; round += 1) {
    listener(`a preview and a deployment, round ${round} of ${rounds}`);
    const folder = takeRunFolder(projectRoot, "benchmark", { empty: true });
    const watch = new Stopwatch();
    const running = await startAccount(folder.accountFile, watch.hears, { raises: "any" });
    try {
      const { debugProviders } = running;
      const environment = {
        ...engineEnvironment({ engine, folder: folder.path, debugProviders }),
        ...withoutCheckpoints,
      };
      const stack = await openStack(source, { engine, folder, environment });
      const preview = await watch.cost(() => stack.preview());
      const deployment = await watch.cost(async () => {
        const { summary } = await stack.up();
        resources = summary.resourceChanges?.create ?? 0;
      });
      costs.push({ preview, deployment });
    } finally {
      running.stop();
      folder.release();
    }
  }
  const medianOf = (command: "preview" | "deployment"): AccountCost => ({
    whole: median(costs.map((cost) => cost[command].whole)),
    checks: median(costs.map((cost) => cost[command].checks)),
    changes: median(costs.map((cost) => cost[command].changes)),
  });
  return { rounds, resources, preview: medianOf("preview"), deployment: medianOf("deployment") };
}

/** Adds up how long the account works on each operation; the account does one at a time. */
class Stopwatch {
  #began = 0;
  #checks = 0;
  #changes = 0;

  readonly hears = ({ operation, moment }: Operation): void => {
    if (moment === "asked") {
      this.#began = performance.now();
      return;
    }
    const took = performance.now() - this.#began;
    if (operation === "check") this.#checks += took;
    else this.#changes += took;
  };

  /** What the command costs. */
  async cost(command: () => Promise<unknown>): Promise<AccountCost> {
    this.#checks = 0;
    this.#changes = 0;
    const began = performance.now();
    await command();
    return { whole: performance.now() - began, checks: this.#checks, changes: this.#changes };
  }
}
