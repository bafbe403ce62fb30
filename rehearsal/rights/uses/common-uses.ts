import type { Graph } from "./graph";
import type { Context, Use } from "./use";

/** What is common to the uses of one resource: who asks, what for, and the page that says so. */
export type Asking = Pick<Use, "by" | "purpose" | "source">;

/** Uses of one resource, or of several, by the same party with the same condition keys. */
export function uses(
  asking: Asking,
  actions: readonly string[],
  resource: string,
  context: Context = {},
): readonly Use[] {
  return actions.map((action) => ({ ...asking, action, resource, context }));
}

/** A service that takes a role on; `context` are the keys that it sends. */
export function takesOn(service: string, role: string, source: string, context: Context = {}): readonly Use[] {
  return uses({ by: service, purpose: "taking the role on", source }, ["sts:AssumeRole"], role, context);
}

/** What a service sends along when it acts for a resource: the account, and the ARN of the resource. */
export function onBehalf({ account }: Pick<Graph, "account">, arn: string): Context {
  return { "aws:SourceAccount": account, "aws:SourceArn": arn };
}

/** Which key is used, and how. */
interface KeyUse {
  /** An ARN, an id or an alias; empty for a key of AWS's own, whose policy is AWS's. */
  readonly key: string;
  readonly region: string;
  readonly actions: readonly string[];
  readonly context: Context;
}

/** Uses of a key; none of one that AWS manages for the account. */
export function keyUses(asking: Asking, graph: Graph, { key, region, actions, context }: KeyUse): readonly Use[] {
  if (key === "" || key.includes("alias/aws/")) return [];
  const arn = graph.key(key, region)?.state.arn;
  return uses(asking, actions, typeof arn === "string" ? arn : key, context);
}

/** A request that a service makes to KMS in the name of whoever asks it. Source: KMS guide, "kms:ViaService". */
export function via(service: string, region: string): Context {
  return { "kms:ViaService": `${service}.${region}.amazonaws.com` };
}

/**
 * Writing into a log group. The request that opens a stream names the stream, as the errors of CloudWatch Logs show; the
 * group is made only where none stands.
 */
export function logUses(asking: Asking, graph: Graph, group: string, region: string): readonly Use[] {
  const arn = `arn:aws:logs:${region}:${graph.account}:log-group:${group}`;
  return [
    ...(graph.logGroup(group, region) === undefined ? uses(asking, ["logs:CreateLogGroup"], arn) : []),
    ...uses(asking, ["logs:CreateLogStream", "logs:PutLogEvents"], `${arn}:log-stream:example`),
  ];
}

/** Which objects of a bucket, and what is done with them. */
interface ObjectUse {
  readonly bucket: string;
  /** The key of an object. */
  readonly path: string;
  readonly actions: readonly string[];
  readonly region: string;
  /** The key that the writer names. @default that of the bucket */
  readonly key?: string;
  readonly context?: Context;
}

/**
 * Reading or writing objects, and using the key of the bucket for it. Source: S3 user guide, "Using server-side encryption
 * with AWS KMS keys": a writer needs GenerateDataKey, and Decrypt for an upload in parts; a reader needs Decrypt.
 */
export function objectUses(asking: Asking, graph: Graph, object: ObjectUse): readonly Use[] {
  const { bucket, path, actions, region, key, context = {} } = object;
  const writes = actions.some((action) => action.startsWith("s3:Put"));
  return [
    ...uses(asking, actions, `arn:aws:s3:::${bucket}/${path}`, context),
    ...keyUses(asking, graph, {
      key: key ?? graph.keyOfBucket(bucket),
      region,
      actions: writes ? ["kms:GenerateDataKey", "kms:Decrypt"] : ["kms:Decrypt"],
      context: { ...via("s3", region), "kms:EncryptionContext:aws:s3:arn": `arn:aws:s3:::${bucket}` },
    }),
  ];
}

/**
 * A service that publishes to a topic, and uses the topic's key for it. Source: SNS guide, "Managing Amazon SNS encryption
 * keys and costs", "Enable compatibility between event sources from AWS services and encrypted topics".
 */
export function publication(asking: Asking, graph: Graph, topic: string, context: Context = {}): readonly Use[] {
  const standing = graph.at(topic);
  const key = standing?.state.kmsMasterKeyId;
  return [
    ...uses(asking, ["sns:Publish"], topic, context),
    ...keyUses(asking, graph, {
      key: typeof key === "string" ? key : "",
      region: topic.split(":")[3] ?? graph.region,
      actions: ["kms:GenerateDataKey", "kms:Decrypt"],
      context: { ...context, "kms:EncryptionContext:aws:sns:topicArn": topic },
    }),
  ];
}
