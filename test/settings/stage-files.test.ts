import * as fs from "node:fs";
import * as path from "node:path";
import { overlap } from "../../settings/address";
import { otherStacksOf, readStageFile, readYaml, stackFileName } from "../../settings/file";
import { rehearsalSource } from "../../settings/overlay";
import { parseSettings } from "../../settings/parse";
import { requiredVendorSecrets, vendorSecretNames } from "../../settings/environment/environments";
import { type Stage, stages, systemOfSection } from "../../settings/stage";
import { warningsOf } from "../../settings/warnings";
import { faultsOf } from "./complete";

const root = path.resolve(__dirname, "../..");

/** The systems that the checked-in stages run, in their order. */
const listed = ["doctor-system", "ahava-healthcare", "med-platform"] as const;

/** What only the owner of a stage can choose. */
const placeholders = [
  "owner",
  "aws.accountId",
  "atlas.organizationId",
  "alerts.critical.email",
  "alerts.warning.email",
  "alerts.info.email",
  "runbookUrl",
];

/** The same of each system, and what differs between production and the other stages. */
function placeholdersOf(stage: Stage): string[] {
  const isProduction = stage === "production";
  const representative = ["email", "firstName", "lastName"].map((key) => `atlas.backupRepresentative.${key}`);
  const whatsapp = ["graphApiSupportedUntil", "accessTokenExpires", "phoneNumbers[0].id", "phoneNumbers[0].clinic"];
  const release = isProduction ? ["release.deployedBy", "release.deployedAt"] : [];
  const doctor = [
    "domain",
    ...(isProduction ? representative : []),
    ...whatsapp.map((key) => `whatsapp.${key}`),
    ...release,
  ];
  const ahava = ["domain", "queues[0]", "smtp.host", ...(isProduction ? [] : ["smtp.from"]), ...release];
  const sender = ["twilio.phoneNumber", "twilio.whatsappNumber", "sendgrid.fromEmail", "sendgrid.fromName"];
  const med = ["domain", ...sender, ...release];
  return [
    ...placeholders,
    ...doctor.map((key) => `doctor-system.${key}`),
    ...ahava.map((key) => `ahava-healthcare.${key}`),
    ...med.map((key) => `med-platform.${key}`),
  ];
}

describe.each(stages)("the checked-in file of %s", (stage) => {
  it("is refused for the owner's choices and the vendor secrets, and for nothing else", () => {
    const faults = faultsOf(readStageFile(stage, root));
    const secrets = listed.flatMap((system) => requiredVendorSecrets(system, stage).map((name) => `${system}.${name}`));
    expect(faults.map(({ where }) => where).sort()).toEqual([...placeholdersOf(stage), ...secrets].sort());
    expect(faults.filter(({ given }) => !/^(the placeholder "|nothing: the key is missing$)/.test(given))).toEqual([]);
  });

  it("is whole with the stand-ins of a rehearsal over it", () => {
    const settings = parseSettings(rehearsalSource(stage, root).source);
    expect(settings.stage).toBe(stage);
    expect(settings.aws).toEqual({ accountId: "000000000000", region: "af-south-1" });
    expect(settings.timeZone).toBe("Africa/Johannesburg");
    expect(settings.systems).toEqual(listed);
    expect(settings.doctorSystem?.domain).toBe(`${stage}.doctor.rehearsal.test`);
    expect(settings.ahavaHealthcare?.domain).toBe(`${stage}.ahava.rehearsal.test`);
    expect(settings.medPlatform?.domain).toBe(`${stage}.med.rehearsal.test`);
    expect(warningsOf(settings)).toEqual([]);
  });

  it("says explicitly what has a default, but for the origins", () => {
    const { lineOf } = readStageFile(stage, root);
    const settings = parseSettings(rehearsalSource(stage, root).source);
    const lines = readYaml(root, stackFileName(stage)).document;
    const given = Object.entries(settings)
      // The name of the stack says these.
      .filter(([key]) => key !== "stage" && key !== "stack")
      .flatMap(([key, value]) => {
        const system = systemOfSection(key);
        if (system === undefined) return keysOf(value, [key]);
        const { vendorSecrets, corsOrigins, ...section } = value as Record<string, object>;
        expect(Object.keys(vendorSecrets!)).toEqual(vendorSecretNames(system));
        expect((corsOrigins as unknown[]).length).toBeGreaterThan(0);
        // The names of the signing keys are made from the stage's, and no line of the file says them.
        return keysOf(section, [system]).filter((keys) => !keys.join(".").includes(".signingKeys.names."));
      });
    expect(given.filter((keys) => lineOf?.(keys) === undefined)).toEqual([]);
    expect(
      given.filter(([first = "", ...others]) => !lines.hasIn(["config", `care-platform:${first}`, ...others])),
    ).toEqual([]);
  });

  it("holds no secret and no salt", () => {
    const text = fs.readFileSync(path.join(root, stackFileName(stage)), "utf8");
    expect(text).not.toMatch(/^\s*(encryptionsalt|encryptedkey|secretsprovider|secure):/m);
    expect(text).not.toMatch(/[sp]k_(live|test)_\w|\bSG\.\w|\bAC[0-9a-f]{32}/);
  });

  it("has a network apart from the others'", () => {
    const { cidr } = parseSettings(rehearsalSource(stage, root).source).network;
    const others = otherStacksOf(stage, root);
    expect(others).toHaveLength(2);
    expect(others.filter((other) => overlap(cidr, other.cidr))).toEqual([]);
  });
});

function keysOf(value: unknown, keys: readonly string[] = []): string[][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [[...keys]];
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, [...keys, key]));
}
