import { namedApart } from "./named-apart";

/** Which of AWS's descriptions belong to one resource type. */
export interface Binding {
  /** The service by botocore's name of it, and its operations whose requests the provider fills from the inputs. */
  readonly service: string;
  readonly operations: readonly string[];
  readonly schema?: string;
  /** Where in the request the resource itself stands, when it is not the request: `Targets[]`. */
  readonly body?: string;
}

/** The services whose module in the SDK is called otherwise; a name that begins further wins: `cloudwatch/event`. */
const services: Readonly<Record<string, string>> = {
  alb: "elbv2",
  appautoscaling: "application-autoscaling",
  "cloudwatch/event": "events",
  "cloudwatch/log": "logs",
  "cloudwatch/query": "logs",
  costexplorer: "ce",
  "kinesis/firehose": "firehose",
  lb: "elbv2",
  "s3/account": "s3control",
  vpc: "ec2",
};

/** What CloudFormation calls the services, where that is not the service's own name. */
const namespaces: Readonly<Record<string, string>> = {
  acm: "CertificateManager",
  "application-autoscaling": "ApplicationAutoScaling",
  elbv2: "ElasticLoadBalancingV2",
  firehose: "KinesisFirehose",
  s3control: "S3",
};

/** How the operations that create or put something begin, the most usual first. */
const verbs = [
  "create",
  "put",
  "register",
  "add",
  "attach",
  "associate",
  "set",
  "enable",
  "update",
  "modify",
  "publish",
];

/** The letters and digits of a name in lower case: the same for `vpcId`, `VpcId` and `vpc_id`. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");

/** The service of a type by its token. */
export function serviceOf(token: string): string {
  const module = token.split(":")[1] ?? "";
  const [longest] = Object.keys(services)
    .filter(
      (beginning) => module.startsWith(beginning) && (beginning.includes("/") || module[beginning.length] === "/"),
    )
    .sort((one, other) => other.length - one.length);
  return services[longest ?? ""] ?? module.split("/")[0] ?? "";
}

/**
 * The operation and the schema of a type: by its name where AWS calls it the same, and where it does not by
 * {@link namedApart}, which says for each what the provider calls. `operations` are those of the service.
 */
export function bindingOf(token: string, operations: readonly string[], schemas: readonly string[]): Binding {
  const service = serviceOf(token);
  const name = plainName((token.split(":")[2] ?? "").replace(/V2$/, ""));
  const apart = namedApart[token];
  const byName = verbs.flatMap((verb) =>
    operations.filter((operation) => {
      const plain = plainName(operation);
      return [name, `db${name}`, `cache${name}`, `${service}${name}`, name.replace(/^log/, "")].some((noun) =>
        [noun, `${noun}s`].some((each) => plain === verb + each),
      );
    }),
  );
  const schema = schemas.find((type) => {
    const [, namespace = "", resource = ""] = type.split("::");
    return (
      plainName(namespace) === plainName(namespaces[service] ?? service) &&
      [name, `db${name}`, `${service}${name}`, name.replace(/^log/, "")].includes(plainName(resource))
    );
  });
  return {
    service,
    operations: apart?.operations ?? byName.slice(0, 1),
    ...(apart?.body !== undefined && { body: apart.body }),
    ...withSchema(apart?.schema === undefined ? schema : (apart.schema ?? undefined)),
  };
}

const withSchema = (schema: string | undefined) => (schema === undefined ? {} : { schema });

/** What an operation creates: `DBInstance` of `CreateDBInstance`. */
export function nounOf(operation: string): string {
  return plainName(operation.replace(/^[A-Z][a-z]+/, ""));
}
