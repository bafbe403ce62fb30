import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import { effectiveSettings } from "../../stacks/settings/effective";
import { withSystems } from "../../stacks/settings/fewer-systems";
import { readStageFile, stackFileName } from "../../stacks/settings/file";
import { rehearsalSource } from "../../stacks/settings/overlay";
import { parseSettings } from "../../stacks/settings/parse";
import { firstStackFile } from "../../stacks/settings/stack-file";
import { type StackName, systems } from "../../stacks/settings/systems";
import { placeholderForms } from "../../settings/fields/placeholder";
import { stageSchema } from "../../stacks/settings/schema";
import { leavesOf } from "../../settings/standing/leaves";
import { keyOf } from "../../stacks/settings/standing/record";
import { type Stage, stages } from "../../settings/stage/stage";
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

  it("repeats as a template no value that equals the default of the stage", () => {
    expect(isTemplate(stage, root) ? repeated(stage) : []).toEqual([]);
  });

  it("is told to repeat a default when it does", () => {
    choose(folder, stage, { "backup/archiveAt": "03:00" });
    expect(repeated(stage)).toEqual(["backup.archiveAt"]);
  });
});

/** The settings that a stage's file has a line for, although their default is the same. */
function repeated(stage: Stage): string[] {
  const defaults = new Map(
    leavesOf(stageSchema(stage)).map(({ path: keys, schema }) => [
      keyOf(keys),
      (schema as z.ZodType).safeParse(undefined).data,
    ]),
  );
  return effectiveSettings(stage, folder).flatMap(({ key, value, from }) =>
    typeof from !== "string" && value !== undefined && isDeepStrictEqual(defaults.get(key), value) ? [key] : [],
  );
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

  describe("of one system", () => {
    const stack = "staging-med-platform";
    const text = (file: string) => fs.readFileSync(path.join(folder, file), "utf8");
    const faults = (name: StackName) => faultsOf(rehearsalSource(name, folder).source);
    const chosen = { "med-platform/domain": "med.other-clinic.test", "med-platform/corsOrigins": undefined };

    beforeEach(() => {
      fs.writeFileSync(path.join(folder, stackFileName(stack)), firstStackFile(stack, folder));
    });

    it("may be a draft beside the stage's, until its domain is chosen", () => {
      expectSoundFile(stack, folder);
      expectSoundFile("staging", folder);
    });

    it("is refused, and so is the stage's, while both have the system in one account", () => {
      choose(folder, stack, chosen);
      const both = { where: "systems", fix: expect.stringContaining("remove med-platform from systems") as string };
      expect(faults(stack)).toMatchObject([
        {
          ...both,
          allowed: "systems that no other stack of this account has in staging; Pulumi.staging.yaml has med-platform",
        },
      ]);
      expect(faults("staging")).toMatchObject([both]);
      choose(folder, stack, { "aws/accountId": "210987654321" });
      expectSoundFile(stack, folder);
    });

    it("is sound once the stage's has the system no more", () => {
      choose(folder, stack, chosen);
      const others = systems.filter((system) => system !== "med-platform");
      fs.writeFileSync(path.join(folder, "Pulumi.staging.yaml"), withSystems(text("Pulumi.staging.yaml"), others));
      expect(stacksIn(folder)).toContain(stack);
      expectSoundFile(stack, folder);
      expectSoundFile("staging", folder);
    });
  });

  it("is refused with a name by hand that another stack of the same account uses", () => {
    const names = { "med-platform/signingKeys": { names: { privateKey: "keys/private", publicKey: "keys/public" } } };
    replacePlaceholders(folder, "development");
    choose(folder, "development", names);
    choose(folder, "staging", names);
    expect(faultsOf(rehearsalSource("staging", folder).source)).toMatchObject([
      { where: "med-platform.signingKeys.names.privateKey", allowed: expect.stringContaining("development") as string },
      { where: "med-platform.signingKeys.names.publicKey", fix: "start it with the name of the stage" },
    ]);
    choose(folder, "development", { "aws/accountId": "210987654321" });
    expectSoundFile("staging", folder);
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
