import { create } from "xmlbuilder2";
import { parsedJson } from "../../../settings/files/json-text";

/** A request as AWS's services get it, whichever protocol it came in. */
export interface Asked {
  /** `ecs:DescribeServices`: the prefix of its action, and its name. */
  readonly operation: string;
  readonly region: string;
  /** Its members, as far as they were sent in the body or the path. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** What a service answers: its output as the AWS SDK has it, or an error by its code. */
export type Answered =
  { readonly output: object; readonly headers?: Readonly<Record<string, string>> } | { readonly refused: string };

interface Message {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** The names by which requests are signed, where they are not the prefix of the actions. */
const prefixes: Readonly<Record<string, string>> = { monitoring: "cloudwatch" };

/** The operations of the services with paths (botocore's models of Backup, Lambda and S3). */
const paths: readonly (readonly [service: string, method: string, path: RegExp, operation: string])[] = [
  ["backup", "GET", /^\/resources\/(?<ResourceArn>.+)\/recovery-points\/?$/, "ListRecoveryPointsByResource"],
  ["backup", "GET", /^\/backup-jobs\/?$/, "ListBackupJobs"],
  ["backup", "GET", /^\/restore-jobs\/?$/, "ListRestoreJobs"],
  ["lambda", "POST", /^\/2015-03-31\/functions\/(?<FunctionName>[^/]+)\/invocations$/, "Invoke"],
  ["s3", "GET", /^\/(?<Bucket>[^/]+)\/?$/, "GetBucketEncryption"],
];

/** Reads a signed request to any of AWS's services. Throws Error for one that no service knows. */
export function asked({ method, url, headers, body }: Message): Asked {
  const scope = /Credential=[^/]+\/\d+\/([\w-]+)\/([\w-]+)\/aws4_request/.exec(String(headers.authorization));
  if (scope === null) throw new Error("A request is not signed.");
  const [, region = "", signed = ""] = scope;
  const service = prefixes[signed] ?? signed;
  const target = headers["x-amz-target"];
  if (typeof target === "string") {
    const input = (parsedJson(body) ?? {}) as Asked["input"];
    return { operation: `${service}:${target.split(".").at(-1) ?? ""}`, region, input };
  }
  const form = new URLSearchParams(body);
  const action = form.get("Action");
  if (action !== null) return { operation: `${service}:${action}`, region, input: Object.fromEntries(form) };
  for (const [of, by, path, operation] of paths) {
    const found = path.exec(decodeURIComponent(url.pathname));
    if (of === service && by === method && found !== null)
      return {
        operation: `${service}:${operation}`,
        region,
        input: { ...Object.fromEntries(url.searchParams), ...found.groups, Payload: parsedJson(body) },
      };
  }
  throw new Error(`${service} has no ${method} ${url.pathname} here.`);
}

/** The elements of a list in XML, where they are not called `member` (botocore's models of RDS and ElastiCache). */
const elements: Readonly<Record<string, string>> = {
  DBInstances: "DBInstance",
  NodeSnapshots: "NodeSnapshot",
  ReplicationGroups: "ReplicationGroup",
  Snapshots: "Snapshot",
};

const xmlServices = ["rds", "sns", "sts", "elasticache", "elasticloadbalancing", "s3"];

/** The answer on the wire: XML or JSON, as the service's protocol has it. */
export function onTheWire({ operation }: Pick<Asked, "operation">, answered: Answered) {
  const [service = "", name = ""] = operation.split(":");
  const isXml = xmlServices.includes(service);
  const type = isXml ? "text/xml" : "application/x-amz-json-1.1";
  if ("refused" in answered) {
    const { refused } = answered;
    const error = { Code: refused, Message: `${operation} is refused` };
    const body = isXml
      ? xml(service === "s3" ? { Error: error } : { ErrorResponse: { Error: { Type: "Sender", ...error } } })
      : JSON.stringify({ __type: refused, message: error.Message });
    return { status: 400, type, headers: { "x-amzn-errortype": refused }, body };
  }
  const { output, headers = {} } = answered;
  if (!isXml) return { status: 200, type, headers, body: JSON.stringify(output, seconds) };
  const body =
    service === "s3"
      ? xml(inXml(output) as object)
      : xml({ [`${name}Response`]: { [`${name}Result`]: inXml(output) } });
  return { status: 200, type, headers: {}, body };
}

function xml(root: object): string {
  return create(root as Record<string, unknown>).end();
}

/** A date in JSON is a number of seconds (Smithy, "epoch-seconds"). */
function seconds(this: unknown, key: string, value: unknown): unknown {
  const given = (this as Record<string, unknown>)[key];
  return given instanceof Date ? given.getTime() / 1000 : value;
}

function inXml(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "object" || value === null) return String(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      // S3 writes the elements of its lists without one around them.
      Array.isArray(member)
        ? key === "Rule"
          ? member.map(inXml)
          : { [elements[key] ?? "member"]: member.map(inXml) }
        : inXml(member),
    ]),
  );
}
