import { Graph, type Standing } from "../../../rehearsal/rights/uses/graph";
import { usesIn } from "../../../rehearsal/rights/uses/index";
import { judgeRoleUses } from "../../../rehearsal/rights/uses/role-uses";
import { changed, deniedOf, place, standingStage } from "./standing-stage";
import { data } from "./taken/data";
import { functions } from "./taken/functions";
import { logs } from "./taken/logs";
import { notices } from "./taken/notices";
import { unneededStatements } from "./taken/statements";
import { tasks } from "./taken/tasks";

let standing: readonly Standing[] = [];

beforeAll(async () => {
  standing = await standingStage("production");
});

describe("the uses of rights in production", () => {
  it("are all allowed, and every role is judged", async () => {
    const { judged, denied, notJudged } = await judgeRoleUses(standing, place);
    expect(denied).toEqual([]);
    expect(notJudged).toEqual([]);
    expect(judged).toBeGreaterThan(900);
  });

  it("each name the page or file that says so", () => {
    const uses = usesIn(new Graph(standing, place.account, place.region));
    expect(uses.filter(({ source }) => !/^(docs\.aws|www\.mongodb|functions\/)/.test(source))).toEqual([]);
  });
});

describe("a right that is taken away is found", () => {
  it("for every statement that allows something, but for those that more than one allows", async () => {
    const { statements, unneeded } = await unneededStatements(standing);
    expect(statements).toBeGreaterThan(130);
    expect([...unneeded].sort()).toEqual([
      // AWS's managed policies for backups and restores allow the same; these do it for the one key.
      "backups-backups-policy: LendDataKeyToServices",
      "backups-restore-testing-role-policy: LendDataKeyToServices",
      "backups-restore-testing-role-policy: UseDataKey",
      // Administrators of the account use it: without it the policy could not be changed.
      "front-ends-key: PoliciesOfThisAccount",
      "keys-logs: PoliciesOfThisAccount",
    ]);
  });

  it.each([...tasks, ...functions, ...logs, ...notices, ...data])(
    "%s",
    async (_, type, name, change, user, expected) => {
      expect(await deniedOf(standing, user)).toEqual([]);
      expect(await deniedOf(changed(standing, type, name, change), user)).toContain(expected);
    },
  );
});
