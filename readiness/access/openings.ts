import { plain } from "../../policy/selectors/ingress";
import type { IngressArgs } from "../../policy/selectors/ingress";
import { tokens } from "../../policy/selectors/tokens";
import { secretText, unknownText } from "../engine-event";
import { policyOpenings } from "./grants";
import type { PolicyKind } from "./grants";
import { listedOpening, networkOpenings, plainOpening } from "./opening";
import type { Opening } from "./opening";

/** The inputs of a resource, as the engine's events show them: secrets masked, unknown values as the engine's mark. */
export type Inputs = Readonly<Record<string, unknown>>;

/** The ways into a resource, and the properties on which more of them depend but which are not known. */
export interface Openings {
  readonly known: readonly Opening[];
  readonly unknown: readonly string[];
}

/** How the inputs of one kind of resource are read. */
interface Reader {
  readonly types: readonly string[];
  /** The properties that decide; when one is unknown, so is the answer. */
  readonly properties: readonly string[];
  readonly read: (inputs: Inputs, type: string) => readonly Opening[];
}

/** The properties of types that carry a policy document. */
export const policyProperties: Readonly<Record<string, Readonly<Record<string, PolicyKind>> | undefined>> = {
  "aws:iam/policy:Policy": { policy: "identity" },
  "aws:iam/rolePolicy:RolePolicy": { policy: "identity" },
  "aws:iam/userPolicy:UserPolicy": { policy: "identity" },
  "aws:iam/groupPolicy:GroupPolicy": { policy: "identity" },
  "aws:iam/role:Role": { assumeRolePolicy: "trust" },
  "aws:s3/bucketPolicy:BucketPolicy": { policy: "resource" },
  "aws:s3/bucket:Bucket": { policy: "resource" },
  "aws:kms/key:Key": { policy: "resource" },
  "aws:kms/keyPolicy:KeyPolicy": { policy: "resource" },
  "aws:sns/topicPolicy:TopicPolicy": { policy: "resource" },
  "aws:sqs/queuePolicy:QueuePolicy": { policy: "resource" },
  "aws:secretsmanager/secretPolicy:SecretPolicy": { policy: "resource" },
  "aws:ecr/repositoryPolicy:RepositoryPolicy": { policy: "resource" },
  "aws:backup/vaultPolicy:VaultPolicy": { policy: "resource" },
  "aws:efs/fileSystemPolicy:FileSystemPolicy": { policy: "resource" },
  "aws:opensearch/domainPolicy:DomainPolicy": { accessPolicies: "resource" },
};

const publicAccessBlocks = [
  "blockPublicAcls",
  "blockPublicPolicy",
  "ignorePublicAcls",
  "restrictPublicBuckets",
] as const;

/** Types whose resource is the block of public access itself: deleting it opens what it blocked. */
export const accessBlocks: readonly string[] = [
  ...tokens.bucketAccessBlocks,
  "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
];

/** Types that let somebody into a whole Atlas project. */
const atlasAccessLists = ["mongodbatlas:index/projectIpAccessList:ProjectIpAccessList"];

const readers: readonly Reader[] = [
  {
    types: tokens.ingress,
    properties: ["ingress", "type", "cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6", "fromPort", "toPort"],
    read: ingress,
  },
  {
    types: tokens.loadBalancers,
    properties: ["internal"],
    read: ({ internal }) => (internal === true ? [] : [plainOpening("reachable from the internet")]),
  },
  {
    types: [...tokens.databases, "aws:rds/clusterInstance:ClusterInstance"],
    properties: ["publiclyAccessible"],
    read: ({ publiclyAccessible }) => (publiclyAccessible === true ? [plainOpening("a public address")] : []),
  },
  {
    types: accessBlocks,
    properties: publicAccessBlocks,
    read: (inputs) =>
      publicAccessBlocks.filter((block) => inputs[block] !== true).map((block) => plainOpening(`${block} is off`)),
  },
  {
    types: [...tokens.buckets, "aws:s3/bucketAcl:BucketAcl", "aws:s3/bucketAclV2:BucketAclV2"],
    properties: ["acl"],
    read: ({ acl }) =>
      typeof acl === "string" && /^public-|^authenticated-read$/.test(acl) ? [plainOpening(`the ACL ${acl}`)] : [],
  },
  {
    types: atlasAccessLists,
    properties: ["cidrBlock", "ipAddress", "awsSecurityGroup"],
    read: atlasAccess,
  },
  {
    types: ["aws:ecs/service:Service"],
    properties: ["networkConfiguration"],
    read: ({ networkConfiguration }) =>
      (networkConfiguration as { assignPublicIp?: unknown } | undefined)?.assignPublicIp === true
        ? [plainOpening("public addresses for its tasks")]
        : [],
  },
  {
    types: ["aws:lambda/functionUrl:FunctionUrl"],
    properties: ["authorizationType"],
    read: ({ authorizationType }) => (authorizationType === "NONE" ? [plainOpening("a public function URL")] : []),
  },
  {
    types: ["aws:lambda/permission:Permission"],
    properties: ["principal"],
    read: ({ principal }) => (principal === "*" ? [plainOpening("public invoke permission")] : []),
  },
  {
    types: [
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      "aws:iam/userPolicyAttachment:UserPolicyAttachment",
      "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
      "aws:iam/policyAttachment:PolicyAttachment",
    ],
    properties: ["policyArn"],
    read: attachedPolicy,
  },
];

/** What a resource of this type with these inputs lets in. */
export function openingsOf(type: string, inputs: Inputs): Openings {
  const known: Opening[] = [];
  const unknown: string[] = [];
  for (const reader of readers.filter(({ types }) => types.includes(type))) {
    const hidden = reader.properties.filter((property) => isHidden(inputs[property]));
    unknown.push(...hidden);
    if (hidden.length === 0) known.push(...reader.read(inputs, type));
  }
  for (const [property, kind] of Object.entries(policyProperties[type] ?? {})) {
    const document = inputs[property];
    if (document === undefined || document === null || document === "") continue;
    const openings = isHidden(document) ? undefined : policyOpenings(textOf(document), kind);
    if (openings === undefined) unknown.push(property);
    else known.push(...openings);
  }
  return { known, unknown };
}

/** A policy document is a text, or in a few resources the document itself. */
export function textOf(document: unknown): string {
  return typeof document === "string" ? document : JSON.stringify(document);
}

function ingress(inputs: Inputs, type: string): readonly Opening[] {
  const { ingress: inline, ...written } = inputs as IngressArgs;
  if (type.endsWith("SecurityGroup")) return (inline ?? []).flatMap((rule) => networkOpenings(plain(rule)));
  if (type.endsWith("SecurityGroupRule") && written.type !== "ingress") return [];
  return networkOpenings(plain(written));
}

function atlasAccess({ cidrBlock, ipAddress, awsSecurityGroup }: Inputs): readonly Opening[] {
  const range = [cidrBlock, ipAddress].find((value) => typeof value === "string");
  if (range !== undefined) return [listedOpening(range, "Atlas")];
  return typeof awsSecurityGroup === "string" ? [plainOpening("Atlas allows a security group")] : [];
}

/** Policies of AWS's own that grant a whole service or more. */
function attachedPolicy({ policyArn }: Inputs): readonly Opening[] {
  if (typeof policyArn !== "string") return [];
  const name = policyArn.split("/").pop() ?? policyArn;
  const text = `the policy ${name}`;
  const broad = /FullAccess$|^AdministratorAccess|^PowerUserAccess$/.test(name);
  return [{ text, broad, covers: (other) => other.text === text }];
}

/** Whether the value, or a part of it, is secret or not known yet. */
function isHidden(value: unknown): boolean {
  if (typeof value === "string") return value === secretText || value.includes(unknownText);
  if (Array.isArray(value)) return value.some(isHidden);
  return typeof value === "object" && value !== null && Object.values(value).some(isHidden);
}
