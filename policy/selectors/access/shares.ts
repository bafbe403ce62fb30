import { givenProperties } from "../../stack-view";
import type { StackResource } from "../../stack-view";
import { isObject } from "../json-text";

/** A recipient of a share: an account, an ARN, a keyword for all accounts. */
export interface Share {
  readonly to: string;
  readonly setting: string;
}

type Properties = Readonly<Record<string, unknown>>;

/** The settings that hold an account or an ARN, by type. */
const plainSettings: Readonly<Record<string, readonly string[]>> = {
  "aws:ec2/snapshotCreateVolumePermission:SnapshotCreateVolumePermission": ["accountId"],
  "aws:ec2/amiLaunchPermission:AmiLaunchPermission": ["accountId", "group"],
  "aws:rds/snapshot:Snapshot": ["sharedAccounts"],
  "aws:rds/snapshotCopy:SnapshotCopy": ["sharedAccounts"],
  "aws:rds/clusterSnapshot:ClusterSnapshot": ["sharedAccounts"],
  "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy": ["sharedAccounts"],
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": ["peerOwnerId"],
  "aws:ec2/vpcEndpointService:VpcEndpointService": ["allowedPrincipals"],
  "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple": ["principalArn"],
  "aws:ram/principalAssociation:PrincipalAssociation": ["principal"],
  "aws:lambda/permission:Permission": ["principal", "sourceAccount", "sourceArn"],
  "aws:lambda/layerVersionPermission:LayerVersionPermission": ["principal"],
  "aws:lambda/functionUrl:FunctionUrl": ["authorizationType"],
  "aws:kms/grant:Grant": ["granteePrincipal", "retiringPrincipal"],
  "aws:cloudwatch/eventPermission:EventPermission": ["principal"],
  "aws:cloudwatch/eventTarget:EventTarget": ["arn"],
  "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": ["destinationArn"],
  "aws:sns/topicSubscription:TopicSubscription": ["endpoint"],
  "aws:ram/resourceShare:ResourceShare": ["allowExternalPrincipals"],
  "aws:ssm/document:Document": ["permissions.account_ids"],
};

/** Settings within lists of objects: the path of the list, and the path of the setting in each element. */
const nestedSettings: Readonly<Record<string, readonly string[]>> = {
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": ["rules.destination.account"],
  "aws:s3/bucketReplicationConfiguration:BucketReplicationConfiguration": ["rules.destination.account"],
  "aws:s3/bucket:Bucket": ["replicationConfiguration.rules.destination.accountId"],
  "aws:s3/bucketV2:BucketV2": ["replicationConfigurations.rules.destinations.accountId"],
  "aws:ecr/replicationConfiguration:ReplicationConfiguration": [
    "replicationConfiguration.rules.destinations.registryId",
  ],
  "aws:backup/plan:Plan": ["rules.copyActions.destinationVaultArn"],
};

/** Settings that name a bucket to which data is copied, by its ARN or its name, neither of which contains the account. */
const bucketSettings: Readonly<Record<string, readonly string[]>> = {
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": ["rules.destination.bucket"],
  "aws:s3/bucketReplicationConfiguration:BucketReplicationConfiguration": ["rules.destination.bucket"],
  "aws:s3/bucket:Bucket": ["replicationConfiguration.rules.destination.bucket"],
  "aws:s3/inventory:Inventory": ["destination.bucket.bucketArn"],
  "aws:rds/exportTask:ExportTask": ["s3BucketName"],
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": [
    "extendedS3Configuration.bucketArn",
    "extendedS3Configuration.s3BackupConfiguration.bucketArn",
    "httpEndpointConfiguration.s3Configuration.bucketArn",
    "opensearchConfiguration.s3Configuration.bucketArn",
    "splunkConfiguration.s3Configuration.bucketArn",
  ],
  "aws:cloudtrail/trail:Trail": ["s3BucketName"],
  "aws:ec2/flowLog:FlowLog": ["logDestination"],
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": ["logDestinationConfigs"],
  "aws:synthetics/canary:Canary": ["artifactS3Location"],
  "aws:athena/workgroup:Workgroup": ["configuration.resultConfiguration.outputLocation"],
  "aws:cfg/deliveryChannel:DeliveryChannel": ["s3BucketName"],
  "aws:lambda/permission:Permission": ["sourceArn"],
  "aws:ssm/resourceDataSync:ResourceDataSync": ["s3Destination.bucketName"],
};

/** The types with a setting that shares with another account. */
export const shareTypes: readonly string[] = [
  ...new Set([...Object.keys(plainSettings), ...Object.keys(nestedSettings), ...Object.keys(bucketSettings)]),
];

/** The settings beside a bucket that name its account. */
const accountSettings = ["account", "accountId", "sourceAccount"];

/**
 * The names of the buckets to which a resource copies data; without those with an explicit account, where S3
 * refuses the bucket of another. Throws `UnknownValueError` if a preview does not know one.
 */
export function copiesTo(resource: StackResource): readonly Share[] {
  const { type } = resource;
  const props = givenProperties(resource);
  return (bucketSettings[type] ?? []).flatMap((setting) => {
    const path = setting.split(".");
    return objectsAt(props, path.slice(0, -1))
      .filter((place) => accountSettings.every((name) => place[name] === undefined))
      .flatMap((place) => textsAt(place, path.slice(-1)))
      .flatMap((to) => bucketIn(to) ?? [])
      .map((to) => ({ to, setting }));
  });
}

/** The name of the bucket that a setting holds, as it is, in an ARN or in a URI; undefined for the ARN of anything else. */
function bucketIn(text: string): string | undefined {
  if (text.startsWith("arn:") && !/^arn:[\w-]+:s3:::/.test(text)) return undefined;
  return text.replace(/^(arn:[\w-]+:s3:::|s3:\/\/)/, "").split("/")[0];
}

/** The objects at the end of a path through objects and lists. */
function objectsAt(value: unknown, path: readonly string[]): readonly Properties[] {
  if (Array.isArray(value)) return value.flatMap((element) => objectsAt(element, path));
  if (!isObject(value)) return [];
  const [key, ...rest] = path;
  return key === undefined ? [value] : objectsAt(value[key], rest);
}

/** Keywords for all accounts in these settings; "NONE" is the authorization of a function's URL, "true" allows external principals. */
const everybody: ReadonlySet<string> = new Set(["*", "all", "All", "NONE", "true"]);

/** Whether a setting shares with all accounts. Such a permission may still name an organisation or an account. */
export function isForEverybody({ to }: Share, { type, props }: StackResource): boolean {
  if (!everybody.has(to)) return false;
  const { principalOrgId, organizationId, sourceAccount, sourceArn, condition } = props as Properties;
  return type.startsWith("aws:lambda/") || type.startsWith("aws:cloudwatch/")
    ? [principalOrgId, organizationId, sourceAccount, sourceArn, condition].every((limit) => limit === undefined)
    : true;
}

/** The recipients of a resource's shares. Throws `UnknownValueError` when a preview does not know it. */
export function sharesOf(resource: StackResource): readonly Share[] {
  const { type } = resource;
  const props = givenProperties(resource);
  const plain = plainSettings[type] ?? [];
  const nested = nestedSettings[type] ?? [];
  return [...plain, ...nested].flatMap((setting) => textsAt(props, setting.split(".")).map((to) => ({ to, setting })));
}

/** The texts at the end of a path through objects and lists. */
function textsAt(value: unknown, [key, ...rest]: readonly string[]): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((element) => textsAt(element, [key ?? "", ...rest]));
  if (key === undefined || key === "") return typeof value === "string" || value === true ? [String(value)] : [];
  return isObject(value) ? textsAt(value[key], rest.length > 0 ? rest : [""]) : [];
}
