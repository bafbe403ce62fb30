import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { registry } from "../../stacks/registry";

const root = path.resolve(__dirname, "../..");

/** The files of a folder, from the root of the project. */
function filesIn(folder: string): string[] {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => path.join(folder, name));
}

interface Imports {
  readonly tree: Readonly<Record<string, readonly { readonly id: string | null }[] | null>>;
  readonly circulars: readonly (readonly string[])[];
}

/** Every import of the project, of types too, from everything that is started. */
function readImports(): Imports {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "imports-"));
  try {
    const file = path.join(folder, "imports.json");
    const started = [
      "index.ts",
      "cli/*.ts",
      "policy/serve.ts",
      "functions/**/*.ts",
      "rehearsal/**/*.ts",
      "test/**/*.ts",
    ];
    const quietly = ["--no-tree", "--no-circular", "--no-warning", "--no-progress", "--output", file];
    execFileSync(process.execPath, ["node_modules/dpdm/lib/bin/dpdm.js", ...quietly, ...started], {
      cwd: root,
      stdio: "pipe",
    });
    return JSON.parse(fs.readFileSync(file, "utf8")) as Imports;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

describe("the imports", () => {
  const { tree, circulars } = readImports();

  it("form no cycle, types included", () => {
    expect(Object.keys(tree).length).toBeGreaterThan(700);
    expect(circulars).toEqual([]);
  });

  it("lead from no declaration, and from nothing that is composed of them, to Pulumi", () => {
    const composed = ["stacks/registry.ts", ...filesIn("stacks/settings"), ...filesIn("settings")];
    const reached = new Set(composed);
    for (const file of reached) {
      for (const { id } of tree[file] ?? []) if (id?.endsWith(".ts") === true) reached.add(id);
    }
    expect(reached).toContain("stacks/med-platform/declaration.ts");
    const loading = [...reached].filter((file) =>
      fs.readFileSync(path.join(root, file), "utf8").includes('from "@pulumi/'),
    );
    expect(loading).toEqual([]);
  });
});

describe("the names of the systems", () => {
  const names = registry.flatMap(({ name, key }) => [name, key]);
  const namesIn = (file: string) =>
    names.filter((name) => fs.readFileSync(path.join(root, file), "utf8").includes(name));

  it("are in no file of the settings", () => {
    expect(filesIn("settings").filter((file) => namesIn(file).length > 0)).toEqual([]);
  });

  it("are in no file that verifies a stage: what a system offers is in its declaration", () => {
    expect(filesIn("verify").length).toBeGreaterThan(30);
    expect(filesIn("verify").filter((file) => namesIn(file).length > 0)).toEqual([]);
  });

  it("are listed in the registry, and beside it in the map of what builds them", () => {
    const listing = filesIn("stacks").filter((file) => registry.every(({ name }) => namesIn(file).includes(name)));
    expect(listing.sort()).toEqual(["stacks/builders.ts", "stacks/registry.ts"]);
  });
});
