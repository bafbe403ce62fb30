import { type StackName, stackNamed, stackNames } from "../../stacks/settings/systems";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { readStageFile } from "../../stacks/settings/file";
import { rehearsalSource } from "../../stacks/settings/overlay";
import { parseSettings } from "../../stacks/settings/parse";
import { firstStackFile } from "../../stacks/settings/stack-file";
import { stages } from "../../settings/stage/stage";
import { choose } from "./filled-in";

const root = path.resolve(__dirname, "../..");
let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "stack-"));
  fs.mkdirSync(path.join(folder, "rehearsal"));
  const files = [...stages.map((stage) => `Pulumi.${stage}.yaml`), "rehearsal/stand-ins.yaml"];
  for (const file of files) fs.copyFileSync(path.join(root, file), path.join(folder, file));
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

const ofSystems = stackNames.filter((name) => stackNamed(name).system !== undefined);
const write = (stack: StackName): void => {
  fs.writeFileSync(path.join(folder, `Pulumi.${stack}.yaml`), firstStackFile(stack, folder));
};
const settingsOf = (stack: StackName) => parseSettings(rehearsalSource(stack, folder).source);

it.each(ofSystems)("makes a file of %s that can be rehearsed as it is, with its system alone", (stack) => {
  write(stack);
  const settings = settingsOf(stack);
  expect(settings).toMatchObject({ stack, stage: stackNamed(stack).stage, systems: [stackNamed(stack).system] });
});

it("gives each a network that no other stack has", () => {
  for (const stack of ofSystems) write(stack);
  const networks = [...stages, ...ofSystems].map((stack) => settingsOf(stack).network.cidr);
  expect(new Set(networks).size).toBe(stackNames.length);
});

it("takes no secret along, no record of a rotation, and no domain that the stage has chosen", () => {
  const file = path.join(folder, "Pulumi.staging.yaml");
  choose(folder, "staging", {
    "med-platform.TWILIO_AUTH_TOKEN": { secure: "AAABcipher" },
    "med-platform/domain": "med.clinic-of-tests.co.za",
    "med-platform/corsOrigins": undefined,
    rotation: {
      deploymentMinutes: 45,
      since: "2026-01-01T00:00:00Z",
      "med-platform": { DATABASE_URL: { generation: 3, phase: "steady" } },
    },
  });
  const text = fs.readFileSync(file, "utf8").replaceAll(/^(encryptionsalt|secretsprovider|encryptedkey):.*\n/gm, "");
  fs.writeFileSync(file, `encryptionsalt: v1:salt\n${text}`);
  write("staging-med-platform");
  const made = fs.readFileSync(path.join(folder, "Pulumi.staging-med-platform.yaml"), "utf8");
  expect(text).toContain("med.clinic-of-tests.co.za");
  for (const gone of [
    "AAABcipher",
    "v1:salt",
    "generation:",
    "2026-01-01",
    "clinic-of-tests",
    "PAYSTACK",
    "WHATSAPP_",
  ]) {
    expect(made).not.toContain(gone);
  }
  expect(made).toContain("pulumi config set --secret med-platform.TWILIO_AUTH_TOKEN --stack staging-med-platform\n");
  expect(made).toContain("deploymentMinutes: 45");
  expect(settingsOf("staging-med-platform").rotation.deploymentMinutes).toBe(45);
});

it("refuses a whole stage, and a system that the stage does not have", () => {
  expect(() => firstStackFile("staging", folder)).toThrow("Pulumi.staging.yaml is the file of a whole stage");
  const file = path.join(folder, "Pulumi.staging.yaml");
  fs.writeFileSync(
    file,
    fs.readFileSync(file, "utf8").replace(/^ {2}care-platform:med-platform:\n(?:(?: {4}.*)?\n)*/m, ""),
  );
  expect(() => firstStackFile("staging-med-platform", folder)).toThrow(
    "Pulumi.staging.yaml has no section for med-platform to start from.",
  );
});

it("says of a stack without a file how to make one", () => {
  expect(() => readStageFile("production-med-platform", folder)).toThrow("npm run stack -- production-med-platform");
});
