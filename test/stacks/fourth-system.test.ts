import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { readResult } from "../../readiness/read-result";
import type { RunResult } from "../../readiness/run-result";
import { withSystems } from "../../stacks/settings/fewer-systems";
import { stackFileName } from "../../stacks/settings/file";
import { ProjectCopy } from "../rehearsal/engine/project-copy";

// A system is one folder in stacks/, one entry in the registry and one in the map of builders. Nothing else is changed in this
// copy of the project but the file of the stage that is to run it.

const copy = new ProjectCopy();
const stage = "development";
const system = "lab-system";
const secret = "JWT_SECRET";

beforeAll(() => {
  const fixture = path.join(__dirname, system);
  fs.mkdirSync(copy.path("stacks", system));
  for (const file of fs.readdirSync(fixture)) {
    const text = fs.readFileSync(path.join(fixture, file), "utf8");
    const moved = text.replaceAll('"../../../stacks/', '"../').replaceAll('"../../../', '"../../');
    fs.writeFileSync(copy.path("stacks", system, file), moved);
  }
  register("stacks/registry.ts", 'import { labSystem } from "./lab-system/declaration";', "medPlatform]", "labSystem]");
  register(
    "stacks/builders.ts",
    'import { LabSystem } from "./lab-system/lab-system";',
    '"med-platform": MedPlatform,',
    '"lab-system": LabSystem,',
  );
  const file = copy.path(stackFileName(stage));
  fs.writeFileSync(file, withSystems(fs.readFileSync(file, "utf8"), []));
  copy.choose(stage, ["systems"], [system]);
  copy.choose(stage, [system], {
    domain: "<domain>",
    image: "v1.0.0",
    api: { cpu: 256, memory: 512, minimumTasks: 1, maximumTasks: 2 },
    postgres: {
      engineVersion: "16",
      instanceClass: "db.t4g.micro",
      allocatedStorage: 20,
      maxAllocatedStorage: 40,
      maxConnections: 100,
    },
  });
});
afterAll(() => {
  copy.remove();
});

/** Adds an import and an entry behind the last one. */
function register(file: string, line: string, last: string, entry: string): void {
  const kept = last.endsWith("]") ? `${last.slice(0, -1)}, ` : `${last}\n  `;
  copy.change(file, last, `${kept}${entry}`);
  fs.writeFileSync(copy.path(file), `${line}\n${fs.readFileSync(copy.path(file), "utf8")}`);
}

async function rehearsed(...args: readonly string[]): Promise<RunResult> {
  const { exitCode, stdout, stderr } = await copy.rehearse("--stage", stage, "--json", "result.json", ...args);
  if (exitCode !== 0) throw new Error(`${stdout.slice(-3000)}${stderr.slice(-3000)}`);
  return readResult(copy.path("result.json"));
}

/** What the stage's outputs say it runs, as `pulumi stack output rotation --json` would write it. */
function deployedRecord(): unknown {
  const { deployment } = JSON.parse(fs.readFileSync(copy.path("state.json"), "utf8")) as {
    readonly deployment: {
      readonly resources: readonly { readonly type: string; readonly outputs?: Readonly<Record<string, unknown>> }[];
    };
  };
  return deployment.resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs?.rotation;
}

it("deploys, settles, rotates a secret and is judged by the pack like the others", async () => {
  const first = await rehearsed("--keep", "--export", "state.json");
  expect(first.steps.map(({ name }) => name)).toEqual(["preview", "up", "up again"]);
  expect(deployedRecord()).toMatchObject({ [system]: { [secret]: { current: 1, phase: "steady" } } });
  const outcomes = Object.fromEntries(first.policy.outcomes.map(({ rule, outcome }) => [rule, outcome]));
  expect(outcomes).toMatchObject({
    "required-container-env": "passed",
    "keyring-overlap": "passed",
    "secret-age-alarms": "passed",
    "rds-in-backup-plan": "passed",
  });

  fs.writeFileSync(copy.path("deployed.json"), JSON.stringify(deployedRecord()));
  const rotate = ["--import", "tsx", "cli/rotate.ts", "publish", "--stage", stage, "--secret", secret];
  const { exitCode, stdout, stderr } = await copy.run(process.execPath, [...rotate, "--deployed", "deployed.json"]);
  expect({ exitCode, stderr, stdout }).toMatchObject({ exitCode: 0 });
  const file = parse(fs.readFileSync(copy.path(stackFileName(stage)), "utf8")) as {
    readonly config: Readonly<Record<string, unknown>>;
  };
  expect(file.config["care-platform:rotation"]).toMatchObject({ [system]: { [secret]: { phase: "published" } } });

  const second = await rehearsed("--from-kept", "--export", "state.json");
  expect(deployedRecord()).toMatchObject({ [system]: { [secret]: { current: 1, next: 2, phase: "published" } } });
  expect(second.policy).toMatchObject({ mandatory: 0, undecided: 0 });
});
