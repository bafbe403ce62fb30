import { atlasFaults } from "./atlas-command";

describe("a command of the Atlas CLI with a fault", () => {
  it.each<[string, string]>([
    ["clusters restart a --projectId p", "no known command"],
    ["clusters describe --projectId p", "0 operands instead of 1"],
    ["clusters describe a --project p", "no option --project"],
    ["metrics processes a --period PT1H", "--granularity is missing"],
    ["metrics processes a --granularity PT2M --period PT1H", "PT2M is none of"],
    ["metrics processes a --granularity PT1M --period PT1H --start x", "exclude each other"],
  ])("is found: %s", (text, fault) => {
    expect(atlasFaults(text.split(" ")).join()).toContain(fault);
  });
});
