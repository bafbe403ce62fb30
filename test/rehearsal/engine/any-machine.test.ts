import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ProjectCopy, engineTimeout } from "./project-copy";

// A machine on which nothing is as usual: a folder with every character that means something to a shell, to a URL or to
// a pattern, no home, a proxy that nobody answers, and variables that would change what the engine and Node.js do.

const temporary = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "any-")));
const odd = path.join(temporary, "Prüfung #1 100%25 (it's) [a] $b & c?d;e+f");
const proxy = "http://127.0.0.1:9";

const environment = {
  PATH: process.env.PATH,
  LANG: "C",
  ...Object.fromEntries(
    ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "grpc_proxy"].map((name) => [
      name,
      proxy,
    ]),
  ),
  no_proxy: "localhost, 127.0.0.1, .corp.example",
  PULUMI_OPTION_JSON: "true",
  PULUMI_OPTION_REFRESH: "true",
  PULUMI_STACK: "another",
  PULUMI_CONFIG: "no JSON",
  PULUMI_CONFIG_PASSPHRASE_FILE: "/nowhere",
  PULUMI_BACKEND_URL: "https://127.0.0.1:9",
  PULUMI_PARALLEL: "0",
  PULUMI_ERROR_OUTPUT_STRING: "true",
  PULUMI_DISABLE_RESOURCE_REFERENCES: "true",
  AWS_PROFILE: "nobody",
  AWS_REGION: "xx-nowhere-1",
  MONGODB_ATLAS_BASE_URL: proxy,
  GRPC_VERBOSITY: "DEBUG",
  GRPC_TRACE: "all",
  TRACEPARENT: "nonsense",
};

let copy: ProjectCopy;

beforeAll(() => {
  fs.mkdirSync(odd);
  const usual = process.env.TMPDIR;
  process.env.TMPDIR = odd;
  try {
    copy = new ProjectCopy();
  } finally {
    if (usual === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = usual;
  }
});

afterAll(() => {
  fs.rmSync(temporary, { recursive: true });
});

it(
  "rehearses a stage there",
  async () => {
    copy.leaveSystem("staging", "ahava-healthcare");
    const command = ["--stack-trace-limit=0", "--import", "tsx", "cli/rehearse.ts", "--preview-only"];
    const { exitCode, stdout, stderr } = await copy.run(process.execPath, command, environment);

    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: expect.not.stringMatching(/proxy|^\s+at /m) as string,
    });
    expect(stdout).toMatch(/\d+ to create/);
    expect(stdout).toContain("0 mandatory");
  },
  engineTimeout,
);

it(
  "runs a command beside the account there, which reaches the account and not the proxy",
  async () => {
    const command = [
      "--import",
      "tsx",
      "cli/account.ts",
      "--stage",
      "staging",
      "pulumi",
      "preview",
      "--policy-pack",
      "policy",
    ];
    const { exitCode, stdout, stderr } = await copy.run(process.execPath, command, environment);

    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: expect.not.stringMatching(/Failed to connect/) as string,
    });
    expect(stdout).toMatch(/\d+ to create/);
  },
  engineTimeout,
);
