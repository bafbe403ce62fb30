import * as fs from "node:fs";
import * as path from "node:path";
import { overlap } from "../../settings/address";
import { otherStagesOf, readStageFile, readYaml, stageFileName } from "../../settings/file";
import { rehearsalSource } from "../../settings/overlay";
import { parseSettings } from "../../settings/parse";
import { type Stage, stages } from "../../settings/stage";
import { warningsOf } from "../../settings/warnings";
import { faultsOf } from "./complete";

const root = path.resolve(__dirname, "../..");

/** What only the owner of a stage can choose, whatever systems it runs. */
const placeholders = [
  "owner",
  "aws.accountId",
  "atlas.organizationId",
  "alerts.critical.email",
  "alerts.warning.email",
  "alerts.info.email",
  "runbookUrl",
];

/** What only the owner can choose of each system of the file, and its vendor secrets, in the order of the file. */
const ofSystems = {
  "ahava-healthcare": {
    placeholders: ["domain", "queues[0]", "smtp.host"],
    outsideProduction: ["smtp.from"],
    secrets: ["PAYSTACK_SECRET_KEY", "PAYSTACK_PUBLIC_KEY", "PAYSTACK_WEBHOOK_SECRET", "SMTP_USER", "SMTP_PASS"],
    onlyProductionNeeds: [] as string[],
  },
  "med-platform": {
    placeholders: ["domain", "twilio.phoneNumber", "twilio.whatsappNumber", "sendgrid.fromEmail", "sendgrid.fromName"],
    outsideProduction: [] as string[],
    secrets: ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "SENDGRID_API_KEY", "SENTRY_DSN"],
    onlyProductionNeeds: ["SENTRY_DSN"],
  },
};

function expectedFaults(stage: Stage): string[] {
  return [
    ...placeholders,
    ...Object.entries(ofSystems).flatMap(([system, { placeholders: own, outsideProduction, ...chosen }]) =>
      [
        ...own,
        ...(stage === "production" ? ["release.deployedBy", "release.deployedAt"] : outsideProduction),
        ...chosen.secrets.filter((name) => stage === "production" || !chosen.onlyProductionNeeds.includes(name)),
      ].map((key) => `${system}.${key}`),
    ),
  ];
}

describe.each(stages)("the checked-in file of %s", (stage) => {
  it("is refused for the owner's choices and the vendor secrets, and for nothing else", () => {
    const faults = faultsOf(readStageFile(stage, root));
    expect(faults.map(({ where }) => where).sort()).toEqual(expectedFaults(stage).sort());
    expect(faults.filter(({ given }) => !/^(the placeholder "|nothing: the key is missing$)/.test(given))).toEqual([]);
  });

  it("is whole with the stand-ins of a rehearsal over it", () => {
    const settings = parseSettings(rehearsalSource(stage, root).source);
    expect(settings.stage).toBe(stage);
    expect(settings.aws).toEqual({ accountId: "000000000000", region: "af-south-1" });
    expect(settings.timeZone).toBe("Africa/Johannesburg");
    expect(settings.systems).toEqual(Object.keys(ofSystems));
    expect(settings.ahavaHealthcare?.domain).toBe(`${stage}.ahava.rehearsal.test`);
    expect(settings.medPlatform?.domain).toBe(`${stage}.med.rehearsal.test`);
    expect(warningsOf(settings)).toEqual([]);
  });

  it("says explicitly what has a default, but for the origins", () => {
    const { lineOf } = readStageFile(stage, root);
    const { ahavaHealthcare, medPlatform, ...rest } = parseSettings(rehearsalSource(stage, root).source);
    const bySystem = { "ahava-healthcare": ahavaHealthcare!, "med-platform": medPlatform! };
    const sections = Object.entries(bySystem).map(([system, { vendorSecrets, corsOrigins, ...section }]) => {
      expect(Object.keys(vendorSecrets)).toEqual(ofSystems[system as keyof typeof ofSystems].secrets);
      expect(corsOrigins.length).toBeGreaterThan(0);
      return [system, section] as const;
    });
    // The names of the signing keys are made from the stage's, and no line of the file says them.
    const given = keysOf({ ...rest, ...Object.fromEntries(sections) }).filter(
      (keys) => keys[0] !== "stage" && !keys.join(".").startsWith("med-platform.signingKeys.names."),
    );
    const lines = readYaml(root, stageFileName(stage)).document;
    expect(given.length).toBeGreaterThan(80);
    expect(given.filter((keys) => lineOf?.(keys) === undefined)).toEqual([]);
    expect(
      given.filter(([first = "", ...others]) => !lines.hasIn(["config", `care-platform:${first}`, ...others])),
    ).toEqual([]);
  });

  it("holds no secret and no salt", () => {
    const text = fs.readFileSync(path.join(root, stageFileName(stage)), "utf8");
    expect(text).not.toMatch(/^\s*(encryptionsalt|encryptedkey|secretsprovider|secure):/m);
    expect(text).not.toMatch(/[sp]k_(live|test)_\w|\bSG\.\w|\bAC[0-9a-f]{32}/);
  });

  it("has a network apart from the others'", () => {
    const { cidr } = parseSettings(rehearsalSource(stage, root).source).network;
    const others = otherStagesOf(stage, root);
    expect(others).toHaveLength(2);
    expect(others.filter((other) => overlap(cidr, other.cidr))).toEqual([]);
  });
});

function keysOf(value: unknown, keys: readonly string[] = []): string[][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [[...keys]];
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, [...keys, key]));
}
