import * as path from "node:path";
import { systems } from "../../stacks/settings/systems";
import type { Probe } from "../probe";
import { readScenarios, type ScenarioFile } from "./files";
import { runScenario } from "./run-scenario";

/** The scenarios of all systems; `refuseFaults` refuses those that cannot be used. */
export const scenarios = readScenarios(path.resolve(__dirname, "../.."), systems);

/** The probe of a scenario. */
export function scenarioProbe({ file, system, name, scenario }: ScenarioFile): Probe {
  const { title, rows, partOf, steps } = scenario;
  return {
    name: `flow/${name}`,
    file,
    title,
    rows,
    partOf,
    needs: "flows",
    checks: (subject) =>
      subject.system === system
        ? [
            {
              address: subject.face.api,
              wanted: `each step as its file says: ${steps.map((step) => step.name).join(", ")}`,
              run: async (reach) => await runScenario(scenario, subject, reach),
            },
          ]
        : [],
  };
}

/** The probes of all scenarios: they go through the applications with test accounts. */
export const scenarioProbes: readonly Probe[] = scenarios.files.map(scenarioProbe);
