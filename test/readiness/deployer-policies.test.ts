import * as fs from "node:fs";
import * as path from "node:path";
import type { DeployedResource } from "../../readiness/deployed-resource";
import { deployerPolicies, deployerPolicyName, policySizeLimit } from "../../readiness/deployer/policies";
import { deployerRights, handedOverTo } from "../../readiness/deployer/rights";
import { regions } from "../../settings/published/offers";
import { stages } from "../../settings/stage/stage";
import { registeredStage } from "./deployed-stage";

let resources: DeployedResource[];

beforeAll(async () => {
  resources = [];
  for (const stage of stages) resources.push(...(await registeredStage(stage)).resources);
});

const sorted = (values: Iterable<string>): string[] => [...new Set(values)].sort();

describe("the rights of whoever deploys", () => {
  it("are for the services whose resources the stages have, and for no other", () => {
    const deployed = resources.flatMap(({ type }) => /^aws:([^/]+)\//.exec(type)?.[1] ?? []);
    expect(sorted(deployerRights.flatMap(({ modules }) => modules))).toEqual(sorted(deployed));
  });

  it("hand roles over to the services that the stages' roles trust, and to no other", () => {
    const trusted = resources
      .filter(({ type }) => type === "aws:iam/role:Role")
      .flatMap(({ properties }) => {
        const { Statement } = JSON.parse(String(properties.assumeRolePolicy)) as {
          Statement: { Principal: { Service?: string | string[] } }[];
        };
        return Statement.flatMap(({ Principal }) => Principal.Service ?? []);
      });
    expect(sorted(handedOverTo)).toEqual(sorted(trusted));
  });

  it("change nothing by a wildcard that no name and no tag narrows", () => {
    const open = deployerRights.flatMap(({ service, changes }) =>
      changes
        .filter(({ resources: arns, condition }) => arns.includes("*") && condition === undefined)
        .flatMap(({ actions }) => actions.map((action) => `${service}:${action}`)),
    );
    expect(open.filter((action) => action.includes("*"))).toEqual([]);
    expect(open).toHaveLength(16);
  });

  it("read no object of a bucket but the canaries' scripts", () => {
    const objects = deployerPolicies()
      .flatMap(({ Statement }) => Statement)
      .filter(({ Action }) => Action.some((action) => /^(s3:(\*|Get(Object)?\*|GetObject.*)|\*)$/.test(action)));
    expect(objects.map(({ Resource }) => Resource)).toEqual([["arn:aws:s3:::<stage>-canaries-*/scripts/*"]]);
  });

  it("fit into managed policies once they are filled in for any stage and Region, ten at most of which a role can have", () => {
    const documents = deployerPolicies().map((policy) => JSON.stringify(policy));
    const filled = stages.flatMap((stage) =>
      regions.flatMap((region) =>
        documents.map((text) =>
          text.replaceAll("<stage>", stage).replaceAll("<region>", region).replaceAll("<account>", "000000000000"),
        ),
      ),
    );
    expect(filled.filter((text) => text.length > policySizeLimit)).toEqual([]);
    expect(filled.filter((text) => text.includes("<"))).toEqual([]);
    expect(documents.length).toBeLessThanOrEqual(10);
  });

  it("stand in the documents, which `npm run generate` makes anew", () => {
    const written = deployerPolicies().map((_, index) => {
      const file = path.resolve(__dirname, "../..", deployerPolicyName(index + 1));
      return JSON.parse(fs.readFileSync(file, "utf8")) as unknown;
    });
    expect(written).toEqual(deployerPolicies());
  });
});
