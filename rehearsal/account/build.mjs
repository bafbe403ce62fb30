// Compiles the account to JavaScript with its types, in bin/ or where the argument says: node build.mjs [folder]
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { build } from "esbuild";

const here = import.meta.dirname;
const output = path.resolve(process.argv[2] ?? path.join(here, "bin"));
const temporary = `${output}-${process.pid}`;

try {
  await build({
    absWorkingDir: here,
    entryPoints: ["index.ts", "faults.ts"],
    outdir: temporary,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "cjs",
    target: "node20",
    logLevel: "silent",
  });
  // What AWS publishes is read from beside the code, which lies in one folder here.
  const published = path.join(here, "published");
  fs.cpSync(path.join(published, "models"), path.join(temporary, "models"), { recursive: true });
  for (const file of fs.readdirSync(published).filter((name) => name.endsWith(".json"))) {
    fs.copyFileSync(path.join(published, file), path.join(temporary, file));
  }
  // Types only: `npm run check` of the repository has checked them.
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const options = ["-p", here, "--noCheck", "--outDir", path.join(temporary, "types")];
  execFileSync(process.execPath, [compiler, ...options], { stdio: "inherit" });
  fs.rmSync(output, { recursive: true, force: true });
  fs.renameSync(temporary, output);
} finally {
  fs.rmSync(temporary, { recursive: true, force: true });
}
