import fs from "node:fs";
import path from "node:path";
import { homeFolder, writeFault } from "./cache-folder.mjs";
import { engineName, engineVersion, install } from "./installation.mjs";
import { withProgress } from "./progress.mjs";
import { run } from "./step.mjs";

/** The engine's program, in the Go module that rehearsal/engine/go.mod names. */
const program = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";

const flags = [
  "-trimpath",
  "-modcacherw",
  "-ldflags",
  `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${engineVersion}`,
];

/** Whether there is a Go toolchain on the PATH. */
export async function hasGo() {
  try {
    await run("go", ["version"]);
    return true;
  } catch {
    return false;
  }
}

/** The engine built from its Go module. */
export function buildEngine(root, cache) {
  return install(cache, "Go module", async (folder) => {
    const module = path.join(root, "rehearsal", "engine");
    const env = await environment(cache);
    const modules = wantedModules(module);
    let fetched = 0;
    const compiled = await withProgress(
      `fetching the Go modules of Pulumi ${engineVersion}`,
      { usually: "1 to 2 minutes, seconds when Go has them", done: () => `${fetched} of up to ${modules} modules` },
      () =>
        run("go", ["list", "-deps", "-f", "{{if .Stale}}{{.ImportPath}}{{end}}", ...flags, program], {
          cwd: module,
          env,
          isProgress: (line) => {
            const isFetch = line.startsWith("go: downloading ");
            if (isFetch) fetched += 1;
            return isFetch;
          },
        }),
    );
    const packages = compiled.split("\n").filter(Boolean).length;
    let finished = 0;
    await withProgress(
      `building Pulumi ${engineVersion} from its Go module`,
      { usually: "3 to 6 minutes, seconds when Go has it", done: () => `${finished} of ${packages} packages` },
      () =>
        run("go", ["build", "-v", ...flags, "-o", path.join(folder, "bin", engineName), program], {
          cwd: module,
          env,
          isProgress: (line) => {
            const isPackage = /^[\w.-]+(\/\S+)*$/.test(line);
            if (isPackage) finished = Math.min(finished + 1, packages);
            return isPackage;
          },
        }),
    );
  });
}

/**
 * Go's environment: the person's own, with its proxies, but for this machine and this module, and with caches that can be
 * written where there is no home or a read-only one.
 */
async function environment(cache) {
  const { GOOS: _os, GOARCH: _arch, GOWORK: _work, GO111MODULE: _module, ...own } = process.env;
  const home = homeFolder();
  const env = { ...(home !== undefined && { HOME: home }), ...own, CGO_ENABLED: "0", GOWORK: "off" };
  const names = ["GOCACHE", "GOMODCACHE"];
  const known = await run("go", ["env", ...names], { env }).then(
    (output) => output.split("\n"),
    () => [],
  );
  for (const [index, name] of names.entries()) {
    const folder = known[index] ?? "";
    if (folder === "" || writeFault(folder)) env[name] = path.join(cache, "care-platform", name.toLowerCase());
  }
  return env;
}

/** How many modules go.sum knows the contents of; not all of them are needed. */
function wantedModules(module) {
  const sums = path.join(module, "go.sum");
  if (!fs.existsSync(sums)) return 0;
  return fs
    .readFileSync(sums, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.includes("/go.mod ")).length;
}
