import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { engineEnvironment, locateEngine, projectRoot } from "../../../rehearsal/engine/engine";

// The account as somebody else installs it: from its package, in a folder with nothing else of this repository.

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "packed-account-")));
const packageFolder = path.join(folder, "node_modules", "care-platform-account");
const run = (command: string, args: readonly string[], env = process.env, cwd = folder): string =>
  execFileSync(command, args, { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
}

beforeAll(() => {
  run("npm", ["pack", path.join(projectRoot, "rehearsal", "account"), "--pack-destination", folder]);
  const [archive = ""] = fs.readdirSync(folder).filter((file) => file.endsWith(".tgz"));
  fs.mkdirSync(packageFolder, { recursive: true });
  run("tar", ["xzf", path.join(folder, archive), "-C", packageFolder, "--strip-components", "1"]);
  const { dependencies } = JSON.parse(fs.readFileSync(path.join(packageFolder, "package.json"), "utf8")) as Manifest;
  // Of the providers it has one: the account serves those that are installed.
  for (const name of [...Object.keys(dependencies), "@pulumi/aws"]) {
    const link = path.join(folder, "node_modules", name);
    fs.mkdirSync(path.dirname(link), { recursive: true });
    fs.symlinkSync(path.join(projectRoot, "node_modules", name), link);
  }
});

afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

it("holds what was compiled and no source", () => {
  const files = fs.readdirSync(packageFolder, { recursive: true, encoding: "utf8" });
  expect(files.filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))).toEqual([]);
  expect(files).toEqual(expect.arrayContaining(["README.md", path.join("bin", "index.js")]));
});

it("runs the example of its README on the engine", () => {
  const example = path.join(projectRoot, "rehearsal", "account", "example", "trial.mjs");
  fs.copyFileSync(example, path.join(folder, "trial.mjs"));
  const engine = locateEngine();
  const env = engineEnvironment({ engine, folder, debugProviders: "" });
  const output = run(process.execPath, ["trial.mjs"], { ...env });
  expect(output).toMatch(/^\{ create: 2 \} arn:aws:s3:::notes-\w+\n\{ delete: 2 \}\n$/);
});

it("has types by which somebody's program is checked", () => {
  const options = { module: "node16", strict: true, noEmit: true, skipLibCheck: true, types: [], target: "es2022" };
  fs.writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files: ["use.ts"] }));
  const compiler = path.join(projectRoot, "node_modules", "typescript", "bin", "tsc");
  const check = (line: string): string => {
    const imports = [
      'import { startAccount } from "care-platform-account";',
      'import { AccountRefusal } from "care-platform-account/faults";',
    ];
    fs.writeFileSync(path.join(folder, "use.ts"), [...imports, line, "export { AccountRefusal };"].join("\n"));
    try {
      return run(process.execPath, [compiler, "-p", folder]);
    } catch (error) {
      return (error as { readonly stdout: string }).stdout;
    }
  };
  expect(check('void startAccount("f").then(({ debugProviders }) => debugProviders.length);')).toBe("");
  expect(check("void startAccount(7);")).toContain("Argument of type 'number' is not assignable to");
});
