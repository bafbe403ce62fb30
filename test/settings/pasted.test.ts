import type { z } from "zod";
import { valueAt } from "../../settings/fields/field";
import { pastedAlong } from "../../settings/fields/pasted";
import { leavesOf } from "../../settings/standing/leaves";
import { stageSchema } from "../../stacks/settings/schema";
import { keyOf } from "../../stacks/settings/standing/record";
import { faultsOf, message, source } from "./complete";
import { otherValues } from "./standing/other-values";
import { settingsOfThree, threeSystems } from "./three-systems";

const secret = "lammergeier-lammergeier";

const pasted = [
  ["a line break", `${secret}\n`],
  ["a line break", `${secret}\r\n`],
  ["a line break", `\n${secret}`],
  ["a line break", `lammergeier\nlammergeier`],
  ["a byte order mark", `\ufeff${secret}`],
  ["leading white space", ` ${secret}`],
  ["trailing white space", `${secret} `],
  ["trailing white space", `${secret}\t`],
  ["quotes around it", `"${secret}"`],
  ["quotes around it", `'${secret}'`],
  ["quotes around it", `“${secret}”`],
  ["a non-breaking space or another unusual space", `${secret}\u00a0`],
  ["a non-breaking space or another unusual space", `lammergeier\u00a0lammergeier`],
  ["a non-breaking space or another unusual space", `${secret}\u3000`],
  ["an invisible character", `${secret}\u200b`],
  ["an invisible character", `\u200e${secret}`],
  ["an invisible character", `lammer\u0000geier`],
] as const;

const asCode = (value: string) => JSON.stringify(value).replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`);

describe("a secret with something pasted along", () => {
  it.each(pasted.map(([what, value]) => [what, asCode(value), value] as const))(
    "is refused for %s: %s",
    (what, _, value) => {
      const given = source("staging", { "ahava-healthcare.SMTP_PASS": value });
      expect(faultsOf(given)).toEqual([
        {
          where: "ahava-healthcare.SMTP_PASS",
          given: "a secret, not shown",
          allowed: `a secret that is not blank (AH-VAR-19), without ${what}`,
          fix: `set it again without ${what}: pulumi config set --secret ahava-healthcare.SMTP_PASS --stack staging`,
        },
      ]);
      expect(message(given)).not.toContain("lammergeier");
    },
  );

  it.each([
    ["doctor-system.WHATSAPP_APP_SECRET", "1f2e3d4c5b6a79881f2e3d4c5b6a7988"],
    ["doctor-system.WHATSAPP_PHONE_NUMBER_ID", "106540352242922"],
    ["med-platform.TWILIO_ACCOUNT_SID", "AC1f2e3d4c5b6a79881f2e3d4c5b6a7989"],
    ["med-platform.SENTRY_DSN", "https://nightjar@errors.clinic.test/1"],
    ["ahava-healthcare.PAYSTACK_SECRET_KEY", "sk_test_weaverbird"],
  ])("is refused for that, and not for its form: %s", (key, value) => {
    expect(faultsOf(threeSystems("staging", { [key]: value }))).toEqual([]);
    expect(faultsOf(threeSystems("staging", { [key]: `${value}\r\n` })).map(({ allowed }) => allowed)).toEqual([
      expect.stringContaining(", without a line break"),
    ]);
  });

  it("is refused among the providers' secrets too, as far as the stage is given them", () => {
    const given = source("staging");
    const values = { ...given.values, "mongodbatlas:clientSecret": { value: `${secret}\n`, secret: true } };
    const faults = faultsOf({ ...given, values });
    expect(faults).toEqual([
      {
        where: "mongodbatlas:clientSecret",
        given: "a secret, not shown",
        allowed: "only the secret, without a line break",
        fix: "set it again without a line break: pulumi config set --secret mongodbatlas:clientSecret --stack staging",
      },
    ]);
    const multiLine = { ...given.values, "aws:token": { value: "-----BEGIN\n-----END\n", secret: true } };
    expect(faultsOf({ ...given, values: multiLine })).toEqual([]);
  });
});

describe("every setting that is a text", () => {
  const settings = settingsOfThree("staging");
  const others = new Map(otherValues().map(({ key, after }) => [key, after]));
  const candidates = [
    "steady",
    "2026-11-22T14:30:00+02:00",
    "team",
    "https://clinic.test/hook",
    "v1.0.0",
    ["logs.archiveDays"],
  ];
  const texts = leavesOf(stageSchema("staging"))
    .filter(({ path }) => !path.includes("vendorSecrets") && !["stack", "stage"].includes(keyOf(path)))
    .flatMap(({ path, schema }) => {
      const accepts = (value: unknown) => (schema as z.ZodType).safeParse(value).success;
      const samples = [valueAt(settings, path), others.get(keyOf(path)), ...candidates];
      const sample = samples.find((value) => holdsText(value) && accepts(value));
      return sample === undefined ? [] : [{ key: keyOf(path), schema: schema as z.ZodType, sample }];
    });

  it("is known by an example", () => {
    const known = texts.map(({ key }) => key);
    const silent = leavesOf(stageSchema("staging"))
      .filter(({ path, schema }) => !known.includes(keyOf(path)) && takesText(schema))
      .map(({ path }) => keyOf(path));
    // The first two are no settings of the file; the secrets have a test of their own.
    expect(silent.filter((key) => !["stack", "stage"].includes(key) && !/\.[A-Z_]+$/.test(key))).toEqual([]);
    expect(known.length).toBeGreaterThan(120);
  });

  it.each(
    pasted.filter(([, value]) => value.includes(secret)).map(([what, value]) => [what, asCode(value), value] as const),
  )("is refused for %s before its form is looked at: %s", (what, _, form) => {
    const spoil = (value: unknown): unknown =>
      typeof value === "string"
        ? form.replace(secret, value)
        : Array.isArray(value)
          ? value.map(spoil)
          : typeof value === "object" && value !== null
            ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, spoil(inner)]))
            : value;
    const wrong = texts.filter(({ schema, sample }) => {
      const messages = schema.safeParse(spoil(sample)).error?.issues.map(({ message }) => message) ?? [];
      return !messages.some((message) => message.includes(`, without ${what}\nwrite it without ${what}`));
    });
    expect(wrong.map(({ key }) => key)).toEqual([]);
  });
});

function holdsText(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return typeof value === "string";
  return Object.values(value).some(holdsText);
}

/** Whether a setting can be a text or holds some. */
function takesText(schema: z.core.$ZodType): boolean {
  const def = schema._zod.def as {
    readonly type: string;
    readonly innerType?: z.core.$ZodType;
    readonly in?: z.core.$ZodType;
    readonly element?: z.core.$ZodType;
    readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  };
  const inner = [def.innerType, def.in, def.element, ...Object.values(def.shape ?? {})];
  return ["string", "enum"].includes(def.type) || inner.some((each) => each !== undefined && takesText(each));
}

it.each(["mongodbatlas:clientSecret", "aws:secretKey"])("a provider's secret in plain text is refused: %s", (key) => {
  const given = source("staging");
  const plain = (value: string) => ({ ...given, values: { ...given.values, [key]: { value, secret: false } } });
  expect(faultsOf(plain(secret))).toMatchObject([{ where: key, given: "a value in plain text, not shown" }]);
  expect(message(plain(secret))).not.toContain(secret);
  const harmless = { ...given.values, "mongodbatlas:clientId": { value: secret, secret: false } };
  expect(faultsOf({ ...given, values: harmless })).toEqual([]);
});

it.each([secret, "two words", `it's "so"`, '"', "a'b", "pässword", "{}", "$(x)`y`", "tab\tinside"])(
  "nothing was pasted along with %j",
  (value) => {
    expect(pastedAlong(value)).toBeUndefined();
  },
);
