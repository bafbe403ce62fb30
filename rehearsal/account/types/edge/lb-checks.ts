import type * as aws from "@pulumi/aws";
import type { AccountView, Creation, Refusal } from "../../resource-type";
import { isIssued } from "./acm";
import { firstRefusal } from "../first-refusal";
import { textOf } from "../wire-text";

/** The two spellings the SDK has for each type. */
export const loadBalancerTypes = ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"] as const;
export const listenerTypes = ["aws:lb/listener:Listener", "aws:alb/listener:Listener"] as const;
export const targetGroupTypes = ["aws:lb/targetGroup:TargetGroup", "aws:alb/targetGroup:TargetGroup"] as const;

/** Buckets, in the spellings the SDK has had for them. */
const bucketTypes = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];

const validation = (message: string): Refusal => ({ code: "ValidationError", message });
const configuration = (message: string): Refusal => ({ code: "InvalidConfigurationRequest", message });

type LoadBalancerCreation = Creation<aws.lb.LoadBalancerArgs>;

function subnetsOf({ inputs }: LoadBalancerCreation): string[] {
  return [...(inputs.subnets ?? []), ...(inputs.subnetMappings ?? []).map(({ subnetId }) => subnetId)];
}

/** An application load balancer needs two zones, and takes one subnet of each. */
function zones(creation: LoadBalancerCreation): Refusal | undefined {
  const { inputs, account } = creation;
  const zoneOf = (id: string) => textOf(account.find("aws:ec2/subnet:Subnet", "id", id)?.state.availabilityZone, id);
  const subnets = subnetsOf(creation);
  const found = subnets.map(zoneOf);
  if (new Set(found).size < found.length) {
    return configuration("A load balancer cannot be attached to multiple subnets in the same Availability Zone");
  }
  return (inputs.loadBalancerType ?? "application") === "application" && found.length < 2
    ? validation("At least two subnets in two different Availability Zones must be specified")
    : undefined;
}

/** A load balancer that faces the internet needs a network that reaches it. */
function internetGateway(creation: LoadBalancerCreation): Refusal | undefined {
  const { inputs, account } = creation;
  const vpcId = account.find("aws:ec2/subnet:Subnet", "id", subnetsOf(creation)[0])?.state.vpcId;
  if (inputs.internal === true || vpcId === undefined) return undefined;
  const attached =
    account.find("aws:ec2/internetGateway:InternetGateway", "vpcId", vpcId) ??
    account.find("aws:ec2/internetGatewayAttachment:InternetGatewayAttachment", "vpcId", vpcId);
  return attached ? undefined : { code: "InvalidSubnet", message: `VPC ${textOf(vpcId)} has no internet gateway` };
}

/** Elastic Load Balancing writes a test file when logs are switched on, so the bucket's policy must be there first. */
function logBuckets({ inputs, account }: LoadBalancerCreation): Refusal | undefined {
  const refused = [inputs.accessLogs, inputs.connectionLogs, inputs.healthCheckLogs]
    .filter((logs) => logs?.enabled === true)
    .map((logs) => textOf(logs?.bucket))
    .find((bucket) => !mayBeWritten(account, bucket));
  return refused === undefined
    ? undefined
    : configuration(`Access Denied for bucket: ${refused}. Please check S3bucket permission`);
}

function mayBeWritten(account: AccountView, name: string): boolean {
  const bucket = bucketTypes
    .flatMap((type) => account.list(type))
    .find(({ id, state }) => [id, state.bucket].includes(name));
  if (!bucket) return false;
  const inline = typeof bucket.state.policy === "string" && bucket.state.policy !== "";
  return inline || account.find("aws:s3/bucketPolicy:BucketPolicy", "bucket", name) !== undefined;
}

function times({ inputs }: LoadBalancerCreation): Refusal | undefined {
  const idle = inputs.idleTimeout ?? 60;
  const keepAlive = inputs.clientKeepAlive ?? 3600;
  if (idle < 1 || idle > 4000)
    return validation(`'${idle}' for idle_timeout.timeout_seconds must be between 1 and 4000`);
  return keepAlive < 60 || keepAlive > 604_800
    ? validation(`'${keepAlive}' for client_keep_alive.seconds must be between 60 and 604800`)
    : undefined;
}

/** What is refused about a load balancer. */
export const loadBalancerChecks = firstRefusal(zones, internetGateway, logBuckets, times);

/** What is refused about a target group. */
export function targetGroupChecks({ inputs }: Creation<aws.lb.TargetGroupArgs>): Refusal | undefined {
  if (inputs.targetType !== "lambda") {
    if (inputs.port === undefined || inputs.protocol === undefined) {
      return validation("A port and protocol must be specified");
    }
    if (inputs.port < 1 || inputs.port > 65_535) return validation(`'${inputs.port}' is not a valid port`);
    if (inputs.vpcId === undefined) return validation("A VPC ID must be specified");
  }
  const byNetwork = ["TCP", "TLS", "UDP", "TCP_UDP"].includes(inputs.protocol ?? "");
  const cookie = inputs.stickiness?.type;
  if (byNetwork && inputs.stickiness?.enabled !== false && (cookie === "lb_cookie" || cookie === "app_cookie")) {
    return {
      code: "InvalidConfigurationRequest",
      message: `Stickiness type '${cookie}' is not supported for target groups with the ${inputs.protocol ?? ""} protocol`,
    };
  }
  const { interval = 30, timeout = 5 } = inputs.healthCheck ?? {};
  if (interval <= timeout) return validation("Health check interval must be greater than the timeout.");
  const delay = inputs.deregistrationDelay ?? 300;
  return delay < 0 || delay > 3600
    ? validation(`'${delay}' for deregistration_delay must be between 0 and 3600`)
    : undefined;
}

type ListenerCreation = Creation<aws.lb.ListenerArgs>;

function portInUse({ inputs, id, account }: ListenerCreation): Refusal | undefined {
  const same = listenerTypes
    .flatMap((type) => account.list(type))
    .some(
      (other) =>
        other.id !== id && other.state.loadBalancerArn === inputs.loadBalancerArn && other.state.port === inputs.port,
    );
  return same
    ? {
        code: "DuplicateListener",
        message: `A listener already exists on this port for this load balancer '${textOf(inputs.loadBalancerArn)}'`,
      }
    : undefined;
}

function encryption({ inputs, account }: ListenerCreation): Refusal | undefined {
  const encrypted = inputs.protocol === "HTTPS" || inputs.protocol === "TLS";
  const { certificateArn, sslPolicy } = inputs;
  if (!encrypted) {
    return certificateArn !== undefined || (sslPolicy ?? "") !== ""
      ? validation(`A certificate or security policy cannot be specified for ${inputs.protocol ?? "HTTP"} listeners`)
      : undefined;
  }
  if (certificateArn === undefined) {
    return {
      code: "CertificateNotFound",
      message: `A certificate must be specified for ${textOf(inputs.protocol)} listeners`,
    };
  }
  return certificateArn.startsWith("arn:aws:iam::") || isIssued(account, certificateArn)
    ? undefined
    : {
        code: "UnsupportedCertificate",
        message: `The certificate '${certificateArn}' must have a fully-qualified domain name, a supported signature, and a supported key size.`,
      };
}

/** What is refused about a listener. */
export const listenerChecks = firstRefusal(portInUse, encryption);

/** What is refused about a listener's rule: a priority out of range or taken. */
export function priorityInUse(
  { inputs, id, account }: Creation<aws.lb.ListenerRuleArgs>,
  types: readonly string[],
): Refusal | undefined {
  const { priority, listenerArn } = inputs;
  if (priority === undefined) return undefined;
  if (priority < 1 || priority > 50_000) return validation(`Priority '${priority}' must be between 1 and 50000`);
  const taken = types
    .flatMap((type) => account.list(type))
    .some((other) => other.id !== id && other.state.listenerArn === listenerArn && other.state.priority === priority);
  return taken ? { code: "PriorityInUse", message: `Priority '${priority}' is currently in use` } : undefined;
}
