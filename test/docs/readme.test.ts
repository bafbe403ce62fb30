import { systems } from "../../stacks/settings/systems";
import * as fs from "node:fs";
import * as path from "node:path";
import { effectiveSettings } from "../../stacks/settings/effective";
import { rehearsalSource } from "../../stacks/settings/overlay";
import { parseSettings } from "../../stacks/settings/parse";
import { stages } from "../../settings/stage/stage";

const root = path.resolve(__dirname, "../..");
const text = fs.readFileSync(path.join(root, "README.md"), "utf8");
const { scripts } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const settings = effectiveSettings("staging", root);

/** The rows of the table of tasks: what somebody wants, and where it is done. */
const section = /## I want to …\n([\s\S]*?)\n## /.exec(text)?.[1] ?? "";
const rows = section
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (I want|---)/.test(line))
  .map((line) => line.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "").trim()))
  .map(([want = "", where = ""]) => ({ want, where }));

const codes = (where: string): string[] => [...where.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);

/** Whether a system has settings at or below a key. */
function hasSetting(system: string, key: string): boolean {
  return settings.some((one) => one.key === `${system}.${key}` || one.key.startsWith(`${system}.${key}.`));
}

describe("the README's table of tasks", () => {
  it.each([
    /size of staging's database/,
    /allowed origin/,
    /alarm's threshold/,
    /waive/,
    /one system alone/,
    /rotate a secret/,
    /preview/,
    /effect of a change/,
    /destroy a stage/,
    /act on an alarm/,
  ])("has a row for %s", (want) => {
    expect(rows.filter((row) => want.test(row.want))).toHaveLength(1);
  });

  it("names files and pages that are there", () => {
    const named = rows.flatMap(({ where }) => [
      ...[...where.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, link = ""]) => link),
      ...codes(where).filter((code) => /^[\w./<>*-]+\.(ya?ml|ts|example)$/.test(code)),
    ]);
    const concrete = named.flatMap((file) =>
      file.includes("<stage>")
        ? stages.map((stage) => file.replace("<stage>", stage))
        : file.includes("<system>")
          ? systems.map((system) => file.replace("<system>", system))
          : [file],
    );
    const missing = concrete.filter((file) => !file.includes("*") && !fs.existsSync(path.join(root, file)));
    expect(named.length).toBeGreaterThan(10);
    expect(missing).toEqual([]);
    expect(
      fs
        .readdirSync(path.join(root, "components"), { recursive: true, encoding: "utf8" })
        .some((file) => file.endsWith("-alarms.ts")),
    ).toBe(true);
  });

  it("links to headings that are there", () => {
    const anchors = [...text.matchAll(/\]\((docs\/[\w/.-]+\.md)#([\w-]+)\)/g)];
    expect(anchors.length).toBeGreaterThan(0);
    for (const [, file = "", anchor = ""] of anchors) {
      const headings = fs.readFileSync(path.join(root, file), "utf8").match(/^#+ .*$/gm) ?? [];
      const names = headings.map((heading) =>
        heading
          .replace(/^#+ /, "")
          .toLowerCase()
          .replace(/[^\w -]/g, "")
          .replaceAll(" ", "-"),
      );
      expect(names).toContain(anchor);
    }
  });

  it("names settings that staging has", () => {
    for (const [name, keys] of [
      ["ahava-healthcare", "postgres.instanceClass"],
      ["med-platform", "postgres.instanceClass"],
      ["doctor-system", "atlas.instanceSize"],
      ["ahava-healthcare", "image"],
    ] as const) {
      expect(text).toContain(`\`${keys}\``);
      expect([name, keys, hasSetting(name, keys)]).toEqual([name, keys, true]);
    }
  });

  it("names a setting for allowed origins that every system has", () => {
    for (const system of systems) {
      const { source } = rehearsalSource("staging", root);
      const key = `care-platform:${system}`;
      const own = JSON.parse(source.values[key]?.value ?? "{}") as object;
      const corsOrigins = [...ownOrigins(system), "https://partner.clinic.test"];
      const value = JSON.stringify({ ...own, corsOrigins });
      const settings = parseSettings({ ...source, values: { ...source.values, [key]: { value, secret: false } } });
      expect(JSON.stringify(settings)).toContain("https://partner.clinic.test");
    }
  });

  it("names commands that are there", () => {
    const commands = [...text.matchAll(/npm run (?:--silent )?([a-z][\w-]*)/g)].map(([, name = ""]) => name);
    expect(commands.length).toBeGreaterThan(20);
    expect(commands.filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});

/** The origins that a system allows when nobody says. */
function ownOrigins(system: (typeof systems)[number]): readonly string[] {
  const { doctorSystem, ahavaHealthcare, medPlatform } = parseSettings(rehearsalSource("staging", root).source);
  const sections = { "doctor-system": doctorSystem, "ahava-healthcare": ahavaHealthcare, "med-platform": medPlatform };
  return sections[system]?.corsOrigins ?? [];
}
