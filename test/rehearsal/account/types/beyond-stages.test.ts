import * as fs from "node:fs";
import * as path from "node:path";
import { beyondStages } from "../../../../rehearsal/account/types/beyond-stages";
import { resourceTypes } from "../../../../rehearsal/account/types";

// The account models what the program's stages deploy. Every other type has a reason that is true.

const root = path.resolve(__dirname, "../../../..");
const sourcesOf = (...folders: readonly string[]): string[] =>
  folders
    .flatMap((folder) =>
      fs
        .readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
        .map((file) => path.join(root, folder, file)),
    )
    .filter((file) => file.endsWith(".ts"))
    .map((file) => fs.readFileSync(file, "utf8"));

/** The package, the service and the class of every resource that the program creates: "aws:s3 Bucket". */
const created = new Set(
  sourcesOf("components", "stacks").flatMap((source) => {
    const imports = [...source.matchAll(/import (?:type )?\* as (\w+) from "@pulumi\/(\w+)(?:\/(\w+))?/g)];
    const services = new Map(imports.map(([, name, provider, service]) => [name, `${provider!}:${service ?? ""}`]));
    return [...source.matchAll(/new (\w+)\.(\w+)\(/g)].map(
      ([, name, kind]) => (services.get(name) ?? "").replace(/^(?!aws)(\w+):.*/, "$1:") + ` ${kind!}`,
    );
  }),
);

function isCreated(token: string): boolean {
  const [provider = "", module = "", kind = ""] = token.split(":");
  return created.has(`${provider}:${provider === "aws" ? module.split("/")[0]! : ""} ${kind}`);
}

const outside = Object.keys(resourceTypes).filter((token) => !isCreated(token));

it("the program creates what a stage is made of", () => {
  expect(outside.length).toBeLessThan(Object.keys(resourceTypes).length / 2);
  expect(isCreated("aws:rds/instance:Instance")).toBe(true);
  expect(isCreated("mongodbatlas:index/advancedCluster:AdvancedCluster")).toBe(true);
  expect(isCreated("aws:rds/cluster:Cluster")).toBe(false);
});

it("every other type has a reason, and no type of a stage has one", () => {
  expect(Object.values(beyondStages).flat().sort()).toEqual([...outside].sort());
});

const targets = new Set(
  Object.values(resourceTypes)
    .flatMap(({ references }) => (references ?? []) as readonly { readonly to: string | readonly string[] }[])
    .flatMap(({ to }) => to),
);
const policy = sourcesOf("policy").join("\n");
const readiness = sourcesOf("readiness").join("\n");
const spellings: readonly (readonly [RegExp, string])[] = [
  [/:alb\//, ":lb/"],
  [/V2(?=:|$)/g, ""],
];

const isTrue: Readonly<Record<keyof typeof beyondStages, (token: string) => boolean>> = {
  "a rule examines it": (token) => policy.includes(`"${token}"`),
  "readiness reads it": (token) => readiness.includes(`"${token}"`),
  "a modelled type refers to it": (token) => targets.has(token),
  "the provider's other spelling": (token) => {
    const other = spellings.reduce((text, [from, to]) => text.replace(from, to), token);
    return other !== token && other in resourceTypes;
  },
  "common in other programs": () => true,
};

it.each(Object.keys(isTrue) as (keyof typeof isTrue)[])("the reason is true of each: %s", (reason) => {
  expect(beyondStages[reason].filter((token) => !isTrue[reason](token))).toEqual([]);
});
