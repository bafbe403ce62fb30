import * as fs from "node:fs";
import * as path from "node:path";
import { satisfies } from "semver";

const root = path.resolve(__dirname, "../..");
const read = (file: string): string => fs.readFileSync(path.join(root, file), "utf8");
const version = read(".nvmrc").trim();
const { engines } = JSON.parse(read("package.json")) as { readonly engines: { readonly node: string } };
const { packages } = JSON.parse(read("package-lock.json")) as {
  readonly packages: Readonly<Record<string, { readonly engines?: unknown }>>;
};

it("is a whole line of releases, so that its fixes arrive by themselves", () => {
  expect(version).toMatch(/^\d+$/);
});

it("is one that this project and each of its packages run on", () => {
  const newest = `${version}.999.0`;
  expect(satisfies(newest, engines.node)).toBe(true);
  const refused = Object.entries(packages).filter(([, { engines: needed }]) => {
    const node = (needed as { readonly node?: string } | undefined)?.node;
    return typeof node === "string" && !satisfies(newest, node);
  });
  expect(refused.map(([name]) => name)).toEqual([]);
});

it.each(["README.md", "docs/deploy.md"])("%s names it, and the oldest one that works", (page) => {
  const oldest = engines.node.replace(">=", "");
  const named = [...read(page).matchAll(/Node\.js (\d+)[^.]*?(\d+\.\d+) or newer/g)].map(([, own, old]) => [own, old]);
  expect(named).toEqual([[version, oldest]]);
});
