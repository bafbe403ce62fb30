import { SettingsError } from "../../settings/faults/settings-error";
import { factsOf } from "../../stacks/settings/neighbours/facts";
import type { Settings } from "../../stacks/settings/schema";
import { refuseChanges } from "../../stacks/settings/standing/comparison";
import { readStandingRecord, recordedSettings } from "../../stacks/settings/standing/record";
import { systems } from "../../stacks/settings/systems";
import { deployStage, type StageOutputs } from "../../stacks/stage";
import type { Stage } from "../../settings/stage/stage";
import { register, type Registered } from "../components/mocks";
import { settingsOfThree } from "../settings/three-systems";
import { options } from "./doctor-system-stage";

type Pass = "preparation" | "everything";

const chosen = (stage: Stage, deploy?: Pass): Settings =>
  settingsOfThree(stage, deploy === undefined ? {} : { deploy });

const known = new Map<Pass, Promise<Registered<StageOutputs>>>();

/** A pass of staging; each is built once. */
function built(pass: Pass): Promise<Registered<StageOutputs>> {
  const account =
    known.get(pass) ?? register(() => deployStage(chosen("staging", pass)), { ...options, stack: "staging" });
  known.set(pass, account);
  return account;
}

const place = { file: "Pulumi.production.yaml", lineOf: () => undefined };

describe("the first pass of a deployment", () => {
  it("creates repositories and zones, and nothing that waits for people", async () => {
    const [first, whole] = [await built("preparation"), await built("everything")];
    const types = new Set(first.resources.map(({ type }) => type));
    expect(first.ofType("aws:ecr/repository:Repository")).toHaveLength(systems.length);
    expect(first.ofType("aws:route53/zone:Zone")).toHaveLength(systems.length);
    for (const type of [
      "aws:acm/certificateValidation:CertificateValidation",
      "aws:ecs/service:Service",
      "aws:rds/instance:Instance",
    ]) {
      expect(types).not.toContain(type);
      expect(whole.ofType(type)).not.toHaveLength(0);
    }
    // The second pass keeps whatever has the same URN.
    const all = new Set(whole.resources.map(({ urn }) => urn));
    expect(first.resources.map(({ urn }) => urn).filter((made) => !all.has(made))).toEqual([]);
  });

  it("tells of no secret and no image, and what to do next", async () => {
    const { result } = await built("preparation");
    expect(Object.keys(result)).not.toContain("rotation");
    expect((result.next as readonly string[]).join(" ")).toContain("care-platform:deploy everything --stack staging");
    expect((await factsOf(chosen("staging", "preparation"))).images).toEqual({});
    expect(Object.keys((await factsOf(chosen("staging"))).images)).toEqual([...systems]);
  });

  it("records of a system only its domain, so that the rest can still be chosen", () => {
    const ofSystems = (pass: Pass) =>
      Object.keys(recordedSettings(chosen("production", pass))).filter((key) => systems.some((s) => key.startsWith(s)));
    expect(ofSystems("preparation")).toEqual(systems.map((system) => `${system}.domain`));
    expect(ofSystems("everything").length).toBeGreaterThan(systems.length);
  });
});

describe("the pass of a standing stage", () => {
  const standing = (pass: Pass) => ({ settings: recordedSettings(chosen("production", pass)), measured: {} });

  it("goes forward", () => {
    expect(refuseChanges(chosen("production", "everything"), standing("preparation"), place)).toEqual([]);
  });

  it.each([
    ["a record with the pass", standing("everything")],
    ["a record from before there were passes", readStandingRecord({ settings: {}, measured: {} })],
  ])("never goes back: %s", (_, record) => {
    const back = () => refuseChanges(chosen("production", "preparation"), record, place);
    expect(back).toThrow(SettingsError);
    expect(back).toThrow(/deploy[\s\S]*would delete the services/);
  });

  it("is everything where the settings do not say", () => {
    expect(chosen("production").deploy).toBe("everything");
  });
});

describe("the wait for a certificate", () => {
  it("ends before the session of an assumed role, an hour by default", async () => {
    const account = await built("everything");
    const waits = account
      .ofType("aws:acm/certificateValidation:CertificateValidation")
      .map(({ options }) => Number.parseInt(options.createTimeout || "75m", 10));
    expect(waits.length).toBeGreaterThan(0);
    expect(Math.max(...waits)).toBeLessThan(60);
  });
});
