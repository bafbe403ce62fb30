import { ReleaseRecord } from "../../../components/observability/release-record";
import { register, registerBoth } from "../mocks";

const release = {
  version: "v1.4.2",
  deployedBy: "pipeline",
  deployedAt: "2026-11-22T14:30:00+02:00",
  status: "deployed",
} as const;
const build = () => new ReleaseRecord("system-release", { stage: "production", system: "system", ...release });

describe("the record of a release", () => {
  it("says in one parameter which version runs, who deployed it, when, and how far it is", async () => {
    const account = await register(build);
    expect(account.counts()).toEqual({
      "care-platform:observability:ReleaseRecord": 1,
      "aws:ssm/parameter:Parameter": 1,
    });
    const { inputs } = account.only("aws:ssm/parameter:Parameter");
    expect(inputs).toMatchObject({ name: "/production/system/release", type: "String" });
    expect(JSON.parse(String(inputs.insecureValue))).toEqual(release);
  });

  it("is the same set in a preview", async () => {
    const { preview, update } = await registerBoth(build);
    expect(preview.names()).toEqual(update.names());
  });
});
