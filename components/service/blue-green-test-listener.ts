import type { types } from "@pulumi/aws";
import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import * as vpc from "@pulumi/aws/vpc";
import { hiddenPaths, httpsListener } from "../edge/load-balancer-listeners";
import type { HttpsListenerArgs } from "../edge/load-balancer-listeners";

/** What a load balancer prepares so that ECS can bring a release up beside the one that runs, try it, and move over. */
export interface BlueGreenTraffic {
  /** The port on which a release is tried before anybody else meets it; not one of the public ports 80 and 443. */
  testPort: number;
  /** The address ranges that may try it: the stage's own way out, an office; never the whole internet. */
  testSources: readonly pulumi.Input<string>[];
}

/** The two ways of a blue-green deployment as ECS asks for them. */
export interface BlueGreenRouting {
  /** The ARN of the second target group. */
  readonly alternateTargetGroupArn: pulumi.Output<string>;
  /** The ARN of the rule that leads everybody. */
  readonly productionListenerRuleArn: pulumi.Output<string>;
  /** The ARN of the rule that leads those who try a release. */
  readonly testListenerRuleArn: pulumi.Output<string>;
}

/** The two target groups of a blue-green service. */
export interface TargetGroupPair {
  readonly first: pulumi.Input<string>;
  readonly alternate: pulumi.Input<string>;
}

/** Where the listener for trying stands. */
export interface TestListenerArgs extends Omit<HttpsListenerArgs, "port">, BlueGreenTraffic {
  /** The load balancer's security group. */
  securityGroupId: pulumi.Input<string>;
  /** The only host name whose requests are forwarded. */
  domainName: string;
  /** Paths that are answered 404 here too. @default `/metrics` and all below it (C-04) */
  hiddenPaths?: readonly string[];
  /** The target groups of the service. */
  targetGroups: TargetGroupPair;
}

/** An action that leads to both groups; ECS moves the weights, so the program only says how they begin. */
export function weightedForward(
  groups: TargetGroupPair,
  weights: { first: number; alternate: number },
): types.input.lb.ListenerRuleAction[] {
  return [
    {
      type: "forward",
      forward: {
        targetGroups: [
          { arn: groups.first, weight: weights.first },
          { arn: groups.alternate, weight: weights.alternate },
        ],
      },
    },
  ];
}

/**
 * The listener on which a release is tried before production traffic moves to it, with the same encryption and headers, and
 * its rule. Only the given sources reach it. Free of charge beside its load balancer.
 */
export function testListener(
  name: string,
  args: TestListenerArgs,
  options: pulumi.CustomResourceOptions,
): lb.ListenerRule {
  args.testSources.forEach((cidrIpv4, index) => {
    new vpc.SecurityGroupIngressRule(
      `${name}-test-ingress-${index}`,
      {
        securityGroupId: args.securityGroupId,
        description: "Those who try a release before everybody gets it",
        ipProtocol: "tcp",
        fromPort: args.testPort,
        toPort: args.testPort,
        cidrIpv4,
      },
      options,
    );
  });
  const listener = httpsListener(`${name}-test`, { ...args, port: args.testPort }, options);
  hiddenPaths(`${name}-test-hidden`, { listenerArn: listener.arn, paths: args.hiddenPaths }, options);
  return new lb.ListenerRule(
    `${name}-test-forwarding`,
    {
      listenerArn: listener.arn,
      priority: 100,
      conditions: [{ hostHeader: { values: [args.domainName] } }],
      actions: weightedForward(args.targetGroups, { first: 0, alternate: 100 }),
    },
    { ...options, ignoreChanges: ["actions"] },
  );
}

/** Throws when everybody could try a release; called before anything is made. */
export function refuseOpenTestListener(name: string, traffic: BlueGreenTraffic | undefined): void {
  if (traffic === undefined) return;
  const { testPort, testSources } = traffic;
  if ([80, 443].includes(testPort)) {
    throw new pulumi.RunError(`${name} tries releases on port ${testPort}, which is the public one; give it another.`);
  }
  if (testSources.some((source) => typeof source === "string" && source.endsWith("/0"))) {
    throw new pulumi.RunError(`${name} lets the whole internet try its releases; name the ranges that should.`);
  }
}
