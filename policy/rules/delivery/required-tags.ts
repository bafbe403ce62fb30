import type { ExaminedResource } from "../../rule";
import { resourceRule } from "../../rule";

/** The tags by which a bill, an inventory and a person at night tell whose something is. */
const required = ["stage", "owner", "project"];

type Tags = Readonly<Record<string, string>>;

/** Inputs of anything that carries tags. */
interface TaggedArgs {
  readonly tags: Tags;
  readonly tagsAll: Tags;
}

export const requiredTags = resourceRule<TaggedArgs>({
  id: "required-tags",
  title: "Everything that holds data or costs money carries the tags stage, owner and project",
  severity: "low",
  rows: ["DS-ENV-03"],
  frameworks: ["FSBP RDS.27", "FSBP EC2.43"],
  remediation: "Set them once, as defaultTags of the AWS provider.",
  example: 'new aws.s3.Bucket("uploads", { tags: {} }); // and no defaultTags',
  types: [
    "aws:backup/vault:Vault",
    "aws:cloudwatch/logGroup:LogGroup",
    "aws:ec2/natGateway:NatGateway",
    "aws:ec2/vpc:Vpc",
    "aws:ecr/repository:Repository",
    "aws:ecs/cluster:Cluster",
    "aws:ecs/service:Service",
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "aws:kms/key:Key",
    "aws:lb/loadBalancer:LoadBalancer",
    "aws:alb/loadBalancer:LoadBalancer",
    "aws:rds/instance:Instance",
    "aws:s3/bucket:Bucket",
    "aws:s3/bucketV2:BucketV2",
    "aws:secretsmanager/secret:Secret",
    "aws:sns/topic:Topic",
    "aws:wafv2/webAcl:WebAcl",
  ],
  check(resource, examination) {
    examination.requires({
      read: () => {
        const tags = { ...defaultTagsOf(resource), ...resource.props.tagsAll, ...resource.props.tags };
        return required.filter((name) => (tags[name] ?? "") === "");
      },
      accept: (missing) => missing.length === 0,
      found: (missing) => `no tag ${missing.join(", ")}`,
      needed: `the tags ${required.join(", ")}`,
      setting: "defaultTags of the provider",
    });
  },
});

/** The default tags of the resource's provider, whose properties may arrive as JSON text. */
function defaultTagsOf({ provider }: ExaminedResource<TaggedArgs>): Tags {
  const written = provider?.props.defaultTags;
  const parsed = (typeof written === "string" ? JSON.parse(written) : written) as { readonly tags?: Tags } | undefined;
  return parsed?.tags ?? {};
}
