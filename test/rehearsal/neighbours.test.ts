import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { rehearsedNeighbours } from "../../rehearsal/neighbours";
import { sharedBetween } from "../../stacks/settings/neighbours/comparison";
import { factsOf } from "../../stacks/settings/neighbours/facts";
import { rehearsalSource } from "../../stacks/settings/overlay";
import { parseSettings } from "../../stacks/settings/parse";
import { choose, copyStageFiles } from "../settings/filled-in";

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "neighbours-"));
  copyStageFiles(folder);
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

async function sharedByProduction(): Promise<readonly string[]> {
  const facts = await factsOf(parseSettings(rehearsalSource("production", folder).source));
  const shared = sharedBetween(facts, await rehearsedNeighbours("production", folder));
  return shared.map(({ what, with: stack }) => `${what} with ${stack}`);
}

it("finds nothing that production shares with the other stages of the project", async () => {
  expect((await rehearsedNeighbours("production", folder)).map(({ stack }) => stack)).toEqual([
    "development",
    "staging",
  ]);
  expect(await sharedByProduction()).toEqual([]);
});

it("finds a vendor's secret that somebody has copied from staging", async () => {
  // The file ends with the stand-ins of production.
  const copied = "  ahava-healthcare.SMTP_PASS: rehearsal_stand_in_smtp_password_of_staging\n";
  fs.appendFileSync(path.join(folder, "rehearsal/stand-ins.yaml"), copied);
  expect(await sharedByProduction()).toEqual(["ahava-healthcare.SMTP_PASS with staging"]);
});

it("knows a stage by what it would run as, whatever is wrong with what its owner has chosen", async () => {
  choose(folder, "staging", { "aws/accountId": "12345" });
  expect((await rehearsedNeighbours("production", folder)).map(({ stack }) => stack)).toEqual([
    "development",
    "staging",
  ]);
});

it("leaves out a stage whose file has faults, for they are told when its own turn comes", async () => {
  choose(folder, "staging", { "network/cidr": "10.30.0.0/33" });
  expect((await rehearsedNeighbours("production", folder)).map(({ stack }) => stack)).toEqual(["development"]);
});
