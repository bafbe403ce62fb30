import * as fs from "node:fs";
import * as path from "node:path";
import { buildSync } from "esbuild";

const root = path.join(__dirname, "../..");

describe("the components", () => {
  it("are each used by the program", () => {
    const { inputs } = buildSync({
      absWorkingDir: root,
      entryPoints: ["index.ts"],
      bundle: true,
      write: false,
      metafile: true,
      packages: "external",
      platform: "node",
      logLevel: "silent",
    }).metafile;
    const files = fs.readdirSync(path.join(root, "components"), { recursive: true, encoding: "utf8" });
    const components = files.filter((file) => file.endsWith(".ts")).map((file) => path.posix.join("components", file));

    expect(components.length).toBeGreaterThan(50);
    expect(components.filter((file) => !(file in inputs))).toEqual([]);
  });
});
