import { Unreadable } from "../../unreadable";
import { fromJson, isObject } from "../../selectors/json-text";
import { databaseStores } from "../../selectors/databases";
import { tokens } from "../../selectors/tokens";
import type { CheckedResource } from "../../rule";
import { resourceRule } from "../../rule";

/** Data stores, which also need data-class. */
const stores: readonly string[] = [
  ...databaseStores,
  ...tokens.caches,
  ...tokens.buckets,
  "mongodbatlas:index/advancedCluster:AdvancedCluster",
];

/** Other billable resources, and those that an on-call engineer needs to find. */
const others: readonly string[] = [
  ...tokens.standaloneCaches,
  ...tokens.loadBalancers,
  ...tokens.topics,
  ...tokens.webAcls,
  ...tokens.distributions,
  "aws:backup/vault:Vault",
  "aws:cloudwatch/logGroup:LogGroup",
  "aws:ec2/instance:Instance",
  "aws:ec2/natGateway:NatGateway",
  "aws:ec2/vpc:Vpc",
  "aws:ecr/repository:Repository",
  "aws:ecs/cluster:Cluster",
  "aws:ecs/service:Service",
  "aws:kms/key:Key",
  "aws:lambda/function:Function",
  "aws:secretsmanager/secret:Secret",
  "mongodbatlas:index/project:Project",
];

type Tags = Readonly<Record<string, string>>;

/** Inputs of anything that carries tags. */
interface TaggedArgs {
  readonly tags: Tags;
  readonly tagsAll: Tags;
}

export const requiredTags = resourceRule<TaggedArgs>({
  id: "required-tags",
  title: "Data stores and the main billable resources have the required tags",
  severity: "low",
  enforcement: "deployed",
  rows: ["DS-ENV-03"],
  frameworks: ["FSBP RDS.27", "FSBP EC2.43"],
  settings: {
    names: {
      kind: "texts",
      description: "The tags that every resource must have.",
      default: ["stage", "service", "owner"],
    },
    storeNames: {
      kind: "texts",
      description: "The tags that a data store must have in addition.",
      default: ["data-class"],
    },
  },
  remediation: "Set them as defaultTags of the AWS provider of each service, and set data-class on each data store.",
  example: 'new aws.s3.Bucket("uploads", { tags: {} }); // and no defaultTags',
  types: [...stores, ...others],
  check(resource, context) {
    const names = context.settingTexts("names");
    const required = stores.includes(resource.type) ? [...names, ...context.settingTexts("storeNames")] : names;
    context.requires({
      read: () => {
        const tags = { ...defaultTagsOf(resource), ...mapOf(resource.props.tagsAll), ...mapOf(resource.props.tags) };
        return required.filter((name) => (tags[name] ?? "") === "");
      },
      accept: (missing) => missing.length === 0,
      found: (missing) => `no tag ${missing.join(", ")}`,
      needed: `the tags ${required.join(", ")}`,
      setting: "tags, or defaultTags of the provider",
    });
  },
});

/** The default tags of the resource's provider, whose properties may arrive as JSON text. */
function defaultTagsOf({ provider }: CheckedResource<TaggedArgs>): Tags {
  const written = fromJson(provider?.props.defaultTags ?? {});
  if (!isObject(written)) throw new Unreadable("an object as defaultTags of the provider");
  const { tags = {} } = written;
  if (!isObject(tags)) throw new Unreadable("tags in the an object as defaultTags of the provider");
  return tags as Tags;
}

/** Tags that are a map; any other shape counts as none. */
function mapOf(tags: unknown): Tags {
  return isObject(tags) ? (tags as Tags) : {};
}
