import { systems } from "../../../stacks/settings/systems";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parseDocument } from "yaml";
import { locateEngine, projectRoot } from "../../../rehearsal/engine/engine";
import { vendorSecretNames } from "../../../stacks/settings/environments";
import { readStageFile } from "../../../stacks/settings/file";
import { choose, copyStageFiles, replacePlaceholders } from "../../settings/filled-in";
import { expectSoundFile } from "../../settings/stage-file-checks";
import { engineTimeout } from "./project-copy";

// What docs/deploy.md says in "The settings and the vendors' secrets", done with the real engine to copies of the stage files.

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "filled-in-"));
const file = path.join(folder, "Pulumi.staging.yaml");
const text = () => fs.readFileSync(file, "utf8");

/** Secrets as vendors give them out, of the right form and of nobody's. */
const secrets: Readonly<Record<string, string>> = {
  "doctor-system.WHATSAPP_PHONE_NUMBER_ID": "106540352242922",
  "doctor-system.WHATSAPP_BUSINESS_ACCOUNT_ID": "102290129340398",
  "doctor-system.WHATSAPP_ACCESS_TOKEN": "hornbill".repeat(12),
  "doctor-system.WHATSAPP_APP_SECRET": "1f2e3d4c5b6a79881f2e3d4c5b6a7988",
  "ahava-healthcare.PAYSTACK_SECRET_KEY": "sk_test_weaverbird",
  "ahava-healthcare.PAYSTACK_PUBLIC_KEY": "pk_test_oystercatcher",
  "ahava-healthcare.PAYSTACK_WEBHOOK_SECRET": "sandgrouse-sandgrouse",
  "ahava-healthcare.SMTP_USER": "lammergeier",
  "ahava-healthcare.SMTP_PASS": "kookaburra-kookaburra",
  "med-platform.TWILIO_ACCOUNT_SID": "AC1f2e3d4c5b6a79881f2e3d4c5b6a7989",
  "med-platform.TWILIO_AUTH_TOKEN": "2f2e3d4c5b6a79881f2e3d4c5b6a7988",
  "med-platform.SENDGRID_API_KEY": "SG.kingfisherkingfisherkingfisher",
  "med-platform.SENTRY_DSN": "https://nightjar@errors.clinic.test/1",
};

/** A file that was filled in before gives its secrets up: only their own engine could read them. */
function forgetSecrets(): void {
  const document = parseDocument(text());
  for (const key of ["secretsprovider", "encryptedkey", "encryptionsalt"]) document.delete(key);
  for (const key of Object.keys(secrets)) document.deleteIn(["config", `care-platform:${key}`]);
  fs.writeFileSync(file, document.toString({ lineWidth: 0 }));
}

function pulumi(args: readonly string[], input = ""): string {
  const { status, stdout, stderr } = spawnSync(locateEngine().path, ["--non-interactive", ...args], {
    cwd: folder,
    input,
    encoding: "utf8",
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      PULUMI_HOME: path.join(folder, "home"),
      PULUMI_BACKEND_URL: `file://${folder}`,
      PULUMI_CONFIG_PASSPHRASE: "a passphrase of the test",
      PULUMI_SKIP_UPDATE_CHECK: "true",
    },
  });
  if (status !== 0) throw new Error(`pulumi ${args.join(" ")}: ${stdout}${stderr}`);
  return stdout;
}

function node(args: readonly string[], cwd: string) {
  return spawnSync(process.execPath, args, { cwd, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } });
}

beforeAll(() => {
  copyStageFiles(folder);
  fs.copyFileSync(path.join(projectRoot, ".prettierignore"), path.join(folder, ".prettierignore"));
  forgetSecrets();
  choose(folder, "staging", { systems });
  replacePlaceholders(folder, "staging");
  pulumi(["stack", "init", "staging"]);
  for (const [key, value] of Object.entries(secrets)) {
    pulumi(["config", "set", "--secret", key, "--stack", "staging"], value);
  }
  pulumi(["config", "set", "mongodbatlas:clientId", "mdb_sa_id_1", "--stack", "staging"]);
  pulumi(["config", "set", "--path", "ahava-healthcare.api.maximumTasks", "3", "--stack", "staging"]);
}, engineTimeout);
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

it("holds each vendor's secret encrypted", () => {
  expect(Object.keys(secrets).sort()).toEqual(
    systems.flatMap((system) => vendorSecretNames(system).map((name) => `${system}.${name}`)).sort(),
  );
  const { values } = readStageFile("staging", folder);
  for (const [key, value] of Object.entries(secrets)) {
    expect(values[`care-platform:${key}`]?.secret).toBe(true);
    expect(text()).not.toContain(value);
  }
  expect(text()).toMatch(/^encryptionsalt: /m);
});

it("is left alone by the formatter, for Pulumi writes it", () => {
  const prettier = path.join(projectRoot, "node_modules/prettier/bin/prettier.cjs");
  const { status, stdout, stderr } = node([prettier, "--check", "Pulumi.staging.yaml"], folder);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain("All matched files use Prettier code style!");
});

it("is sound: it can be rehearsed, every value in it is right, and its rotation can be read", () => {
  expectSoundFile("staging", folder);
});

it("can be rotated, and is sound afterwards", () => {
  const rotate = (...args: readonly string[]) =>
    node(["--import", "tsx", "cli/rotate.ts", ...args, "--stage", "staging", "--directory", folder], projectRoot);
  choose(folder, "staging", { rotation: undefined });
  expect(rotate("status")).toMatchObject({ status: 0, stderr: "" });
  expect(rotate("publish", "--secret", "JWT_SECRET")).toMatchObject({ status: 0, stderr: "" });
  expect(text()).toContain("phase: published");
  expectSoundFile("staging", folder);
});

it("gives the program the settings it was told", () => {
  const shown = JSON.parse(pulumi(["config", "--show-secrets", "--json", "--stack", "staging"])) as Record<
    string,
    { readonly value: string; readonly secret: boolean }
  >;
  for (const [key, value] of Object.entries(secrets)) {
    expect(shown[`care-platform:${key}`]).toMatchObject({ value, secret: true });
  }
});
