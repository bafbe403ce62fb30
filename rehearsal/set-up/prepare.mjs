// Runs before the npm scripts with nothing but Node.js there, and does only what is still to do.
import path from "node:path";
import { prepareDependencies } from "./dependencies.mjs";
import { SetUpError } from "./step.mjs";

const root = path.resolve(import.meta.dirname, "..", "..");

try {
  await prepareDependencies(root);
  if (!process.argv.includes("--packages-only")) {
    // Later steps use packages that the first one installs.
    const { preparePolicyPack } = await import("./policy-pack.mjs");
    const { prepareEngine } = await import("./engine.mjs");
    await preparePolicyPack(root);
    await prepareEngine(root, path.join(root, "node_modules", ".cache", "care-platform", "engine.json"));
  }
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  process.stderr.write(`set-up cannot go on: ${error.message}\n`);
  process.exitCode = 1;
}
