// Runs before the npm scripts with nothing but Node.js there, and does only what is still to do. The argument names the
// last thing that is needed: packages, policy-pack, or (by default) engine.
import path from "node:path";
import { prepareDependencies } from "./dependencies.mjs";
import { SetUpError } from "./step.mjs";

const root = path.resolve(import.meta.dirname, "..", "..");
const last = process.argv[2] ?? "engine";

try {
  await prepareDependencies(root);
  // Later steps use packages that the first one installs.
  if (last !== "packages") await (await import("./policy-pack.mjs")).preparePolicyPack(root);
  if (last === "engine") {
    const { prepareEngine } = await import("./engine.mjs");
    await prepareEngine(root, path.join(root, "node_modules", ".cache", "care-platform", "engine.json"));
  }
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  process.stderr.write(`set-up cannot go on: ${error.message}\n`);
  process.exitCode = 1;
}
