// Runs before the npm scripts with nothing but Node.js there, and does only what is still to do. The argument names the
// last thing that is needed: packages, policy-pack, or (by default) engine.
import path from "path";
import { fileURLToPath } from "url";
import { tooOld } from "./node-version.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");
const fault = tooOld(root);

if (fault === undefined) {
  import("./steps.mjs").then(({ prepare }) => prepare(root, process.argv[2] || "engine"));
} else {
  process.stderr.write(`set-up cannot go on: ${fault}\n`);
  process.exitCode = 1;
}
