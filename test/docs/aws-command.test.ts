import { awsFaults, awsModels } from "./aws-command";
import { commandsOf } from "./shell-commands";

describe("a command of AWS with a fault", () => {
  const policy = "aws iam create-policy --policy-name p --policy-document file://p.json";
  const block =
    "aws s3api put-public-access-block --bucket b --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true";
  const cost = "aws ce update-cost-allocation-tags-status --cost-allocation-tags-status TagKey=stack,Status=Active";
  const alarm = "aws cloudwatch set-alarm-state --alarm-name a --state-value ALARM --state-reason test";

  it.each<[string, string, RegExp]>([
    [
      "an operation that does not exist",
      policy.replace("create-policy", "make-policy"),
      /no operation iam make-policy/,
    ],
    ["a service that does not exist", policy.replace("iam", "iamm"), /no operation iamm/],
    [
      "an option that does not exist",
      policy.replace("--policy-name", "--name"),
      /no option --name, --policy-name is missing/,
    ],
    [
      "an option that is missing",
      policy.replace("--policy-document file://p.json", ""),
      /^--policy-document is missing$/,
    ],
    ["a value of no enumeration", alarm.replace("ALARM", "ALERT"), /--state-value: ALERT is none of OK, ALARM/],
    [
      "a member of no enumeration",
      cost.replace("Active", "Activated"),
      /Status: Activated is none of Active, Inactive/,
    ],
    ["a member that is missing", cost.replace(",Status=Active", ""), /Status is missing/],
    ["a member that does not exist", block.replace("IgnorePublicAcls", "IgnoreAcls"), /no member IgnoreAcls/],
    ["a member that is no truth value", block.replace("true", "yes"), /yes is neither true nor false/],
    [
      "a number that is none",
      "aws kms schedule-key-deletion --key-id k --pending-window-in-days soon",
      /soon is no integer/,
    ],
    ["an option of a command that is no operation", "aws s3 sync a b --prune", /no option --prune/],
    [
      "JSON with a member that does not exist",
      cost.replace(/TagKey.*/, `'[{"TagKey":"s","Status":"Active","State":"x"}]'`),
      /no member State/,
    ],
  ])("is found: %s", async (_, text, fault) => {
    const [command] = await commandsOf(text);
    expect(awsFaults(command?.words ?? [], awsModels()).join(", ")).toMatch(fault);
  });

  it("is none where the shell decides a value", async () => {
    for (const text of [
      policy,
      block,
      cost,
      alarm,
      alarm.replace("ALARM", '"$STATE"'),
      cost.replace("Active", "$(s)"),
    ]) {
      const [command] = await commandsOf(text);
      expect(awsFaults(command?.words ?? [], awsModels())).toEqual([]);
    }
  });
});
