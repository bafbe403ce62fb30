import { ContainerService } from "../../../components/service/container-service";
import type { ContainerServiceArgs } from "../../../components/service/container-service";
import { Edge } from "../../../components/edge/edge";
import type { EdgeArgs } from "../../../components/edge/edge";
import { edgeArgs } from "../edge/example-edge";
import { api } from "./example-service";
import { register } from "../mocks";

const build = (changes: Partial<EdgeArgs> = {}) => register(() => new Edge("system-edge", { ...edgeArgs, ...changes }));

const service = "aws:ecs/service:Service";
const serve = (changes: ContainerServiceArgs) => register(() => new ContainerService("system-api", changes));

describe("an edge for blue-green deployments", () => {
  const blueGreen = { testPort: 8443, testSources: ["192.0.2.1/32"] };

  it("has a second target group like the first, and a rule between the two that ECS may move", async () => {
    const account = await build({ blueGreen });
    const groups = account.ofType("aws:lb/targetGroup:TargetGroup");
    expect(groups.map(({ inputs }) => inputs.name).sort()).toEqual([
      "staging-system-edge-4000",
      expect.stringMatching(/^staging-system-edge-4000-(alternate|[0-9a-f]{6})|^staging-system-edge-40.*-[0-9a-f]{6}$/),
    ]);
    const [first, alternate] = groups.map(({ inputs }) => ({ ...inputs, name: "" }));
    expect(first).toEqual(alternate);
    const forwarding = account.named("system-edge-forwarding");
    expect(forwarding.options.ignoreChanges).toEqual(["actions"]);
    expect(forwarding.inputs.actions).toMatchObject([
      { type: "forward", forward: { targetGroups: [{ weight: 100 }, { weight: 0 }] } },
    ]);
  });

  it("lets a release be tried on a port of its own, encrypted alike, by the given ranges only", async () => {
    const account = await build({ blueGreen });
    const { loadBalancerArn, ...production } = account.named("system-edge-https").inputs;
    expect(account.named("system-edge-test").inputs).toEqual({ ...production, loadBalancerArn, port: 8443 });
    expect(account.named("system-edge-test-ingress-0").inputs).toMatchObject({
      fromPort: 8443,
      toPort: 8443,
      cidrIpv4: "192.0.2.1/32",
    });
    expect(account.named("system-edge-test-forwarding").inputs).toMatchObject({
      conditions: [{ hostHeader: { values: ["api.example.org"] } }],
      actions: [{ type: "forward", forward: { targetGroups: [{ weight: 0 }, { weight: 100 }] } }],
    });
  });

  it("hands ECS what it moves the traffic with, and nothing without it", async () => {
    const account = await build({ blueGreen });
    const routing = account.result.blueGreen;
    expect(await account.value(routing?.alternateTargetGroupArn)).toMatch(/:targetgroup\//);
    expect(account.only("care-platform:edge:Edge").outputs).toHaveProperty("blueGreen");
    expect((await build()).result.blueGreen).toBeUndefined();
  });

  it.each([
    [{ ...blueGreen, testPort: 443 }, /a public port/],
    [{ ...blueGreen, testSources: ["0.0.0.0/0"] }, /whole internet/],
  ])("refuses a listener for trying that everybody reaches", async (open, message) => {
    await expect(build({ blueGreen: open })).rejects.toThrow(message);
  });
});

describe("a blue-green service", () => {
  const blueGreen = {
    alternateTargetGroupArn: "arn:alternate",
    productionListenerRuleArn: "arn:production-rule",
    testListenerRuleArn: "arn:test-rule",
  };
  const [targetGroupArn, securityGroupId] = ["arn:first", "sg-load-balancer"];
  const moving: ContainerServiceArgs = {
    ...api,
    loadBalancer: { targetGroupArn, securityGroupId, blueGreen },
    deployment: { strategy: "blue-green", bakeMinutes: 15 },
  };

  it("brings the new tasks up beside the old, bakes, and goes back when an alarm says so", async () => {
    const account = await serve(moving);
    expect(account.only(service).inputs).toMatchObject({
      deploymentConfiguration: { strategy: "BLUE_GREEN", bakeTimeInMinutes: "15" },
      deploymentCircuitBreaker: { enable: true, rollback: true },
      alarms: { alarmNames: ["staging-errors"], enable: true, rollback: true },
      loadBalancers: [
        {
          targetGroupArn,
          containerName: "api",
          containerPort: 4000,
          advancedConfiguration: {
            alternateTargetGroupArn: "arn:alternate",
            productionListenerRule: "arn:production-rule",
            testListenerRule: "arn:test-rule",
          },
        },
      ],
    });
  });

  it("lets ECS alone move its traffic, and waits until it can", async () => {
    const account = await serve(moving);
    const attachment = account.named("system-api-infrastructure-traffic");
    expect(attachment.inputs.policyArn).toBe(
      "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers",
    );
    expect(account.only(service).options.dependencies).toContain(attachment.urn);
    expect(account.named("system-api-infrastructure").inputs.assumeRolePolicy).toContain('"ecs.amazonaws.com"');
  });

  it("is an ordinary one until it is asked to be blue-green", async () => {
    const account = await serve({ ...moving, deployment: undefined });
    expect(account.only(service).inputs).not.toHaveProperty("deploymentConfiguration");
    expect(account.ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")).toEqual([]);
  });

  it.each<[string, Partial<ContainerServiceArgs>, RegExp]>([
    ["one target group", { loadBalancer: { targetGroupArn, securityGroupId } }, /no second target group/],
    ["no load balancer", { loadBalancer: undefined }, /no second target group/],
    ["a day and a minute of baking", { deployment: { strategy: "blue-green", bakeMinutes: 1441 } }, /0 to 1440/],
    [
      "scaling with requests",
      { loadBalancer: { targetGroupArn, securityGroupId, blueGreen, scaling: api.loadBalancer?.scaling } },
      /scale with requests/,
    ],
  ])("refuses %s", async (_, changes, message) => {
    await expect(serve({ ...moving, ...changes })).rejects.toThrow(message);
  });
});
