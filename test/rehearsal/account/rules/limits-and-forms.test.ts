import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { itRefuses } from "./twins";
import type { Twin } from "./twins";

const role = "arn:aws:iam::000000000000:role/role";
const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const policy = (one: object, version = "2012-10-17") => JSON.stringify({ Version: version, Statement: [one] });
const nothing = {
  cookiesConfig: { cookieBehavior: "none" },
  headersConfig: { headerBehavior: "none" },
  queryStringsConfig: { queryStringBehavior: "none" },
};
const cached = (maxTtl: number, parts: WireObject): WireObject => ({
  name: "c",
  minTtl: 0,
  defaultTtl: 0,
  maxTtl,
  parametersInCacheKeyAndForwardedToOrigin: { ...nothing, ...parts },
});
const whitelist = (...items: readonly string[]) => ({
  headersConfig: { headerBehavior: "whitelist", headers: { items } },
});
const levels = (count: number) => `/${Array.from({ length: count }, (_, level) => `l${level}`).join("/")}`;
const addresses = (count: number) => Array.from({ length: count }, (_, number) => `a${number}@example.org`);
const notified = (count: number) => ({
  notifications: [
    {
      comparisonOperator: "GREATER_THAN",
      notificationType: "ACTUAL",
      threshold: 80,
      thresholdType: "PERCENTAGE",
      subscriberEmailAddresses: addresses(count),
    },
  ],
});
const cache = { clusterId: "c", engine: "redis", nodeType: "cache.t4g.small", numCacheNodes: 1 };
const record = {
  zoneId: "Z1",
  name: "www.example.org",
  type: "A",
  ttl: 60,
  records: ["192.0.2.1"],
  setIdentifier: "a",
};
const targets = { vpcId: "vpc-00000001", port: 80, protocol: "TCP" };
const sender = { name: "g", role, runtime: "nodejs22.x", handler: "index.handler", code: "archive" };

const cases: readonly Twin[] = [
  [
    "a policy of a version that is none",
    "aws:iam/policy:Policy",
    { name: "p", policy: policy(statement) },
    { policy: policy(statement, "2012-10-18") },
    "MalformedPolicyDocument",
  ],
  [
    "a policy about nothing",
    "aws:iam/policy:Policy",
    { name: "p", policy: policy({ Effect: "Deny", Action: "s3:*", NotResource: "arn:aws:s3:::logs" }) },
    { policy: policy({ Effect: "Allow", Action: "s3:GetObject" }) },
    "MalformedPolicyDocument",
  ],
  [
    "compression of what is not cached",
    "aws:cloudfront/cachePolicy:CachePolicy",
    cached(1, { enableAcceptEncodingGzip: true }),
    cached(0, { enableAcceptEncodingGzip: true }),
    "InvalidArgument",
  ],
  [
    "listed headers without a list",
    "aws:cloudfront/cachePolicy:CachePolicy",
    cached(1, whitelist("authorization")),
    cached(1, { headersConfig: { headerBehavior: "whitelist" } }),
    "InvalidArgument",
  ],
  [
    "a parameter of 16 levels",
    "aws:ssm/parameter:Parameter",
    { name: levels(15), type: "String", value: "v" },
    { name: levels(16) },
    "HierarchyLevelLimitExceededException",
  ],
  [
    "a secret's copy in its own Region",
    "aws:secretsmanager/secret:Secret",
    { name: "s", replicas: [{ region: "us-east-1" }] },
    { replicas: [{ region: "eu-west-1" }] },
    "InvalidParameterException",
  ],
  [
    "a notification to 11 addresses",
    "aws:budgets/budget:Budget",
    { name: "b", budgetType: "COST", limitAmount: "10", limitUnit: "USD", timeUnit: "MONTHLY", ...notified(10) },
    notified(11),
    "InvalidParameterException",
  ],
  [
    "cookies of a target group by TCP",
    "aws:lb/targetGroup:TargetGroup",
    { ...targets, name: "t", stickiness: { type: "source_ip" } },
    { stickiness: { type: "lb_cookie" } },
    "InvalidConfigurationRequest",
  ],
  [
    "two nodes of a cluster of Redis",
    "aws:elasticache/cluster:Cluster",
    cache,
    { numCacheNodes: 2 },
    "InvalidParameterValue",
  ],
  [
    "one node in two zones",
    "aws:elasticache/cluster:Cluster",
    { ...cache, engine: "memcached", numCacheNodes: 2, azMode: "cross-az" },
    { numCacheNodes: 1 },
    "InvalidParameterCombination",
  ],
  [
    "several answers of a name for another",
    "aws:route53/record:Record",
    { ...record, multivalueAnswerRoutingPolicy: true },
    { type: "CNAME", records: ["a.example.net"] },
    "InvalidChangeBatch",
  ],
  [
    "a label of 64 characters",
    "aws:route53/record:Record",
    { ...record, setIdentifier: undefined, name: `${"a".repeat(63)}.example.org` },
    { name: `${"a".repeat(64)}.example.org` },
    "refused by the provider",
  ],
  [
    "failed events that a function may not send",
    "aws:lambda/function:Function",
    { ...sender, role: "arn:aws:iam::000000000000:role/sender", deadLetterConfig: deadLetters() },
    { role: "arn:aws:iam::000000000000:role/silent" },
    "InvalidParameterValueException",
  ],
];

function deadLetters(): WireObject {
  return { targetArn: "arn:aws:sns:eu-west-1:000000000000:warning" };
}

describe("limits and forms that only the service tells", () => {
  itRefuses(cases, (account) => {
    account.put("aws:route53/zone:Zone", "Z1", { zoneId: "Z1", name: "example.org" });
    for (const [name, action] of [
      ["sender", "sns:Publish"],
      ["silent", "logs:PutLogEvents"],
    ] as const) {
      account.put("aws:iam/role:Role", name, {
        arn: `arn:aws:iam::000000000000:role/${name}`,
        name,
        assumeRolePolicy: policy({
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { Service: "lambda.amazonaws.com" },
        }),
      });
      account.put("aws:iam/rolePolicy:RolePolicy", `${name}:p`, {
        role: name,
        policy: policy({ Effect: "Allow", Action: action, Resource: "*" }),
      });
    }
  });
});
