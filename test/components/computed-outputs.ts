import { generateKeyPairSync } from "node:crypto";
/** Inputs or outputs of a resource. */
export type Properties = Readonly<Record<string, unknown>>;

const account = "000000000000";
const region = "eu-west-1";

type Computed = (inputs: Properties, name: string) => Properties;

const text = (value: unknown, otherwise: string): string => (typeof value === "string" ? value : otherwise);

const bucket: Computed = ({ bucket: given }, name) => {
  const id = text(given, name);
  return {
    id,
    bucket: id,
    arn: `arn:aws:s3:::${id}`,
    bucketDomainName: `${id}.s3.amazonaws.com`,
    bucketRegionalDomainName: `${id}.s3.${region}.amazonaws.com`,
  };
};

const loadBalancer: Computed = ({ name: given }, name) => {
  const arn = `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/app/${text(given, name)}/0123456789abcdef`;
  return {
    id: arn,
    arn,
    arnSuffix: `app/${text(given, name)}/0123456789abcdef`,
    dnsName: `${name}.${region}.elb.amazonaws.com`,
    zoneId: "Z32O12XQLNTSW2",
  };
};

const targetGroup: Computed = ({ name: given }, name) => {
  const suffix = `targetgroup/${text(given, name)}/0123456789abcdef`;
  const arn = `arn:aws:elasticloadbalancing:${region}:${account}:${suffix}`;
  return { id: arn, arn, arnSuffix: suffix };
};

const secretEnvelopeOf = (value: unknown): Properties => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

/** Plausible outputs of the types that have more than an id, an ARN and a name; recognisably not from AWS. */
const byType: Readonly<Record<string, Computed>> = {
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketV2:BucketV2": bucket,
  "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:lb/targetGroup:TargetGroup": targetGroup,
  "aws:lb/listener:Listener": ({ loadBalancerArn }, name) => ({
    arn: `${text(loadBalancerArn, "").replace(":loadbalancer/", ":listener/")}/${name}`,
  }),
  "aws:wafv2/webAcl:WebAcl": ({ name: given, scope }, name) => ({
    arn:
      scope === "CLOUDFRONT"
        ? `arn:aws:wafv2:us-east-1:${account}:global/webacl/${text(given, name)}/0123`
        : `arn:aws:wafv2:${region}:${account}:regional/webacl/${text(given, name)}/0123`,
  }),
  "aws:ec2/eip:Eip": (_, name) => ({ allocationId: `eipalloc-${name}`, publicIp: "192.0.2.1" }),
  "aws:ec2/vpcEndpoint:VpcEndpoint": () => ({ prefixListId: "pl-0123456789abcdef0" }),
  "aws:kms/key:Key": (_, name) => ({
    id: `key-of-${name}`,
    keyId: `key-of-${name}`,
    arn: `arn:aws:kms:${region}:${account}:key/key-of-${name}`,
  }),
  "aws:rds/instance:Instance": (_, name) => ({
    address: `${name}.example.${region}.rds.amazonaws.com`,
    endpoint: `${name}.example.${region}.rds.amazonaws.com:5432`,
    port: 5432,
    resourceId: `db-${name}`,
  }),
  "aws:elasticache/replicationGroup:ReplicationGroup": (_, name) => ({
    primaryEndpointAddress: `master.${name}.example.${region}.cache.amazonaws.com`,
    readerEndpointAddress: `replica.${name}.example.${region}.cache.amazonaws.com`,
    memberClusters: [`${name}-001`],
  }),
  "aws:secretsmanager/secretVersion:SecretVersion": (_, name) => ({ versionId: `version-of-${name}` }),
  "aws:ecr/repository:Repository": ({ name: given }, name) => ({
    repositoryUrl: `${account}.dkr.ecr.${region}.amazonaws.com/${text(given, name)}`,
    registryId: account,
  }),
  "aws:acm/certificate:Certificate": ({ domainName }) => ({
    domainValidationOptions: [
      {
        domainName: text(domainName, "example.org"),
        resourceRecordName: `_0123456789abcdef.${text(domainName, "example.org")}.`,
        resourceRecordType: "CNAME",
        resourceRecordValue: "_fedcba9876543210.acm-validations.aws.",
      },
    ],
  }),
  "aws:acm/certificateValidation:CertificateValidation": ({ certificateArn }) => ({ certificateArn }),
  "aws:route53/zone:Zone": (_, name) => ({ zoneId: `Z${name}`, nameServers: ["ns-1.example.org"] }),
  "aws:route53/record:Record": ({ name: given }, name) => ({ fqdn: text(given, name) }),
  "aws:synthetics/canary:Canary": (inputs, name) => ({
    engineArn: `arn:aws:lambda:${region}:${account}:function:cwsyn-${text(inputs.name, name)}-1:1`,
  }),
  "random:index/randomPassword:RandomPassword": ({ length }, name) => ({
    result: secretEnvelopeOf(name.padEnd(typeof length === "number" ? length : 0, "x")),
    bcryptHash: secretEnvelopeOf("$2a$10$not-a-hash"),
  }),
  "random:index/randomBytes:RandomBytes": ({ length }, name) => {
    const bytes = Buffer.alloc(typeof length === "number" ? length : 1, name);
    return { base64: secretEnvelopeOf(bytes.toString("base64")), hex: secretEnvelopeOf(bytes.toString("hex")) };
  },
  "random:index/randomId:RandomId": ({ byteLength }, name) => {
    const bytes = Buffer.alloc(typeof byteLength === "number" ? byteLength : 1, name);
    return { b64Std: bytes.toString("base64"), b64Url: bytes.toString("base64url"), hex: bytes.toString("hex") };
  },
  "random:index/randomString:RandomString": ({ length }, name) => ({
    result: name.padEnd(typeof length === "number" ? length : 0, "x"),
  }),
  "tls:index/privateKey:PrivateKey": (_, name) => ({
    privateKeyPem: secretEnvelopeOf(`private key of ${name}`),
    publicKeyPem: publicKey(),
  }),
};

/** What a type computes in an update: an id, an ARN and a name, and beside them what `byType` says. */
export function computedOutputs(type: string, inputs: Properties, name: string): Properties {
  const [provider = "", module = ""] = type.split(/[:/]/);
  const own = text(inputs.name, name);
  const general = { id: `${name}-id`, name: own, arn: `arn:aws:${module}:${region}:${account}:${own}` };
  return { ...(provider === "aws" ? general : {}), ...byType[type]?.(inputs, name) };
}

let madeKey: string | undefined;

/** A real public key, for what takes keys apart; the same for every resource, and made only when somebody asks. */
function publicKey(): string {
  madeKey ??= generateKeyPairSync("rsa", { modulusLength: 2048 })
    .publicKey.export({ type: "spki", format: "pem" })
    .toString();
  return madeKey;
}
