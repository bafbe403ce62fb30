import fs from "node:fs";
import path from "node:path";
import { engineVersion, install } from "./installation.mjs";
import { megabytes, withProgress } from "./progress.mjs";

/** The official release, through the Automation API's own installer. */
export function installRelease(cache) {
  return install(cache, "official release", async (folder) => {
    const { PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
    const { SemVer } = (await import("semver")).default;
    const before = process.env.TMPDIR;
    // The installer downloads into the folder for temporary files: there its size tells how far it is.
    process.env.TMPDIR = folder;
    const done = () => megabytes(sizeOf(folder));
    try {
      await withProgress(`fetching the official Pulumi ${engineVersion}`, { usually: "a minute", done }, () =>
        PulumiCommand.install({ root: folder, version: new SemVer(engineVersion) }),
      );
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
  });
}

/** The size of all files below a folder, in bytes; files may go meanwhile. */
function sizeOf(folder) {
  return fs
    .readdirSync(folder, { recursive: true })
    .map((name) => fs.statSync(path.join(folder, name), { throwIfNoEntry: false }))
    .reduce((sum, stat) => sum + (stat?.isFile() ? stat.size : 0), 0);
}
