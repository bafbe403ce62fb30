import { execFileSync, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { rules } from "../../policy/index";
import manifest from "../../policy/package.json";
import { AnalyzerClient } from "./analyzer-client";
import { unknown, urnOf } from "./harness";

const folder = path.join(__dirname, "../../policy");
const compiled = path.join(folder, `bin-test-${process.pid}`);
const instance = "aws:rds/instance:Instance";

// What starts here is what the engine starts, compiled by the same script, from a folder that is not the pack's.
describe("the compiled pack", () => {
  let child: ChildProcess;
  let client: AnalyzerClient;
  let firstLine: string;

  beforeAll(async () => {
    execFileSync(process.execPath, [path.join(folder, "build.mjs"), compiled]);
    child = spawn(process.execPath, [path.join(compiled, "serve.js")], {
      cwd: tmpdir(),
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(createInterface({ input: child.stdout! }), "line")) as [string];
    firstLine = line;
    client = new AnalyzerClient(line);
  });

  afterAll(() => {
    client.close();
    child.kill();
    fs.rmSync(compiled, { recursive: true });
  });

  it("is one file, which package.json names", () => {
    expect(fs.readdirSync(compiled)).toEqual(["serve.js"]);
    expect(manifest.main).toBe("bin/serve.js");
  });

  it("asks the machine for no package that package.json does not name", () => {
    const source = fs.readFileSync(path.join(compiled, "serve.js"), "utf8");
    const required = [...source.matchAll(/(?<![.\w])require\("([^".][^"]*)"\)/g)].map(([, name]) => name!);
    const packages = required.filter((name) => !name.startsWith("node:") && !builtin.includes(name)).map(packageOf);
    expect([...new Set(packages)].sort()).toEqual(Object.keys(manifest.dependencies).sort());
  });

  it("prints its port first and nothing else", () => {
    expect(firstLine).toMatch(/^\d+$/);
  });

  it("introduces itself with every rule", async () => {
    const info = await client.info();
    expect(info.name).toBe("care-platform-checklist");
    expect(info.version).toBe(manifest.version);
    expect(info.policiesList.map((policy) => policy.name).sort()).toEqual(rules.map((rule) => rule.id).sort());
  });

  it("answers for what it knows and says what it waits for", async () => {
    const { diagnostics } = await client.analyze({
      type: instance,
      name: "database",
      urn: urnOf(instance, "database", "staging"),
      properties: {
        publiclyAccessible: true,
        storageEncrypted: unknown,
        dbSubnetGroupName: "data",
        vpcSecurityGroupIds: ["sg-1"],
      },
    });
    const messages = diagnostics.map((diagnostic) => (diagnostic as { message: string }).message);
    expect(messages).toContain("[rds-encrypted] database: undecided: waits for storageEncrypted.");
    expect(messages).toContain(
      "[rds-private] database: found publiclyAccessible true; needed publiclyAccessible false. Change publiclyAccessible.",
    );
  });
});

/** Modules of Node.js that a bundled package asks for without the prefix. */
const builtin = ["process", "buffer"];

/** The package of an import: `@grpc/grpc-js`, `protobufjs` of `protobufjs/minimal`. */
function packageOf(name: string): string {
  return name.split("/", name.startsWith("@") ? 2 : 1).join("/");
}
