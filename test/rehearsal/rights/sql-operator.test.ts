import * as fs from "node:fs";
import * as path from "node:path";
import { physicalName } from "../../../components/naming";
import { filledIn, longestPlaceholders, policySizeLimit } from "../../../readiness/deployer/policies";
import { sqlOperatorPolicy, sqlOperatorPolicyName } from "../../../readiness/deployer/sql-operator";
import type { Call } from "../../../rehearsal/rights/call";
import { type Caller, isAllowed } from "../../../rehearsal/rights/judge";
import { deployer, stackOf, state } from "./deployed";

const root = path.resolve(__dirname, "../../..");
const stack = stackOf("production");
const { account, region } = stack;
const operator: Caller = {
  principal: `arn:aws:iam::${account}:role/care-platform-sql-production`,
  policies: [filledIn(sqlOperatorPolicy(), { ...stack, "state bucket": state.bucket, "state key id": state.keyId })],
};
const cluster = (name: string) => `arn:aws:ecs:${region}:${account}:cluster/${name}`;
const definition = (task: string) =>
  `arn:aws:ecs:${region}:${account}:task-definition/${physicalName("taskFamily", "production", task)}:3`;
const role = (task: string) => `arn:aws:iam::${account}:role/${physicalName("iamRole", "production", task)}`;
const call = (action: string, resource: string, context: Record<string, string> = {}): Call => ({
  action,
  resource,
  context,
  purpose: "run SQL",
});
const running = (task: string, on = "production-services") =>
  call("ecs:RunTask", definition(task), { "ecs:cluster": cluster(on) });
const passing = (task: string, to = "ecs-tasks.amazonaws.com") =>
  call("iam:PassRole", role(task), { "iam:PassedToService": to });
const logOf = (task: string) => `arn:aws:logs:${region}:${account}:log-group:/production/med-platform/${task}`;

describe("whoever runs SQL", () => {
  it.each([
    ["start the SQL task", running("med-platform-sql")],
    ["hand over its execution role", passing("med-platform-sql-execution")],
    ["hand over its task role", passing("med-platform-sql-task")],
    [
      "wait for it",
      call("ecs:DescribeTasks", `arn:aws:ecs:${region}:${account}:task/production-services/0`, {
        "ecs:cluster": cluster("production-services"),
      }),
    ],
    ["read its log", call("logs:FilterLogEvents", logOf("sql"))],
  ])("may %s", async (_, allowed) => {
    expect(await isAllowed(allowed, operator)).toBe(true);
  });

  it.each([
    ["start the API", running("med-platform-api")],
    ["start the migration", running("med-platform-migration")],
    ["start the SQL task in another cluster", running("med-platform-sql", "other")],
    [
      "start a task of another stage",
      call("ecs:RunTask", definition("med-platform-sql").replace("production", "staging")),
    ],
    ["give the task the API's rights", passing("med-platform-api-task")],
    ["hand the role to Lambda", passing("med-platform-sql-task", "lambda.amazonaws.com")],
    ["read the API's log", call("logs:FilterLogEvents", logOf("api"))],
    ["open a session in a container", call("ecs:ExecuteCommand", cluster("production-services"))],
    ["change the task", call("ecs:RegisterTaskDefinition", definition("med-platform-sql"))],
    [
      "read the password",
      call(
        "secretsmanager:GetSecretValue",
        `arn:aws:secretsmanager:${region}:${account}:secret:production/med-platform/DATABASE_OPERATOR_PASSWORD/g1-0aBcDe`,
      ),
    ],
  ])("may not %s", async (_, denied) => {
    expect(await isAllowed(denied, operator)).toBe(false);
  });
});

it("whoever deploys runs migrations and no SQL", async () => {
  const caller = deployer(stack);
  expect(await isAllowed(running("med-platform-migration"), caller)).toBe(true);
  expect(await isAllowed(running("med-platform-sql"), caller)).toBe(false);
});

it("the policy is one document within IAM's size, which `npm run generate` makes anew", () => {
  expect(JSON.stringify(filledIn(sqlOperatorPolicy(), longestPlaceholders)).length).toBeLessThan(policySizeLimit);
  expect(JSON.parse(fs.readFileSync(path.join(root, sqlOperatorPolicyName), "utf8"))).toEqual(sqlOperatorPolicy());
});
