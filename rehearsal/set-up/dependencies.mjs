import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { run, say, SetUpError } from "./step.mjs";

/** The oldest Node.js release line the project's packages support. */
const oldestNode = 20;

/** Installs the packages with `npm ci` when the lock file is not the one they were installed from. */
export async function prepareDependencies(root) {
  if (Number(process.versions.node.split(".")[0]) < oldestNode) {
    throw new SetUpError(`Node.js ${oldestNode} or newer is needed; this is ${process.versions.node}.`);
  }
  const modules = path.join(root, "node_modules");
  const stamp = path.join(modules, ".installed-from");
  const lock = createHash("sha256")
    .update(fs.readFileSync(path.join(root, "package-lock.json")))
    .digest("hex");
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === lock) return;
  say("installing packages (npm ci, about half a minute)");
  try {
    await run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: root });
  } catch (error) {
    throw new SetUpError(`npm ci failed; without network it cannot install the packages. It said: ${error.message}`);
  }
  fs.writeFileSync(stamp, lock);
}
