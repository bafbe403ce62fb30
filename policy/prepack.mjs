// Puts into the package what lies beside the pack's folder in its project: the licence, and the catalogue of the rules.
import fs from "node:fs";
import path from "node:path";

const folder = import.meta.dirname;
for (const [from, to] of [
  ["../LICENSE", "LICENSE"],
  ["../docs/policies.md", "policies.md"],
]) {
  fs.copyFileSync(path.join(folder, from), path.join(folder, to));
}
