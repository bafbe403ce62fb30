import { tokens } from "../../../policy/selectors/tokens";
import { absent, inJson } from "./mutation";
import type { Line } from "./mutation";
import type { DeployedResource } from "./deployed-stage";

const secret = ["aws:secretsmanager/secret:Secret"];
const version = ["aws:secretsmanager/secretVersion:SecretVersion"];
const isJwt = ({ name }: DeployedResource) => name.includes("jwt");
/** Characters of the three kinds, too even for a word. */
const random = "q3Jx8vTz1LmN0pRs7uWy2AbC4dEf6GhI9kOQ5rtV";

/** What breaks secrets and keys, property by property, and the rule that is there for it. */
export const breakingSecrets: readonly Line[] = [
  { types: secret, path: "kmsKeyId", values: [absent, "alias/aws/secretsmanager"], rule: "secrets-encrypted" },
  { types: secret, path: "recoveryWindowInDays", values: [0, 7], rule: "secrets-encrypted" },
  { types: secret, path: "tags", values: [absent, {}], rule: "secret-rotation-declared" },
  { types: ["aws:kms/key:Key"], path: "enableKeyRotation", values: [absent, false], rule: "kms-rotation" },
  { types: ["aws:kms/key:Key"], path: "description", values: [absent, ""], rule: "kms-rotation" },
  { types: ["aws:kms/key:Key"], path: "protect", values: [false], rule: "data-protected" },
  {
    types: ["random:index/randomPassword:RandomPassword"],
    path: "length",
    values: [8, 32, 63],
    rule: "jwt-secret-strength",
    where: isJwt,
  },
  {
    types: version,
    path: "secretString",
    values: ["short", "x".repeat(63)],
    rule: "jwt-secret-strength",
    where: isJwt,
  },
  {
    types: ["random:index/randomBytes:RandomBytes"],
    path: "length",
    values: [8, 15, 64],
    rule: "encryption-key-length",
    where: ({ name }) => name.includes("encryption"),
  },
  { types: ["tls:index/privateKey:PrivateKey"], path: "rsaBits", values: [1024, 2047], rule: "rsa-key-min-2048" },
  {
    types: ["aws:secretsmanager/secretPolicy:SecretPolicy", "aws:kms/key:Key"],
    path: "policy",
    values: [
      inJson<{ Statement: object[] }>("that lets everybody in", (document) => ({
        ...document,
        Statement: [...document.Statement, { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
      })),
    ],
    rule: "resource-policies-not-public",
  },
  {
    types: ["aws:elasticache/user:User"],
    path: "accessString",
    values: ["on ~* +@all"],
    rule: "redis-users-authenticated",
    where: ({ name }) => name.endsWith("default-user"),
  },
  {
    types: ["aws:elasticache/user:User"],
    path: "authenticationMode",
    values: [{ type: "no-password-required" }],
    rule: "redis-users-authenticated",
    where: ({ name }) => !name.endsWith("default-user"),
  },
  {
    types: ["pulumi:pulumi:Stack"],
    path: "med-platform.signInPassword",
    values: ["correct-horse"],
    rule: "stack-outputs-secret",
  },
  { types: ["pulumi:pulumi:Stack"], path: "queue", values: [random], rule: "stack-outputs-secret" },
  {
    types: ["care-platform:security:SecretEntry"],
    path: "retainsVersions",
    values: [false, absent],
    rule: "secret-versions-kept",
  },
  {
    types: version,
    path: "versionStages",
    values: [[], ["AWSPREVIOUS"]],
    rule: "secret-version-stages",
  },
  {
    types: version,
    path: "secretString",
    values: [["sk", "test", "0123456789abcdef0123"].join("_")],
    rule: "payment-keys-match-stage",
    where: ({ name }) => name.includes("paystack-secret-key"),
  },
  {
    types: ["aws:kms/key:Key", "aws:ecr/repository:Repository", ...tokens.buckets],
    path: "tags",
    values: [{ password: "correct-horse" }, { note: random }],
    rule: "no-secrets-in-tags",
  },
  { types: secret, path: "description", values: [`The value is ${random}`], rule: "no-secrets-in-tags" },
  {
    types: ["aws:ssm/parameter:Parameter"],
    path: "insecureValue",
    values: [random, "https://me:word@host.test/"],
    rule: "no-plaintext-secrets-stored",
  },
  {
    types: ["aws:s3/bucketObjectv2:BucketObjectv2"],
    path: "content",
    values: [`{"token":"${random}"}`],
    rule: "no-plaintext-secrets-stored",
  },
];
