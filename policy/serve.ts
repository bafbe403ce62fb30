import path from "node:path";
import { rules } from "./index";
import manifest from "./package.json";
import { Pack } from "./pack";
import { servePack } from "./server/service";

/** The pack's metadata for the engine. */
const description = {
  name: manifest.name,
  version: manifest.version,
  displayName: "care-platform production checklists",
  description: manifest.description,
};

const pack = new Pack(rules, {
  environment: process.env,
  // The compiled file is in bin/.
  folder: path.dirname(__dirname),
  today: new Date().toISOString().slice(0, "YYYY-MM-DD".length),
  // Programs that parse the engine's events need each open check.
  forPeople: process.env.CARE_PLATFORM_POLICY_UNDECIDED !== "each",
});

// Its parent process may be killed.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.exit(1);
}, 500).unref();

servePack(pack, description).then(
  ({ port }) => {
    // The engine reads the first line of the standard output as the pack's port: nothing else may be printed.
    process.stdout.write(`${port}\n`);
  },
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  },
);
