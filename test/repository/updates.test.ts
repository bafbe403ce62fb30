import * as fs from "node:fs";
import * as path from "node:path";
import { minVersion, satisfies } from "semver";

// What Renovate makes of renovate.json can be seen on the code host alone. Here: it names packages and files that are there,
// and finds the versions that it is to raise.

const root = path.resolve(__dirname, "../..");
const read = (file: string): string => fs.readFileSync(path.join(root, file), "utf8");

interface Rule {
  readonly groupName?: string;
  readonly matchPackageNames?: readonly string[];
  readonly allowedVersions?: string;
}
const renovate = JSON.parse(read("renovate.json")) as {
  readonly constraints: { readonly node: string };
  readonly packageRules: readonly Rule[];
  readonly customManagers: readonly { readonly managerFilePatterns: [string]; readonly matchStrings: [string] }[];
};
const { engines, dependencies, devDependencies } = JSON.parse(read("package.json")) as {
  readonly engines: { readonly node: string };
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};
const versions = { ...dependencies, ...devDependencies };
const { packages } = JSON.parse(read("package-lock.json")) as {
  readonly packages: Readonly<Record<string, { readonly engines?: { readonly node?: string } }>>;
};

it("group the updates", () => {
  const groups = renovate.packageRules.flatMap(({ groupName }) => groupName ?? []);
  expect(groups).toEqual(["pulumi sdk and engine", "aws", "jest", "types", "lint and format", "github actions"]);
});

it("name packages that this project uses", () => {
  const names = renovate.packageRules.flatMap(({ matchPackageNames = [] }) => matchPackageNames);
  const used = [...Object.keys(versions), "github.com/pulumi/pulumi/pkg/v3"];
  const isUsed = (name: string): boolean =>
    name.endsWith("**") ? used.some((one) => one.startsWith(name.slice(0, -2))) : used.includes(name.replace("!", ""));
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !isUsed(name))).toEqual([]);
});

it("have exact versions to start from", () => {
  expect(Object.entries(versions).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});

it("raise the version of the engine in the set-up and in its Go module together", () => {
  const [manager] = renovate.customManagers;
  const [file, pattern] = [manager?.managerFilePatterns[0] ?? "", manager?.matchStrings[0] ?? ""];
  const found = new RegExp(pattern).exec(read(file))?.groups?.currentValue;
  const required = /github\.com\/pulumi\/pulumi\/pkg\/v3 v(\S+)/.exec(read("rehearsal/engine/go.mod"))?.[1];
  expect(required).toMatch(/^3\./);
  expect(found).toBe(required);
});

it("keep to what runs on the oldest Node.js that package.json allows", () => {
  expect(renovate.constraints.node).toBe(minVersion(engines.node)?.version);
  const refused = Object.keys(versions).filter((name) => {
    const needed = packages[`node_modules/${name}`]?.engines?.node ?? "*";
    return !satisfies(renovate.constraints.node, needed);
  });
  expect(refused).toEqual([]);
  const types = renovate.packageRules.find(({ matchPackageNames }) => matchPackageNames?.includes("@types/node"));
  expect(satisfies(versions["@types/node"] ?? "", types?.allowedVersions ?? "")).toBe(true);
  expect(satisfies(`${Number(minVersion(engines.node)?.major) + 1}.0.0`, types?.allowedVersions ?? "")).toBe(false);
});
