import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { ServiceAccount, refusalOf } from "./service-account";

const type = "aws:lambda/invocation:Invocation";
const inputs = { functionName: "database-roles", input: '{"owner":"clinic_owner"}' };

function accountWithFunction(): ServiceAccount {
  const account = new ServiceAccount();
  account.put("aws:lambda/function:Function", "database-roles", { name: "database-roles" });
  return account;
}

describe("a run of a function", () => {
  it("answers with JSON, and is named after its function and input as the provider names it", () => {
    const { id, state } = accountWithFunction().create(type, inputs);
    expect(id).toMatch(/^database-roles_\$LATEST_[0-9a-f]{32}$/);
    expect(JSON.parse(state.result as string)).toEqual({});
    expect(state.lifecycleScope).toBe("CREATE_ONLY");
  });

  it.each<[string, WireObject, string]>([
    ["of a function that is there", inputs, "accepted"],
    ["of one that is not", { ...inputs, functionName: "backups" }, "ResourceNotFoundException"],
    ["with an input that is no JSON", { ...inputs, input: "{" }, "refused by the provider"],
    ["with too much input", { ...inputs, input: `"${"x".repeat(6 * 1024 * 1024)}"` }, "RequestTooLargeException"],
  ])("%s", (_, wish, code) => {
    expect(refusalOf(() => accountWithFunction().create(type, wish))).toBe(code);
  });
});
