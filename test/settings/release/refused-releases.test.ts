import * as path from "node:path";
import { rehearsedRecords } from "../../../rehearsal/releases";
import { rehearsalSource } from "../../../stacks/settings/overlay";
import { parseSettings } from "../../../stacks/settings/parse";
import type { RecordText } from "../../../stacks/settings/releases/records";
import { refuseReleases } from "../../../stacks/settings/releases/refuse-releases";
import { toldBy } from "../../../stacks/settings/releases/running-releases";
import type { Settings } from "../../../stacks/settings/schema";
import type { StackName } from "../../../stacks/settings/systems";

const now = new Date("2026-11-29T12:00:00Z");
const root = path.resolve(__dirname, "../../..");
const settingsOf = (stack: StackName) => parseSettings(rehearsalSource(stack, root).source);
const settings = settingsOf("production");
const textOf = rehearsedRecords(settings);

/** The refusal of production with other records, or other settings. */
function refusal(records: RecordText, changed: Partial<Settings> = {}, before = {}): string {
  try {
    refuseReleases({ ...settings, ...changed }, records, before, now);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

/** The records without the lines that a pattern finds in the statement of med-platform. */
function without(pattern: RegExp): RecordText {
  return (stack, system) => {
    const lines = textOf(stack, system)?.split("\n") ?? [];
    const isFound = (line: string) => {
      const { payload } = JSON.parse(line) as { readonly payload: string };
      return system === "med-platform" && pattern.test(`${stack} ${Buffer.from(payload, "base64").toString()}`);
    };
    return lines.filter((line) => !isFound(line)).join("\n");
  };
}

describe("a deployment of production", () => {
  it("takes what the rehearsal's record allows, and asks the other stages for no record", () => {
    expect(refuseReleases(settings, textOf, {}, now)).toEqual([]);
    expect(refuseReleases(settingsOf("staging"), () => undefined, {}, now)).toEqual([]);
    expect(refuseReleases({ ...settings, deploy: "preparation" }, () => undefined, {}, now)).toEqual([]);
  });

  it.each(["product", "engineering", "security", "support"])("is refused without the signature of %s", (role) => {
    expect(refusal(without(new RegExp(`"role":"${role}"`)))).toBe(
      [
        "Releases are refused on production. Nothing was created or changed.",
        [
          "  med-platform",
          `    missing  the signature of ${role}`,
          `    from     ${role}`,
          `    fix      npm run release -- sign --role ${role} --stage production --system med-platform`,
        ].join("\n"),
        "In an emergency: release.exceptions in the settings, for at most 7 days (docs/runbooks/procedures/release-a-version.md).",
      ].join("\n\n"),
    );
  });

  it.each([
    [/^staging\S* .*"verified"/, "a verification of sha256:0"],
    [/^production .*"started"/, 'a start: the record says "ready"'],
    [/^production .*"proposed"/, "an intact record: releases/production.med-platform.jsonl"],
    [/^production /, "the record has nothing"],
  ])("is refused without %s", (pattern, missing) => {
    expect(refusal(without(pattern))).toContain(missing);
  });

  it("is refused for every system at once, and for an image without a digest", () => {
    expect(refusal(() => undefined).match(/^ {2}\S+$/gm)).toEqual([
      "  doctor-system",
      "  ahava-healthcare",
      "  med-platform",
    ]);
    const { release, ...section } = settings.medPlatform!;
    const undecided = { ...section, release: { ...release!, digest: undefined } };
    expect(refusal(textOf, { medPlatform: undecided })).toContain("    missing  the digest of v1.0.0\n");
  });

  it("is refused on a real account for keys that everyone can make", () => {
    const real = { ...settings.aws, accountId: "123456789012" };
    expect(refusal(textOf, { aws: real })).toContain("    missing  a key of security that is not the rehearsal's");
  });

  it("is accepted with a warning if that release runs already", () => {
    const before = toldBy(settings, textOf, {}, () => true);
    const records = without(/"role":"security"/);
    expect(refuseReleases(settings, records, before, now)).toEqual([
      "The release of med-platform lacks the signature of security. It is accepted: it runs already.",
    ]);
    const older = { ...before, "med-platform": { ...before["med-platform"]!, version: "v0.9.0" } };
    expect(refusal(records, {}, older)).toContain("the signature of security");
  });

  it.each([
    ["2026-11-28", false],
    ["2026-11-29", true],
    ["2026-12-06", true],
    ["2026-12-07", false],
  ])("is accepted by an exception until %s: %s", (lastDay, isLetThrough) => {
    const exception = {
      system: "med-platform",
      version: "v1.0.0",
      reason: "logins fail everywhere",
      owner: "platform",
      lastDay,
    } as const;
    const release = { ...settings.release, exceptions: [exception] };
    const records = without(/"role":"security"/);
    expect(refusal(records, { release }) === "").toBe(isLetThrough);
    expect(refusal(records, { release: { ...release, exceptions: [{ ...exception, version: "v1.0.1" }] } })).not.toBe(
      "",
    );
  });

  it("remembers the record also of what does not run, so that no older copy passes", () => {
    const before = toldBy(settings, textOf, {}, () => true);
    const wanted = {
      ...settings.medPlatform!,
      image: "v2.0.0",
      release: { ...settings.medPlatform!.release!, version: "v2.0.0" },
    };
    const next = { ...settings, medPlatform: wanted };
    const newer = rehearsedRecords(next);
    const told = toldBy(next, newer, before, (system) => system !== "med-platform");
    expect(told["med-platform"]).toMatchObject({ version: "v1.0.0" });
    expect(told["med-platform"]?.last).not.toBe(before["med-platform"]?.last);
    expect(refusal(textOf, {}, { ...told, "med-platform": { ...told["med-platform"]!, version: "v0.9.0" } })).toContain(
      "missing  the newest record: releases/production.med-platform.jsonl is an older copy",
    );
  });
});
