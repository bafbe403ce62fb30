import * as fs from "node:fs";
import * as path from "node:path";
import { validate, ValidationSeverity } from "dockerfile-utils";
import { configurationOf } from "../../../readiness/images/configuration";
import type { ImageContracts } from "../../../readiness/images/contract";
import { checkImage } from "../../../readiness/images/image-check";
import { contractsFile } from "../../../readiness/images/images-section";
import { systems } from "../../../stacks/settings/systems";
import { definitionOf, inspectionOf } from "./dockerfile";

const root = path.resolve(__dirname, "../../..");
const contracts = JSON.parse(fs.readFileSync(path.join(root, contractsFile), "utf8")) as ImageContracts;

/** What a release gives to its build. */
const release = { REVISION: "0123456789abcdef0123456789abcdef01234567", VERSION: "v1.4.2" };

/** What the linter says of a definition. */
const faults = (text: string) =>
  validate(text, {
    instructionJSONInSingleQuotes: ValidationSeverity.ERROR,
    deprecatedMaintainer: ValidationSeverity.ERROR,
  });

describe.each(systems)("the image definition of %s", (system) => {
  const text = definitionOf(system);

  it("is a Dockerfile without faults", () => {
    expect(faults(text)).toEqual([]);
    expect(faults(text.replace("EXPOSE ", "EXPOSE port-"))).toHaveLength(1);
  });

  it("keeps the contract of every service, in every stage", () => {
    const image = configurationOf(inspectionOf(text, release), "the definition");
    const services = Object.values(contracts).flatMap((ofStage) => Object.values(ofStage[system] ?? {}));
    expect(services.length).toBeGreaterThan(2);
    expect(services.flatMap((contract) => checkImage(image, contract))).toEqual([]);
  });

  it("takes commit and release from its build, and keeps the contract only with them", () => {
    const image = configurationOf(inspectionOf(text), "the definition");
    const api = contracts.production?.[system]?.api;
    expect(api && checkImage(image, api).map(({ rule }) => rule)).toEqual(["labels", "labels"]);
  });

  it("brings the files that the task names, and makes the writable folders before their volumes", () => {
    const { files = [], writablePaths = [], user = "" } = contracts.production?.[system]?.api ?? {};
    for (const file of files) expect(text).toMatch(new RegExp(`^(ADD|COPY) .*${path.basename(file)}$`, "m"));
    for (const folder of writablePaths) {
      const owned = new RegExp(`(chown ${user}|--chown=${user}) .*${folder}\\b[^]*^VOLUME .*${folder}\\b`, "m");
      expect(text).toMatch(owned);
    }
  });
});
