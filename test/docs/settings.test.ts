import * as fs from "node:fs";
import * as path from "node:path";
import { settingsPage, settingsPageName } from "../../stacks/settings/settings-page";

const page = settingsPage();

describe("the page of all settings", () => {
  it("is up to date; `npm run generate` makes it", () => {
    expect(fs.readFileSync(path.join(__dirname, "../..", settingsPageName), "utf8")).toBe(page);
  });

  it("says of a setting what is allowed, its default in each stage and what a change does", () => {
    expect(page).toContain(
      '| `network.natGateways` | single or per-zone | `"single"` | `"single"` | `"per-zone"` | Creates or deletes NAT gateways',
    );
    expect(page).toMatch(/\| `network\.cidr` \| [^|]+ \| - \| - \| - \| Cannot be changed: the VPC/);
    expect(page).toContain("| `doctor-system.corsOrigins` |");
    expect(page).toMatch(/`ahava-healthcare\.postgres\.allocatedStorage` \| [^|]*GiB[^|]*\|/);
  });

  it("leaves no cell empty", () => {
    expect(page.split("\n").filter((line) => line.startsWith("| `") && /\| +\|/.test(line))).toEqual([]);
  });
});
