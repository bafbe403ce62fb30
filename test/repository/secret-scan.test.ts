import { spawnSync } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

// The scan of `npm run check`, with its own arguments and exceptions, on a folder that holds planted secrets. They are made
// here, so that no file of the repository looks as if it held one.

const root = path.resolve(__dirname, "../..");
const { scripts } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")) as {
  readonly scripts: { readonly check: string };
};

/** What `npm run check` gives to secretlint. */
const args = (/secretlint ([^&]*)/.exec(scripts.check)?.[1] ?? "").trim().split(" ");

const hex = (digits: number): string => randomBytes(digits).toString("hex").slice(0, digits);
const upper = (letters: number): string =>
  [...randomBytes(letters)].map((byte) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[byte % 32]).join("");

/** Secrets by the file they are planted in. */
const planted: Readonly<Record<string, string>> = {
  "aws-key-id.ts": `AKIA${upper(16)}`,
  "aws-key.yaml": `aws_secret_access_key: ${hex(40)}`,
  "paystack.ts": `sk_live_${hex(40)}`,
  "stripe.env.example": `rk_test_${hex(32)}`,
  "webhook.md": `whsec_${hex(32)}`,
  "atlas.yaml": `mdb_sa_sk_${hex(40)}`,
  "whatsapp.json": `EAA${hex(120)}`,
  "twilio.ts": `SK${hex(32)}`,
  "pulumi.sh": `pul-${hex(40)}`,
  "github.yml": `ghp_${hex(36)}`,
  "docs/page.md": `postgresql://app:${hex(20)}@database.internal:5432/app`,
  "test/beside-an-exception.test.ts": `"postgresql://app:correct-horse@db" "postgresql://app:${hex(20)}@db"`,
  "deep/in/.hidden/key.pem": generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  }).privateKey,
};

/** What is no secret, or stands where no commit takes it. */
const harmless: Readonly<Record<string, string>> = {
  ".env": `PAYSTACK_SECRET_KEY=sk_live_${hex(40)}`,
  "node_modules/some/index.js": `AKIA${upper(16)}`,
  "placeholders.env.example": "DATABASE_URL=postgresql://<user>:<password>@<host>:5432/app",
  "stand-ins.yaml": "key: sk_live_rehearsal_stand_in_of_production_opens_nothing",
  "account.yaml": 'accountId: "000000000000"',
};

interface Scan {
  readonly status: number | null;
  readonly found: readonly string[];
  readonly output: string;
}

let folder: string;
let scan: Scan;

/** Runs the scan in the folder, in a process of its own. */
function scanned(): Scan {
  const bin = path.join(root, "node_modules/secretlint/bin/secretlint.js");
  const config = path.join(root, ".secretlintrc.yml");
  const words = args.map((word) => word.replaceAll('"', ""));
  const options = ["--secretlintrc", config, "--no-color"];
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...options, ...words], {
    cwd: folder,
    encoding: "utf8",
  });
  // A file's findings stand below a line with its path.
  const files = stdout.split("\n").filter((line) => line.startsWith(folder));
  const found = files.map((file) => path.relative(folder, file).replaceAll(path.sep, "/"));
  return { status, found, output: stdout + stderr };
}

beforeAll(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "care-platform-secrets-")));
  fs.copyFileSync(path.join(root, ".gitignore"), path.join(folder, ".gitignore"));
  for (const [file, text] of Object.entries({ ...planted, ...harmless })) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), `${text}\n`);
  }
  scan = scanned();
});

afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

it("is part of npm run check, on all files that a commit could take", () => {
  expect(args).toEqual(["--secretlintignore", ".gitignore", '"**/*"']);
});

it.each(Object.keys(planted))("finds the secret in %s", (file) => {
  expect(scan.found).toContain(file);
  expect(scan.status).toBe(1);
});

it.each(Object.keys(harmless))("finds nothing in %s", (file) => {
  expect(scan.found).not.toContain(file);
});

it("prints no secret that it finds", () => {
  const secrets = Object.values(planted).flatMap(
    (text) => /[0-9a-f]{20,}|AKIA[A-Z2-7]{16}|^[\w+/]{64}$/m.exec(text) ?? [],
  );
  expect(secrets).toHaveLength(Object.keys(planted).length);
  expect(secrets.filter((secret) => scan.output.includes(secret))).toEqual([]);
});

it("excepts values, each with its reason in the line above, and no file", () => {
  const lines = fs.readFileSync(path.join(root, ".secretlintrc.yml"), "utf8").split("\n");
  const exceptions = lines.flatMap((line, index) => (/^\s+- (?!id:|\{ name:)/.test(line) ? [index] : []));
  const reasonOf = (index: number): string =>
    exceptions.includes(index - 1) ? reasonOf(index - 1) : (lines[index - 1] ?? "");
  expect(exceptions.length).toBeGreaterThan(5);
  expect(exceptions.filter((index) => !/^\s+# \w+/.test(reasonOf(index)))).toEqual([]);
  expect(lines.filter((line) => /disabled|allowMessageIds|severity/.test(line))).toEqual([]);
  expect(fs.existsSync(path.join(root, ".secretlintignore"))).toBe(false);
});
