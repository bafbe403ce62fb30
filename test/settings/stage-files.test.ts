import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { vendorSecretNames } from "../../settings/environment/environments";
import { withSystems } from "../../settings/fewer-systems";
import { readStageFile, stackFileName } from "../../settings/file";
import { readYaml } from "../../settings/yaml-file";
import { rehearsalSource } from "../../settings/overlay";
import { parseSettings } from "../../settings/parse";
import { placeholderForms } from "../../settings/placeholder";
import { stageSchema } from "../../settings/schema";
import { type Stage, stages, systemOfSection } from "../../settings/stage";
import { faultsOf } from "./complete";
import { addEncryptedSecrets, choose, copyStageFiles, replacePlaceholders } from "./filled-in";
import { expectSoundFile, isTemplate, stacksIn } from "./stage-file-checks";

const root = path.resolve(__dirname, "../..");

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "stage-files-"));
  copyStageFiles(folder);
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

describe("the checked-in files", () => {
  it("are there for each stage", () => {
    expect(stacksIn(root)).toEqual(expect.arrayContaining([...stages]));
  });

  it.each(stacksIn(root))("%s: can be rehearsed, and every value that somebody chose is right", (stack) => {
    expectSoundFile(stack, root);
  });
});

describe.each(stages)("a file of %s", (stage) => {
  it("is sound when it is filled in, its secrets encrypted, its key in it and its blank lines gone", () => {
    replacePlaceholders(folder, stage);
    addEncryptedSecrets(folder, stage);
    const text = fs.readFileSync(path.join(folder, stackFileName(stage)), "utf8");
    expect(text).toContain("encryptedkey:");
    expect(text).not.toContain("\n\n");
    expectSoundFile(stage, folder);
    expect(isTemplate(stage, folder)).toBe(false);
  });

  it("is refused for placeholders and vendor secrets alone, as long as nothing else was chosen", () => {
    const inWords = new Set(
      faultsOf(readStageFile(stage, folder)).map(({ given, allowed }) =>
        given.startsWith('the placeholder "') || allowed === placeholderForms ? "placeholder" : given,
      ),
    );
    inWords.delete("placeholder");
    inWords.delete("nothing: the key is missing");
    inWords.delete("a secret, not shown");
    expect([...inWords]).toEqual([]);
  });

  it("shows as a template every setting there is, in a comment where it is left out", () => {
    const text = fs.readFileSync(path.join(folder, stackFileName(stage)), "utf8");
    // The name of the stack says the first two; production alone promotes an image, and has somebody to answer for backups.
    const elsewhere = [
      "stack",
      "stage",
      ...(stage === "production" ? [] : ["promotedFromStaging", "backupRepresentative", "firstName", "lastName"]),
    ];
    const keys = keysOfSchema(stageSchema(stage)).map((key) => systemOfSection(key) ?? key);
    expect(keys.length).toBeGreaterThan(100);
    const hidden = keys.filter((key) => !elsewhere.includes(key) && !new RegExp(`\\b${key}:`).test(text));
    expect(isTemplate(stage, root) ? hidden : []).toEqual([]);
  });

  it("says as a template explicitly what has a default, but for the origins", () => {
    expect(isTemplate(stage, root) ? unsaid(stage) : []).toEqual([]);
  });
});

/** The keys of a schema and of everything below it, those of the rotation's record apart. */
function keysOfSchema(schema: unknown): string[] {
  const { def } = (schema as { readonly _zod: { readonly def: Readonly<Record<string, unknown>> } })._zod;
  if (def.type === "object") {
    return Object.entries(def.shape as object).flatMap(([key, inner]) =>
      key === "vendorSecrets" ? [] : [key, ...(key === "rotation" ? ["since"] : keysOfSchema(inner))],
    );
  }
  return ["innerType", "in", "element"].flatMap((part) => (def[part] === undefined ? [] : keysOfSchema(def[part])));
}

/** What the settings of a stage have and its file has no line for. */
function unsaid(stage: Stage): string[] {
  const settings = parseSettings(rehearsalSource(stage, folder).source);
  const { document } = readYaml(folder, stackFileName(stage));
  return (
    Object.entries(settings)
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
      })
      .filter(([first = "", ...others]) => !document.hasIn(["config", `care-platform:${first}`, ...others]))
      .map((keys) => keys.join("."))
  );
}

function keysOf(value: unknown, keys: readonly string[] = []): string[][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [[...keys]];
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, [...keys, key]));
}

describe("a filled-in file", () => {
  beforeEach(() => {
    replacePlaceholders(folder, "staging");
    addEncryptedSecrets(folder, "staging");
  });

  it("may have origins of its own: they follow the domain that a rehearsal replaces", () => {
    choose(folder, "staging", {
      "med-platform/domain": "staging.clinic-real.co.za",
      "med-platform/corsOrigins": ["https://staging.clinic-real.co.za", "https://partner.co.za"],
      "ahava-healthcare/domain": "real.co.za",
      "ahava-healthcare/corsOrigins": ["https://admin.real.co.za", "https://doctor.real.co.za", "https://unreal.co.za"],
    });
    expectSoundFile("staging", folder);
    const { medPlatform, ahavaHealthcare } = parseSettings(rehearsalSource("staging", folder).source);
    expect(medPlatform?.corsOrigins).toEqual(["https://staging.med.rehearsal.test", "https://partner.co.za"]);
    expect(ahavaHealthcare?.corsOrigins).toEqual([
      "https://admin.staging.ahava.rehearsal.test",
      "https://doctor.staging.ahava.rehearsal.test",
      "https://unreal.co.za",
    ]);
  });

  it("is refused where an origin of its own is missing, in the words of its own domain", () => {
    choose(folder, "staging", {
      "med-platform/domain": "staging.clinic-real.co.za",
      "med-platform/corsOrigins": ["https://partner.co.za"],
    });
    expect(faultsOf(rehearsalSource("staging", folder).source)).toEqual([
      {
        where: "med-platform.corsOrigins",
        given: '["https://partner.co.za"]',
        allowed: "origins that include https://staging.clinic-real.co.za (MP-AUTH-06)",
        fix: "add https://staging.clinic-real.co.za, or remove corsOrigins",
      },
    ]);
  });

  it("may route alerts to an on-call service, whose address no rehearsal carries", () => {
    const https = "https://events.on-call.co.za/integration/4f1c2d";
    choose(folder, "staging", { "alerts/critical": { https } });
    expectSoundFile("staging", folder);
    expect(JSON.stringify(rehearsalSource("staging", folder).source.values)).not.toContain("4f1c2d");
  });

  it("may leave out what has no stand-in to be", () => {
    choose(folder, "staging", { "doctor-system/whatsapp/accessTokenExpires": undefined, "alerts/info": undefined });
    expectSoundFile("staging", folder);
    const { doctorSystem, alerts } = parseSettings(rehearsalSource("staging", folder).source);
    expect(doctorSystem?.whatsapp.accessTokenExpires).toBeUndefined();
    expect(alerts.info).toEqual({});
    replacePlaceholders(folder, "production");
    choose(folder, "production", {
      "doctor-system/atlas/backupCompliancePolicy": false,
      "doctor-system/atlas/backupRepresentative": undefined,
    });
    expectSoundFile("production", folder);
  });

  it("may be that of one system", () => {
    const text = fs.readFileSync(path.join(folder, "Pulumi.staging.yaml"), "utf8");
    const file = path.join(folder, "Pulumi.staging-med-platform.yaml");
    fs.writeFileSync(file, withSystems(text, ["med-platform"]));
    choose(folder, "staging-med-platform", {
      "network/cidr": "10.99.0.0/16",
      "med-platform/domain": "med.other-clinic.test",
      "med-platform/corsOrigins": undefined,
    });
    expect(stacksIn(folder)).toContain("staging-med-platform");
    expectSoundFile("staging-med-platform", folder);
  });

  it.each([
    ["a vendor's secret in plain text", { "ahava-healthcare.SMTP_PASS": "kookaburra" }, "ahava-healthcare.SMTP_PASS"],
    ["an account that is none", { "aws/accountId": "12345" }, "aws.accountId"],
    ["an address that is none", { "ahava-healthcare/smtp/from": "noreply" }, "ahava-healthcare.smtp.from"],
    ["a domain of production", { "med-platform/domain": "prod.clinic.test" }, "med-platform.domain"],
    ["a queue with a colon", { "ahava-healthcare/queues": ["a:b"] }, "ahava-healthcare.queues[0]"],
    ["a number that is none", { "med-platform/twilio/phoneNumber": "0800" }, "med-platform.twilio.phoneNumber"],
    ["no owner", { owner: undefined }, "owner"],
  ])("is refused with %s, although a stand-in covers it", (_, choices, where) => {
    choose(folder, "staging", choices);
    const faults = faultsOf(rehearsalSource("staging", folder).source);
    expect(faults.map((fault) => fault.where)).toEqual([where]);
    expect(JSON.stringify(faults)).not.toMatch(/kookaburra|rehearsal/);
  });

  it("is refused with the domain of another stage's file", () => {
    for (const stage of ["production", "staging"] as const) {
      choose(folder, stage, { "med-platform/domain": "med.same-clinic.test", "med-platform/corsOrigins": undefined });
    }
    expect(faultsOf(rehearsalSource("staging", folder).source).map(({ where }) => where)).toEqual([
      "med-platform.domain",
    ]);
  });
});
