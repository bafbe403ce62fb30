import * as fs from "node:fs";
import * as path from "node:path";
import { parseDocument } from "yaml";
import { ExpectedError } from "../../settings/faults/expected-error";
import { row } from "../../checklist/index";
import { parseScenario, type Scenario } from "./scenario";

/** A scenario, and where it stands. */
export interface ScenarioFile {
  /** The file, from the root of the project. */
  readonly file: string;
  /** The system of its folder. */
  readonly system: string;
  /** The name of the file without its ending: `forced-log-out`. */
  readonly name: string;
  readonly scenario: Scenario;
}

/** What stands in the folders of the scenarios. */
export interface Scenarios {
  readonly files: readonly ScenarioFile[];
  /** Why others cannot be used. */
  readonly faults: readonly string[];
}

/** Reads the scenarios of systems: every file in `stacks/<system>/scenarios`. */
export function readScenarios(root: string, systems: readonly string[]): Scenarios {
  const read = systems.flatMap((system) => {
    const folder = path.join("stacks", system, "scenarios");
    if (!fs.existsSync(path.join(root, folder))) return [];
    return fs
      .readdirSync(path.join(root, folder))
      .filter((name) => name.endsWith(".yaml"))
      .sort()
      .map((name) => readScenario(root, system, path.posix.join("stacks", system, "scenarios", name)));
  });
  return {
    files: read.flatMap(({ found }) => found ?? []),
    faults: read.flatMap(({ faults }) => faults),
  };
}

function readScenario(root: string, system: string, file: string) {
  const document = parseDocument(fs.readFileSync(path.join(root, file), "utf8"));
  const [broken] = document.errors;
  if (broken !== undefined) return { faults: [`${file}: ${broken.message.split("\n", 1)[0] ?? ""}`] };
  const { scenario, faults } = parseScenario(document.toJS());
  if (scenario === undefined) return { faults: faults.map((fault) => `${file}: ${fault}`) };
  const foreign = [...scenario.rows, ...scenario.partOf].filter((id) => row(id).system !== system);
  if (foreign.length > 0) return { faults: [`${file}: rows: ${foreign.join(", ")} is of another system`] };
  return { faults: [], found: { file, system, name: path.basename(file, ".yaml"), scenario } };
}

/** Throws ExpectedError with every fault in the files of the scenarios. */
export function refuseFaults({ faults }: Scenarios): void {
  if (faults.length === 0) return;
  throw new ExpectedError(
    [
      "Scenarios cannot be used.",
      ...faults.map((fault) => `  ${fault}`),
      "  allowed  what docs/verify.md says of scenarios",
      "  fix      correct the files, or move them away",
    ].join("\n"),
  );
}
