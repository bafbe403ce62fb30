import { Edge } from "../../../components/edge/edge";
import type { EdgeArgs } from "../../../components/edge/edge";
import { edgeArgs } from "./example-edge";
import { register } from "../mocks";

const build = (changes: Partial<EdgeArgs> = {}) => register(() => new Edge("system-edge", { ...edgeArgs, ...changes }));

const webAcl = "aws:wafv2/webAcl:WebAcl";

describe("an edge behind CloudFront", () => {
  const verifyValues = ["current", "previous"];
  const behind = () => build({ behindCloudFront: { verifyValues } });

  it("forwards only what carries one of the site's values", async () => {
    const account = await behind();
    expect(account.named("system-edge-forwarding").inputs.conditions).toEqual([
      { hostHeader: { values: ["api.example.org"] } },
      { httpHeader: { httpHeaderName: "x-origin-verify", values: verifyValues } },
    ]);
  });

  it("leaves the name's records to the site and hands out what the site needs", async () => {
    const account = await behind();
    expect(account.ofType("care-platform:edge:LoadBalancerRecords")).toEqual([]);
    expect(await account.value(account.result.loadBalancerDnsName)).toMatch(/\.elb\.amazonaws\.com$/);
    expect(await account.value(account.result.certificateArn)).toMatch(/^arn:aws:acm:/);
    expect(account.result.trustedProxyHops).toBe(2);
    expect((await build()).result.trustedProxyHops).toBe(1);
  });

  it("limits no address, because a client writes the one that AWS WAF would count by", async () => {
    const limitsOf = async (changes: Partial<EdgeArgs>) => {
      const { rules } = (await build(changes)).only(webAcl).inputs;
      return (rules as { name: string; statement: object }[])
        .filter(({ statement }) => "rateBasedStatement" in statement)
        .map(({ name }) => name);
    };
    const signIn = { paths: ["/api/auth/"], requestsPerTenMinutes: 100 };
    const webFirewall = { ...edgeArgs.webFirewall, signIn };
    expect(await limitsOf({ webFirewall, behindCloudFront: { verifyValues } })).toEqual([]);
    expect(await limitsOf({ webFirewall })).toEqual(["rate", "sign-in"]);
  });
});
