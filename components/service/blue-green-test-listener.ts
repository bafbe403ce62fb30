import type { types } from "@pulumi/aws";
import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import * as vpc from "@pulumi/aws/vpc";
import { hiddenPaths, httpsListener } from "../edge/load-balancer-listeners";
import type { HttpsListenerArgs } from "../edge/load-balancer-listeners";

/** A load balancer's settings for blue-green deployments with a test listener. */
export interface BlueGreenTraffic {
  /** The port of the test listener; not one of the public ports 80 and 443. */
  testPort: number;
  /** The address ranges that may use it: the stage's egress addresses, an office; never the whole internet. */
  testSources: readonly pulumi.Input<string>[];
}

/** ECS's inputs for blue-green deployments. */
export interface BlueGreenRouting {
  /** The ARN of the second target group. */
  readonly alternateTargetGroupArn: pulumi.Output<string>;
  /** The ARN of the production listener rule. */
  readonly productionListenerRuleArn: pulumi.Output<string>;
  /** The ARN of the test listener rule. */
  readonly testListenerRuleArn: pulumi.Output<string>;
}

/** The two target groups of a blue-green service. */
export interface TargetGroupPair {
  readonly first: pulumi.Input<string>;
  readonly alternate: pulumi.Input<string>;
}

/** The inputs of the test listener. */
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

/** A forward action to both groups; ECS changes the weights, so the program only sets their initial values. */
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

/** Throws if the test listener would be public; called before any resource is created. */
export function refuseOpenTestListener(name: string, traffic: BlueGreenTraffic | undefined): void {
  if (traffic === undefined) return;
  const { testPort, testSources } = traffic;
  if ([80, 443].includes(testPort)) {
    throw new pulumi.RunError(`${name} has the test port ${testPort}, which is a public port; set another.`);
  }
  if (testSources.some((source) => typeof source === "string" && source.endsWith("/0"))) {
    throw new pulumi.RunError(`${name} opens its test listener to the whole internet; list narrower ranges.`);
  }
}
