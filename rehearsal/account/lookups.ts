import { AccountRefusal } from "./refusal";
import type { Invoke, KeptResource, WireObject, WireValue } from "./resource-type";
import { isList, isObject } from "./wire";

/** A function that looks for one resource that stands in the account and answers with its outputs. */
interface Lookup {
  /** What is looked for, as AWS names it in its error. */
  readonly title: string;
  readonly types: readonly string[];
  /** Which argument must equal which output; arguments that are not given do not count. `id` is the resource's id. */
  readonly by: Readonly<Record<string, readonly string[]>>;
  /** AWS's error code when there is none. */
  readonly missing: string;
}

const lookups: Readonly<Record<string, Lookup>> = {
  "aws:route53/getZone:getZone": {
    title: "Route 53 Hosted Zone",
    types: ["aws:route53/zone:Zone"],
    by: { name: ["name"], zoneId: ["zoneId"] },
    missing: "NoSuchHostedZone",
  },
  "aws:ec2/getVpc:getVpc": {
    title: "EC2 VPC",
    types: ["aws:ec2/vpc:Vpc"],
    by: { id: ["id"], cidrBlock: ["cidrBlock"], default: ["default"] },
    missing: "InvalidVpcID.NotFound",
  },
  "aws:ec2/getSubnet:getSubnet": {
    title: "EC2 Subnet",
    types: ["aws:ec2/subnet:Subnet"],
    by: { id: ["id"], vpcId: ["vpcId"], availabilityZone: ["availabilityZone"], cidrBlock: ["cidrBlock"] },
    missing: "InvalidSubnetID.NotFound",
  },
  "aws:ec2/getSecurityGroup:getSecurityGroup": {
    title: "EC2 Security Group",
    types: ["aws:ec2/securityGroup:SecurityGroup"],
    by: { id: ["id"], name: ["name"], vpcId: ["vpcId"] },
    missing: "InvalidGroup.NotFound",
  },
  "aws:iam/getRole:getRole": {
    title: "IAM Role",
    types: ["aws:iam/role:Role"],
    by: { name: ["name"] },
    missing: "NoSuchEntity",
  },
  "aws:kms/getKey:getKey": {
    title: "KMS Key",
    types: ["aws:kms/key:Key"],
    by: { keyId: ["id", "arn"] },
    missing: "NotFoundException",
  },
  "aws:kms/getAlias:getAlias": {
    title: "KMS Alias",
    types: ["aws:kms/alias:Alias"],
    by: { name: ["name"] },
    missing: "NotFoundException",
  },
  "aws:s3/getBucket:getBucket": {
    title: "S3 Bucket",
    types: ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"],
    by: { bucket: ["bucket"] },
    missing: "NoSuchBucket",
  },
  "aws:secretsmanager/getSecret:getSecret": {
    title: "Secrets Manager Secret",
    types: ["aws:secretsmanager/secret:Secret"],
    by: { arn: ["arn"], name: ["name"] },
    missing: "ResourceNotFoundException",
  },
  "aws:sns/getTopic:getTopic": {
    title: "SNS Topic",
    types: ["aws:sns/topic:Topic"],
    by: { name: ["name"] },
    missing: "NotFound",
  },
  "aws:ecs/getCluster:getCluster": {
    title: "ECS Cluster",
    types: ["aws:ecs/cluster:Cluster"],
    by: { clusterName: ["name"] },
    missing: "ClusterNotFoundException",
  },
  "aws:ecs/getTaskDefinition:getTaskDefinition": {
    title: "ECS Task Definition",
    types: ["aws:ecs/taskDefinition:TaskDefinition"],
    by: { taskDefinition: ["arn"] },
    missing: "ClientException",
  },
  "aws:ecr/getRepository:getRepository": {
    title: "ECR Repository",
    types: ["aws:ecr/repository:Repository"],
    by: { name: ["name"] },
    missing: "RepositoryNotFoundException",
  },
  "aws:rds/getInstance:getInstance": {
    title: "RDS DB Instance",
    types: ["aws:rds/instance:Instance"],
    by: { dbInstanceIdentifier: ["identifier"] },
    missing: "DBInstanceNotFound",
  },
  "aws:lb/getLoadBalancer:getLoadBalancer": {
    title: "ELBv2 Load Balancer",
    types: ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"],
    by: { arn: ["arn"], name: ["name"] },
    missing: "LoadBalancerNotFound",
  },
  "aws:acm/getCertificate:getCertificate": {
    title: "ACM Certificate",
    types: ["aws:acm/certificate:Certificate"],
    by: { domain: ["domainName"] },
    missing: "ResourceNotFoundException",
  },
};

/** The functions that look for a resource, by token. */
export const lookupInvokes: Readonly<Record<string, Invoke>> = Object.fromEntries(
  Object.entries(lookups).map(([token, lookup]) => [
    token,
    (args, account) => {
      const found = lookup.types.flatMap((type) => account.list(type)).find((each) => fits(lookup, args, each));
      if (found) return { ...args, ...found.state, id: found.id };
      throw new AccountRefusal("reading", lookup.title, "", {
        code: lookup.missing,
        message: `No ${lookup.title} in the account fits ${JSON.stringify(args)}.`,
      });
    },
  ]),
);

/** The subnets of a network, by filters and tags. */
export const getSubnets: Invoke = (args, account) => ({
  id: account.region,
  ids: account
    .list("aws:ec2/subnet:Subnet")
    .filter((subnet) => fits({ by: {} }, args, subnet))
    .map(({ id }) => id),
});

function fits({ by }: Pick<Lookup, "by">, args: WireObject, resource: KeptResource): boolean {
  return (
    Object.entries(by).every(([argument, properties]) => {
      const wanted = args[argument];
      return (
        wanted === undefined || wanted === null || properties.some((each) => same(outputOf(resource, each), wanted))
      );
    }) &&
    filtersOf(args).every(({ name, values }) => values.some((value) => same(filtered(resource, name), value))) &&
    Object.entries(isObject(args.tags) ? args.tags : {}).every(([tag, value]) => tagOf(resource, tag) === value)
  );
}

/** A zone's name is the same with and without its last dot. */
function same(left: WireValue, right: WireValue): boolean {
  const bare = (value: WireValue) => (typeof value === "string" ? value.replace(/\.$/, "") : value);
  return bare(left) === bare(right);
}

function filtersOf({ filters }: WireObject): { name: string; values: readonly WireValue[] }[] {
  return (isList(filters) ? filters : [])
    .filter(isObject)
    .flatMap(({ name, values }) => (typeof name === "string" && isList(values) ? [{ name, values }] : []));
}

/** EC2's filters: `tag:Name`, and properties in words with hyphens, `vpc-id`. */
function filtered(resource: KeptResource, name: string): WireValue {
  if (name.startsWith("tag:")) return tagOf(resource, name.slice("tag:".length));
  return outputOf(
    resource,
    name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
  );
}

function tagOf({ state }: KeptResource, tag: string): WireValue {
  return isObject(state.tagsAll) ? state.tagsAll[tag] : undefined;
}

function outputOf(resource: KeptResource, property: string): WireValue {
  return property === "id" ? resource.id : resource.state[property];
}
