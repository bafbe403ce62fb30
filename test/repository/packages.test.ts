import * as fs from "node:fs";
import { builtinModules } from "node:module";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { build } from "esbuild";
import { rules } from "../../policy/index";
import { Pack } from "../../policy/pack";
import { manifestType } from "../../policy/stage-manifest";
import { resource } from "../policy/harness";

// Each package of the workspace works without the rest of the repository.

const root = path.resolve(__dirname, "../..");
const read = (file: string): string => fs.readFileSync(path.join(root, file), "utf8");

interface Manifest {
  readonly name: string;
  readonly description: string;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly files: readonly string[];
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}
const manifestOf = (folder: string) => JSON.parse(read(path.join(folder, "package.json"))) as Manifest;
const own = JSON.parse(read("package.json")) as Manifest & { readonly workspaces: readonly string[] };

/** Each package, its entries, and what it needs only while it is built: types, and what is compiled into it. */
const packages = [
  { folder: "policy", entries: ["serve.ts"], bundled: ["fastest-levenshtein", "yaml"] },
  { folder: "rehearsal/account", entries: ["index.ts", "faults.ts"], bundled: [] },
];

it("are all in the workspace", () => {
  expect(own.workspaces).toEqual(packages.map(({ folder }) => folder));
});

describe.each(packages)("$folder", ({ folder, entries, bundled }) => {
  const manifest = manifestOf(folder);

  it("imports nothing outside its folder but the packages that it names, and each of those", async () => {
    const { metafile } = await build({
      absWorkingDir: path.join(root, folder),
      entryPoints: entries,
      outdir: "never-written",
      bundle: true,
      write: false,
      metafile: true,
      packages: "external",
      platform: "node",
      logLevel: "silent",
    });
    const inputs = Object.keys(metafile.inputs);
    expect(inputs.length).toBeGreaterThan(20);
    expect(inputs.filter((file) => file.startsWith(".."))).toEqual([]);

    const imported = Object.values(metafile.inputs)
      .flatMap((input) => input.imports)
      .filter(({ external }) => external)
      .map(({ path: name }) => name)
      .filter((name) => !name.startsWith("node:") && !builtinModules.includes(name));
    const names = imported.map((name) => name.split("/", name.startsWith("@") ? 2 : 1).join("/"));
    expect([...new Set(names)].sort()).toEqual([...Object.keys(manifest.dependencies), ...bundled].sort());
  });

  it("describes itself to strangers, in files that are there", () => {
    expect(manifest.description).toMatch(/\w+ \w+/);
    expect(Object.keys(manifest.exports)).toContain(".");
    expect(read(path.join(folder, "README.md"))).toMatch(/^# .+\n\n\w/);
  });

  it("needs the versions that the repository is tested with", () => {
    const given = { ...own.devDependencies, ...own.dependencies };
    for (const [name, version] of Object.entries({ ...manifest.devDependencies, ...manifest.dependencies })) {
      expect([name, version]).toEqual([name, given[name] ?? version]);
    }
    for (const [name, range] of Object.entries(manifest.peerDependencies ?? {})) {
      expect([name, range]).toEqual([name, `^${given[name] ?? ""}`]);
    }
  });
});

describe("the examples of the READMEs", () => {
  it.each([
    ["policy/README.md", "policy/example/stage-manifest.ts"],
    ["rehearsal/account/README.md", "rehearsal/account/example/trial.mjs"],
  ])("in %s is %s, which is run", (readme, file) => {
    expect(read(readme)).toContain(`\n\`\`\`${path.extname(file).replace(".m", ".").slice(1)}\n${read(file)}\`\`\`\n`);
  });

  it("say to the pack what the tasks of a program need", async () => {
    const created: pulumi.runtime.MockResourceArgs[] = [];
    await pulumi.runtime.setMocks({
      newResource: (args) => {
        created.push(args);
        return { id: args.name, state: {} };
      },
      call: () => ({}),
    });
    jest.requireActual("../../policy/example/stage-manifest");
    await pulumi.runtime.disconnect();
    expect(created.map(({ type }) => type)).toEqual([manifestType]);

    const pack = new Pack(rules, { environment: {}, folder: path.join(root, "policy"), today: "2026-11-25" });
    pack.analyze(resource(manifestType, created[0]!.inputs as object));
    const containers = JSON.stringify([{ name: "api", secrets: [{ name: "DATABASE_URL", valueFrom: "arn" }] }]);
    const task = { family: "production-shop-api", cpu: "256", memory: "1024", containerDefinitions: containers };
    const messages = pack
      .analyze(resource("aws:ecs/taskDefinition:TaskDefinition", task))
      .diagnostics.map(({ message }) => message);
    expect(messages).toEqual(
      expect.arrayContaining([
        expect.stringContaining("found no variable PORT in container api"),
        expect.stringContaining("found cpu 256 units; needed at least 512 units"),
      ]),
    );
    expect(messages.join("\n")).not.toContain("no secret");
  });
});
