import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import path from "node:path";
import { type Browser, chromium } from "playwright-core";
import { describeWith } from "./describe-with";

/** A Chromium without a window. */
export interface RealChromium {
  readonly browser: Browser;
  stop(): Promise<void>;
}

const root = path.join(__dirname, "..", "..");

/** Where the packaged program is unpacked, once for a checkout. */
const cache = path.join(root, "node_modules", ".cache", "chromium");

// The package is an ES module, and unpacks into the temporary folder.
const unpack = `import("@sparticuz/chromium").then(({ default: one }) => one.executablePath()).then((file) => process.stdout.write(file))`;

/** The program on the PATH, or the one that a package brings for Linux on x64; its version tells whether it can run here. */
function program(): { readonly file?: string; readonly missing?: string } {
  const onPath = ["chromium", "chromium-browser", "google-chrome"].find(starts);
  if (onPath !== undefined) return { file: onPath };
  if (process.platform !== "linux" || process.arch !== "x64") return { missing: "chromium is not on the PATH" };
  fs.mkdirSync(cache, { recursive: true });
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", unpack], {
    cwd: root,
    env: { ...process.env, TMPDIR: cache },
    encoding: "utf8",
  });
  if (!stdout.startsWith("/")) return { missing: `@sparticuz/chromium does not unpack: ${stderr.trim()}` };
  return starts(stdout)
    ? { file: stdout }
    : { missing: "chromium is not on the PATH, and the packaged one does not start (apt-get install chromium)" };
}

function starts(file: string): boolean {
  return spawnSync(file, ["--version"], { stdio: "ignore" }).status === 0;
}

/** The `describe` of tests that need a real Chromium. */
export function describeWithChromium(title: string, tests: (chromium: () => RealChromium) => void): void {
  const { file, missing } = program();
  const start = async (): Promise<RealChromium> => {
    if (file === undefined) throw new Error(missing);
    // Its sandbox does not start as root, and needs rights that a container seldom gives; it shows only our own page.
    const browser = await chromium.launch({ executablePath: file, args: ["--no-sandbox", "--headless=shell"] });
    return { browser, stop: () => browser.close() };
  };
  describeWith(title, { missing, start }, tests);
}
