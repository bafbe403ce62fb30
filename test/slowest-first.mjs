import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import Sequencer from "@jest/test-sequencer";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** The slowest suites, slowest first, as docs/performance.md lists them. */
const slowest = [
  ...fs.readFileSync(path.join(root, "docs/performance.md"), "utf8").matchAll(/^\| `(test\/[^`]+)` /gm),
].map(([, file]) => path.join(root, file));

/**
 * Begins with the slowest suites also where jest does not know yet how long each takes, as in a fresh clone: it would go by
 * the size of the files, and a suite of four minutes could be the last, beside an idle worker.
 */
export default class SlowestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path: file }) => (slowest.includes(file) ? slowest.indexOf(file) : slowest.length);
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other));
  }
}
