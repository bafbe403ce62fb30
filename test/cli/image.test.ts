import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { definitionOf, inspectionOf } from "../readiness/images/dockerfile";

const root = path.resolve(__dirname, "../..");
const release = { REVISION: "0123456789abcdef0123456789abcdef01234567", VERSION: "v1.4.2" };
const inspection = JSON.stringify(inspectionOf(definitionOf("med-platform"), release));

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "image-command-"));
});
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

function image(words: readonly string[], input = "", env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync("node", ["--import", "tsx", "cli/image.ts", ...words], {
    cwd: root,
    encoding: "utf8",
    input,
    env: { ...process.env, FORCE_COLOR: undefined, ...env },
  });
  return { status, stdout, stderr };
}

/** A program that answers as Docker does. */
function docker(script: string): NodeJS.ProcessEnv {
  const file = path.join(folder, "docker");
  fs.writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return { PATH: `${folder}${path.delimiter}${process.env.PATH ?? ""}` };
}

describe("npm run image", () => {
  const chosen = ["--stage", "staging", "--system", "med-platform"];

  it("checks what comes on standard input for every service, and says what it cannot see", () => {
    const { status, stdout, stderr } = image([...chosen, "-"], inspection);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(
      /^right {2}staging, med-platform, api: no violations[^]*right {2}staging, med-platform, migration/m,
    );
    expect(stdout).toContain("the file /opt/med-platform/rds-global-bundle.pem");
  });

  it("asks Docker for an image that is no file, with its history, and ends with 1 when it breaks the contract", () => {
    const history = JSON.stringify("RUN |1 NPM_TOKEN=do-not-print /bin/sh -c npm ci");
    const answers = docker(`case "$2" in inspect) echo '${inspection}' ;; *) echo '${history}' ;; esac`);
    const { status, stdout } = image([...chosen, "--service", "api", "--json", "--", "app:v1.4.2"], "", answers);
    const { ok, services } = JSON.parse(stdout) as { ok: boolean; services: { violations: { rule: string }[] }[] };
    expect({ status, ok }).toEqual({ status: 1, ok: false });
    expect(services.map(({ violations }) => violations.map(({ rule }) => rule))).toEqual([["history"]]);
    expect(stdout).not.toContain("do-not-print");
  });

  it.each<[string, readonly string[], RegExp]>([
    ["a name that Docker does not have", ["--", "app:v9"], /no file, and Docker does not have it: No such image/],
    ["a name that would be an option of Docker", ["--", "--host=x"], /the name of no file and no image/],
    ["a service that the system does not have", ["--service", "wroker", "-"], /allowed {2}api, migration/],
  ])("refuses %s", (_, words, message) => {
    const { status, stdout, stderr } = image([...chosen, ...words], "", docker("echo 'No such image' >&2; exit 1"));
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/given {4}\S[^]*allowed {2}\S[^]*fix {6}\S/);
  });
});
