import * as fs from "node:fs";
import * as path from "node:path";
import { overlap } from "../../settings/address";
import { otherStacksOf, readStageFile, readYaml, stackFileName } from "../../settings/file";
import { rehearsalSource } from "../../settings/overlay";
import { parseSettings } from "../../settings/parse";
import { stages } from "../../settings/stage";
import { warningsOf } from "../../settings/warnings";
import { faultsOf } from "./complete";

const root = path.resolve(__dirname, "../..");

/** What only the owner of a stage can choose. */
const placeholders = [
  "owner",
  "aws.accountId",
  "atlas.organizationId",
  "alerts.critical.email",
  "alerts.warning.email",
  "alerts.info.email",
  "runbookUrl",
  "ahava-healthcare.domain",
  "ahava-healthcare.queues[0]",
  "ahava-healthcare.smtp.host",
];

const secrets = ["PAYSTACK_SECRET_KEY", "PAYSTACK_PUBLIC_KEY", "PAYSTACK_WEBHOOK_SECRET", "SMTP_USER", "SMTP_PASS"];

describe.each(stages)("the checked-in file of %s", (stage) => {
  it("is refused for the owner's choices and the vendor secrets, and for nothing else", () => {
    const own =
      stage === "production"
        ? ["ahava-healthcare.release.deployedBy", "ahava-healthcare.release.deployedAt"]
        : ["ahava-healthcare.smtp.from"];
    const faults = faultsOf(readStageFile(stage, root));
    expect(faults.map(({ where }) => where)).toEqual([
      ...placeholders,
      ...own,
      ...secrets.map((name) => `ahava-healthcare.${name}`),
    ]);
    expect(faults.filter(({ given }) => !/^(the placeholder "|nothing: the key is missing$)/.test(given))).toEqual([]);
  });

  it("is whole with the stand-ins of a rehearsal over it", () => {
    const settings = parseSettings(rehearsalSource(stage, root).source);
    expect(settings.stage).toBe(stage);
    expect(settings.aws).toEqual({ accountId: "000000000000", region: "af-south-1" });
    expect(settings.timeZone).toBe("Africa/Johannesburg");
    expect(settings.ahavaHealthcare?.domain).toBe(`${stage}.ahava.rehearsal.test`);
    expect(warningsOf(settings)).toEqual([]);
  });

  it("says explicitly what has a default, but for the origins", () => {
    const { lineOf } = readStageFile(stage, root);
    const { ahavaHealthcare, ...rest } = parseSettings(rehearsalSource(stage, root).source);
    const { vendorSecrets, corsOrigins, ...system } = ahavaHealthcare!;
    const given = keysOf({ ...rest, "ahava-healthcare": system }).filter(
      // The name of the stack says these.
      ([first]) => first !== "stage" && first !== "stack",
    );
    const lines = readYaml(root, stackFileName(stage)).document;
    expect(Object.keys(vendorSecrets)).toEqual(secrets);
    expect(corsOrigins).toHaveLength(2);
    expect(given.filter((keys) => lineOf?.(keys) === undefined)).toEqual([]);
    expect(
      given.filter(([first = "", ...others]) => !lines.hasIn(["config", `care-platform:${first}`, ...others])),
    ).toEqual([]);
  });

  it("holds no secret and no salt", () => {
    const text = fs.readFileSync(path.join(root, stackFileName(stage)), "utf8");
    expect(text).not.toMatch(/^\s*(encryptionsalt|encryptedkey|secretsprovider|secure):/m);
    expect(text).not.toMatch(/[sp]k_(live|test)_\w/);
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
