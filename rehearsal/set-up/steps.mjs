import path from "node:path";
import { prepareDependencies } from "./dependencies.mjs";
import { Interrupted, SetUpError } from "./step.mjs";
import { explained } from "./system-fault.mjs";

/** Does what is still to do up to the step `last`; a fault becomes one sentence on standard error and the exit code. */
export async function prepare(root, last) {
  try {
    if (root.includes(path.delimiter)) {
      throw new SetUpError(
        `the folder ${root} has "${path.delimiter}" in its path, which separates the folders of PATH; move it elsewhere.`,
      );
    }
    await prepareDependencies(root);
    // Later steps use packages that the first one installs.
    if (last !== "packages") await (await import("./policy-pack.mjs")).preparePolicyPack(root);
    if (last === "engine") {
      const { prepareEngine } = await import("./engine.mjs");
      await prepareEngine(root, path.join(root, "node_modules", ".cache", "care-platform", "engine.json"));
    }
  } catch (error) {
    process.exitCode = error instanceof Interrupted ? error.exitCode : 1;
    const sentence = error instanceof SetUpError ? error.message : explained(error);
    if (sentence === undefined) throw error;
    process.stderr.write(`set-up cannot go on: ${sentence}\n`);
  }
}
