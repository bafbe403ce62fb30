import { createHash } from "node:crypto";
import type { StackResource } from "../stack-view";
import { known } from "../unknown-value";
import { allowedAccounts } from "../selectors/access/accounts";

type Properties = Readonly<Record<string, unknown>>;

/** A property of a resource from which a value was made; the property is undefined where the value is made from several. */
export interface Source {
  readonly resource: StackResource;
  readonly property?: string;
}

/** Output properties with sensitive values. */
const secretProperty = /password|secret|private|token|credential|(?<!public)key(material|pem)?$/i;

/** Types whose values are secrets, whatever the property. */
const secretTypes = /^(random|tls):|secretVersion:SecretVersion$|accessKey:AccessKey$/;

/** Whether a value made from this may be a secret; its form does not show whether it may be printed. */
export function mayBeSecret({ resource, property = "" }: Source): boolean {
  return secretTypes.test(resource.type) || (secretProperty.test(property) && !property.endsWith("keyId"));
}

/**
 * A text of the form that the real value will have: an ARN of the right service, account and name; as many characters as a
 * random value will have; an address. Undefined where its form is not known. Real values take its place in a deployment.
 */
export function predictedValue({ resource, property }: Source): unknown {
  const { type } = resource;
  const given = property === undefined ? undefined : known(() => (resource.props as Properties)[property]);
  if (given !== undefined) return given;
  if (type.startsWith("random:")) return randomText(resource, property);
  if (secretTypes.test(type) && property !== "arn" && property !== "versionId") return undefined;
  if (type === "aws:ec2/eip:Eip" && (property === undefined || property === "publicIp")) return address(resource);
  if (property === undefined && !type.startsWith("aws:")) return `value-of-${resource.name}`;
  if (property === undefined || property === "arn") return predictedArn(resource);
  if (/(^|V)ersionId$|^keyId$/.test(property)) return uuid(resource.urn);
  if (secretProperty.test(property)) return undefined;
  return `${property}-of-${resource.name}`;
}

function digest(text: string): Buffer {
  return createHash("sha512").update(text).digest();
}

function uuid(text: string): string {
  const digits = digest(text).toString("hex");
  return [8, 4, 4, 4, 12].map((length, index) => digits.slice(index * 12, index * 12 + length)).join("-");
}

/** One of the addresses kept for documentation (RFC 5737, 192.0.2.0/24). */
function address({ urn }: StackResource): string {
  return `192.0.2.${1 + ((digest(urn)[0] ?? 0) % 254)}`;
}

/** Random characters of the length that the resource asks for. Source: the documentation of the provider `random`. */
function randomText({ type, urn, props }: StackResource, property = "result"): string | undefined {
  const length = known(() => (props as Properties).length);
  if (type === "random:index/randomUuid:RandomUuid") return uuid(urn);
  if (typeof length !== "number" && type !== "random:index/randomId:RandomId") return undefined;
  const bytes = typeof length === "number" ? length : Number(known(() => (props as Properties).byteLength) ?? 0);
  const characters = Buffer.concat(Array.from({ length: Math.ceil(bytes / 64) }, (_, part) => digest(`${urn}${part}`)));
  if (property === "hex" || property === "base64") return characters.subarray(0, bytes).toString(property);
  return characters.toString("base64url").slice(0, bytes);
}

/** The part of an ARN after the account, by type. Source: the service authorization reference, resource types. */
const resourceParts: Readonly<Record<string, (name: string, urn: string) => string>> = {
  "aws:kms/key:Key": (_, urn) => `key/${uuid(urn)}`,
  "aws:iam/role:Role": (name) => `role/${name}`,
  "aws:secretsmanager/secret:Secret": (name, urn) => `secret:${name}-${digest(urn).toString("hex").slice(0, 6)}`,
  "aws:cloudwatch/logGroup:LogGroup": (name) => `log-group:${name}`,
  "aws:ecr/repository:Repository": (name) => `repository/${name}`,
  "aws:lambda/function:Function": (name) => `function:${name}`,
  "aws:sns/topic:Topic": (name) => name,
  "aws:sqs/queue:Queue": (name) => name,
  "aws:s3/bucket:Bucket": (name) => name,
  "aws:s3/bucketV2:BucketV2": (name) => name,
};

/** The services whose prefix in ARNs is not the module of the type, and those without a Region or an account. */
const services: Readonly<Record<string, string>> = {
  cloudwatch: "logs",
  lb: "elasticloadbalancing",
  alb: "elasticloadbalancing",
};
const withoutRegion: ReadonlySet<string> = new Set(["iam", "s3", "cloudfront", "route53"]);
const withoutAccount: ReadonlySet<string> = new Set(["s3"]);

function predictedArn(resource: StackResource): string | undefined {
  const { type, name, urn, props } = resource;
  const [, module = "", word = ""] = /^aws:(\w+)\/(\w+):/.exec(type) ?? [];
  const [account] = allowedAccounts(resource);
  const region = known(() => resource.provider?.props.region);
  if (module === "" || account === undefined || typeof region !== "string") return undefined;
  const service = services[module] ?? module;
  const given = props as { readonly name?: unknown; readonly bucket?: unknown };
  const called = [known(() => given.name), known(() => given.bucket)].find((one) => typeof one === "string") ?? name;
  const part = resourceParts[type]?.(called, urn) ?? `${word}/${called}`;
  return [
    ...["arn", partitionOf(region), service],
    withoutRegion.has(service) ? "" : region,
    withoutAccount.has(service) ? "" : account,
    part,
  ].join(":");
}

function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
