import { kinds, row, rows, systems } from "../../checklist";

/** How many rows have a value in a field. */
function count(field: "system" | "kind", value: string): number {
  return rows.filter((item) => item[field] === value).length;
}

describe("the checklist", () => {
  it("holds 517 rows: 120, 170 and 227 of the three systems", () => {
    expect(rows).toHaveLength(517);
    expect(systems.map((system) => count("system", system))).toEqual([120, 170, 227]);
  });

  it("divides the rows by the way they are met", () => {
    expect(Object.fromEntries(kinds.map((kind) => [kind, count("kind", kind)]))).toEqual({
      resource: 158,
      policy: 57,
      "config-validation": 73,
      verify: 136,
      runbook: 46,
      "sign-off": 47,
    });
  });

  it("gives each row an id of its own, with its system's prefix", () => {
    expect(new Set(rows.map((item) => item.id)).size).toBe(rows.length);
    const prefixes: Readonly<Record<string, string>> = {
      "doctor-system": "DS-",
      "ahava-healthcare": "AH-",
      "med-platform": "MP-",
    };
    expect(rows.filter((item) => !item.id.startsWith(prefixes[item.system] ?? "none"))).toEqual([]);
  });

  it("cannot be changed by its readers", () => {
    expect(Object.isFrozen(rows)).toBe(true);
    expect(rows.every((item) => Object.isFrozen(item))).toBe(true);
  });

  it("finds a row by its id and refuses an id that is not there", () => {
    expect(row("AH-RED-02")).toMatchObject({ system: "ahava-healthcare", kind: "verify" });
    expect(() => row("AH-RED-99")).toThrow('No checklist row has the id "AH-RED-99"; see checklist/items.json.');
  });
});
