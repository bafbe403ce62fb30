import { lastOf, text } from "../calls/type-calls";
import { type Asking, keyUses, logUses, objectUses, takesOn, uses } from "./common-uses";
import { type Graph, listed, partOf, type Standing } from "./graph";
import { secretUses } from "./secrets";
import type { Use } from "./use";

const lambda = "lambda.amazonaws.com";
const guide = "docs.aws.amazon.com/lambda/latest/dg";

/** What Lambda and a function's code do in its role. */
export function functionUses(standing: Standing, graph: Graph): readonly Use[] {
  const { role, name, loggingConfig, environment, kmsKeyArn, vpcConfig, deadLetterConfig, tracingConfig } =
    standing.state;
  const by = text(role);
  const region = graph.regionOf(standing);
  const asking = (purpose: string, page: string): Asking => ({ by, purpose, source: `${guide}/${page}.html` });
  const context = { "kms:EncryptionContext:aws:lambda:FunctionArn": text(standing.state.arn) };
  return [
    ...takesOn(lambda, by, `${guide}/lambda-intro-execution-role.html`),
    ...logUses(
      asking("its log", "monitoring-cloudwatchlogs"),
      graph,
      text(partOf(loggingConfig).logGroup) || `/aws/lambda/${text(name)}`,
      region,
    ),
    ...networkUses(asking("its way into the network", "configuration-vpc"), vpcConfig, graph, region),
    ...keyUses(asking("its environment", "configuration-envvars-encryption"), graph, {
      key: text(kmsKeyArn),
      region,
      actions: ["kms:Decrypt"],
      context,
    }),
    ...secretsIn(partOf(environment).variables).flatMap((arn) =>
      secretUses({ by, purpose: "a secret that its variables name", source: "functions/" }, graph, arn, region),
    ),
    ...deadLetterUses(
      asking("events that failed", "invocation-async-retain-records"),
      partOf(deadLetterConfig).targetArn,
    ),
    ...(partOf(tracingConfig).mode === "Active"
      ? uses(asking("its traces", "services-xray"), ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "*")
      : []),
  ];
}

/** The secrets whose ARNs stand in the variables of a function: its code reads them. */
function secretsIn(variables: unknown): readonly string[] {
  return Object.values(partOf(variables))
    .map(text)
    .filter((value) => /^arn:[\w-]+:secretsmanager:/.test(value));
}

function deadLetterUses(asking: Asking, target: unknown): readonly Use[] {
  const arn = text(target);
  if (arn === "") return [];
  return uses(asking, [arn.includes(":sqs:") ? "sqs:SendMessage" : "sns:Publish"], arn);
}

/**
 * The network interfaces that Lambda makes in the function's role, for which it does not name a function (the key
 * `lambda:SourceFunctionArn` is of requests of the code alone). Source: Lambda guide, "Giving Lambda functions access to
 * resources in an Amazon VPC".
 */
function networkUses(asking: Asking, vpcConfig: unknown, graph: Graph, region: string): readonly Use[] {
  if (listed(partOf(vpcConfig).subnetIds).length === 0) return [];
  const of = (verb: string): string => `ec2:${verb}`;
  const any = `arn:aws:ec2:${region}:${graph.account}:network-interface/*`;
  const looks = ["DescribeNetworkInterfaces", "DescribeSubnets"].map(of);
  const changes = ["DeleteNetworkInterface", "AssignPrivateIpAddresses", "UnassignPrivateIpAddresses"].map(of);
  const subnets = listed(partOf(vpcConfig).subnetIds).map((id) => `subnet/${text(id)}`);
  const groups = listed(partOf(vpcConfig).securityGroupIds).map((id) => `security-group/${text(id)}`);
  return [
    ...uses(asking, looks, "*"),
    ...uses(asking, changes, any.replace("*", "eni-0example")),
    ...[...subnets, ...groups, "network-interface/eni-0example"].flatMap((named) =>
      uses(asking, [of("CreateNetworkInterface")], `arn:aws:ec2:${region}:${graph.account}:${named}`),
    ),
  ];
}

/** Secrets that a function is handed by the program, and reads. Source: functions/database-roles/, which is that function. */
export function invocationUses({ state }: Standing, graph: Graph): readonly Use[] {
  const called = lastOf(state.functionName, ":");
  const by = text(graph.find("aws:lambda/function:Function", "name", called)?.state.role);
  const arns = [...new Set(text(state.input).match(/arn:aws:secretsmanager:[^"\\]+/g) ?? [])];
  return arns.flatMap((arn) =>
    secretUses({ by, purpose: "a secret in its event", source: "functions/database-roles/" }, graph, arn, graph.region),
  );
}

/**
 * What a canary does in its role. Source: CloudWatch guide, "Required roles and permissions for canaries". Its script was
 * fetched with the rights of whoever deploys.
 */
export function canaryUses(canary: Standing, graph: Graph): readonly Use[] {
  const { executionRoleArn, artifactS3Location, artifactConfig, engineArn, runConfig, vpcConfig } = canary.state;
  const region = graph.regionOf(canary);
  const page = "docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring";
  const source = `${page}/CloudWatch_Synthetics_Canaries_CanaryPermissions.html`;
  const by = text(executionRoleArn);
  const [bucket = "", ...path] = text(artifactS3Location).replace("s3://", "").split("/");
  const asking = (purpose: string): Asking => ({ by, purpose, source });
  return [
    ...takesOn(lambda, by, source),
    ...objectUses(asking("its results"), graph, {
      bucket,
      path: [...path, "example"].join("/"),
      actions: ["s3:PutObject", "s3:GetObject"],
      region,
      ...(text(partOf(artifactConfig, "s3Encryption").kmsKeyArn) !== "" && {
        key: text(partOf(artifactConfig, "s3Encryption").kmsKeyArn),
      }),
    }),
    ...uses(asking("the bucket of its results"), ["s3:GetBucketLocation"], `arn:aws:s3:::${bucket}`),
    ...uses(asking("the bucket of its results"), ["s3:ListAllMyBuckets"], "*"),
    ...logUses(asking("its log"), graph, `/aws/lambda/${text(engineArn).split(":")[6] ?? ""}`, region),
    ...uses(asking("its metrics"), ["cloudwatch:PutMetricData"], "*", {
      "cloudwatch:namespace": "CloudWatchSynthetics",
    }),
    ...(partOf(runConfig).activeTracing === true ? uses(asking("its traces"), ["xray:PutTraceSegments"], "*") : []),
    ...networkUses(asking("its way into the network"), vpcConfig, graph, region),
  ];
}
