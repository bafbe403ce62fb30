import { randomBytes, randomInt } from "node:crypto";
import fc from "fast-check";
import { nameLimits, physicalName, physicalPath } from "../../../components/naming";
import type { NamedKind } from "../../../components/naming";
import { hasCredential, holdsSecret, isCredential, isSecretName } from "../../../policy/selectors/secrets/secret-names";

describe("isSecretName", () => {
  it.each([
    ...[
      "DATABASE_URL",
      "REDIS_URL",
      "MONGODB_URI",
      "JWT_SECRET",
      "JWT_ACCESS_SECRET",
      "ENCRYPTION_KEY",
      "ENCRYPTION_IV_SALT",
    ],
    ...["PAYSTACK_SECRET_KEY", "PAYSTACK_WEBHOOK_SECRET", "SMTP_PASS", "DB_PASSWORD", "JWT_PRIVATE_KEY", "password"],
    ...[
      "WHATSAPP_ACCESS_TOKEN",
      "WHATSAPP_PHONE_NUMBER_ID",
      "WHATSAPP_BUSINESS_ACCOUNT_ID",
      "TWILIO_ACCOUNT_SID",
      "SENDGRID_API_KEY",
    ],
    ...["smtp-pass", "dbPassword", "splunk-token", "DB_URL", "AWS_ACCESS_KEY_ID"],
  ])("knows %s as a secret", (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  it.each([
    ...[
      "NODE_ENV",
      "PORT",
      "CORS_ORIGIN",
      "JWT_EXPIRES_IN",
      "JWT_ACCESS_EXPIRES_IN",
      "JWT_REFRESH_EXPIRES_IN",
      "TIMEZONE",
    ],
    ...[
      "PAYSTACK_PUBLIC_KEY",
      "JWT_PUBLIC_KEY",
      "PASSWORD_MIN_LENGTH",
      "SECRET_ROTATION_DAYS",
      "SMTP_HOST",
      "SMTP_USER",
    ],
    ...[
      "TOKEN_LIFETIME",
      "API_KEY_HEADER",
      "BCRYPT_ROUNDS",
      "UPLOADS_BUCKET",
      "KEYBOARD",
      "MONKEY",
      "TRUST_PROXY_HOPS",
    ],
    ...["PARTITION_KEY", "DB_SECRET_ARN", "SECRET_ID", "rotation-class", "STRIPE_PUBLISHABLE_KEY", "kmsKey"],
  ])("leaves %s alone", (name) => {
    expect(isSecretName(name)).toBe(false);
  });
});

describe("holdsSecret", () => {
  it.each([undefined, "correct-horse", "12345", "https://user:correct-horse@example.org"])(
    "takes %s for one",
    (value) => {
      expect(holdsSecret(value)).toBe(true);
    },
  );

  it.each([
    "",
    "true",
    "off",
    "arn:aws:secretsmanager:eu-west-1:000000000000:secret:app",
    "https://example.org/reset-password",
    "{{resolve:secretsmanager:app}}",
  ])("takes %j for where one is, or whether there is one", (value) => {
    expect(holdsSecret(value)).toBe(false);
  });
});

describe("isCredential", () => {
  it.each([
    ["a connection string with a password", "postgresql://app:correct-horse@database.internal:5432/app"],
    ["a Redis URL with a password only", "rediss://:correct-horse@cache.internal:6379"],
    ["a private key", "-----BEGIN RSA PRIVATE KEY-----\nMIIE"],
    ["an access key of AWS", ["AKIA", "IOSFODNN7EXAMPLE"].join("")],
    ["a live key of Paystack", ["sk", "live", "0123456789abcdef"].join("_")],
    ["a temporary access key of AWS", ["ASIA", "IOSFODNN7EXAMPLE"].join("")],
    ["a restricted key of Stripe", ["rk", "live", "0123456789abcdef"].join("_")],
    ["a signing secret of Stripe", ["whsec", "0123456789abcdef0123"].join("_")],
    ["a token of GitHub", ["ghp", "0".repeat(36)].join("_")],
    ["a fine-grained token of GitHub", ["github", "pat", "0".repeat(22)].join("_")],
    ["a token of GitLab", ["glpat", "0".repeat(20)].join("-")],
    ["a token of npm", ["npm", "0".repeat(36)].join("_")],
    ["a token of Slack", ["xoxb", "0123456789", "0123456789"].join("-")],
    ["a webhook of Slack", ["https://hooks.slack.com", "services", "T0", "B0", "0000"].join("/")],
    ["a key of Google", ["AIza", "0".repeat(35)].join("")],
    ["a random base64 text", randomBytes(48).toString("base64")],
    ["a signed token", ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxMjM0In0", "c2lnbmF0dXJl"].join(".")],
    ["a key of SendGrid", ["SG", "0123456789abcdefghijkl", "0123456789abcdefghijklmnopqrstuvwxyz0123456"].join(".")],
  ])("knows %s", (_, value) => {
    expect(isCredential(value)).toBe(true);
  });

  it.each([
    ["a URL", "https://api.ahavahealthcare.co.za/webhooks/paystack"],
    ["a commit", "3f786850e387550fdab836ed7e6dc881de23001b"],
    ["a digest", "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"],
    ["an ARN", "arn:aws:s3:::production-ahava-healthcare-uploads"],
    ["a host name", "production-ahava-healthcare.cluster.eu-west-1.rds.amazonaws.com"],
    ["a list of origins", "https://app.example.org,https://admin.example.org"],
    ["a path", "/usr/local/lib/node_modules/application/dist/migrations"],
    ["the digest of a file", `sha256-${randomBytes(32).toString("base64")}`],
    ["a name that CloudFormation made", "AhavaHealthcareProduction-UploadsBucket-1QAZ2WSX3EDC4"],
    ["a name that CDK made", "MyStackApiServiceTaskDefinition4F5A6B7C"],
    ["a role of IAM Identity Center", "AWSReservedSSO_AdministratorAccess_0a1b2c3d4e5f6a7b"],
    ["a path of names in two cases", "/opt/App/Server2/Config/production/Main/Dist"],
    ["a setting", "MAXIMUM_CONNECTIONS_PER_PROCESS=twenty-four"],
    ["nothing", ""],
  ])("leaves %s alone", (_, value) => {
    expect(isCredential(value)).toBe(false);
    expect(hasCredential(value)).toBe(false);
  });
});

describe("isCredential, of what is generated", () => {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  const ofLetters = (length: number) => () =>
    Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join("");

  // What is in hexadecimal digits is not to be told from a digest: the name of its variable tells.
  it.each([
    ["passwords", ofLetters(48)],
    ["signing secrets", ofLetters(64)],
    ["encryption keys", () => randomBytes(32).toString("base64")],
    ["URLs with a password", () => `postgresql://app:${ofLetters(48)()}@database.internal:5432/app`],
  ])("knows at least 99 of 100 %s", (_, generate) => {
    const samples = 2000;
    const missed = Array.from({ length: samples }, generate).filter((secret) => !isCredential(secret));
    expect(missed.length).toBeLessThanOrEqual(samples / 100);
  });

  const word = fc.stringMatching(/^[a-z]{2,12}$/);
  const words = fc.array(word, { minLength: 1, maxLength: 6 });
  const account = fc.stringMatching(/^[0-9]{12}$/);
  const stage = fc.constantFrom("development" as const, "staging" as const, "production" as const);
  const region = fc.constantFrom("af-south-1", "eu-west-1", "us-east-1");
  const kind = fc.constantFrom(...(Object.keys(nameLimits) as NamedKind[]));
  const hexadecimal = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
  const named = fc.tuple(kind, stage, words, account).map(([of, at, parts, id]) => physicalName(of, at, ...parts, id));
  const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

  it.each<[string, fc.Arbitrary<string>]>([
    ["physical names with an account's id", named],
    ["paths of secrets", fc.tuple(stage, words).map(([at, parts]) => physicalPath(at, ...parts))],
    ["ARNs", fc.tuple(named, region, account).map(([name, at, id]) => `arn:aws:s3:${at}:${id}:${name}`)],
    ["host names", fc.tuple(named, region).map(([name, at]) => `${name}.abc1XYZ2.${at}.rds.amazonaws.com`)],
    ["URLs", fc.tuple(named, words).map(([name, parts]) => `https://${name}.example.org/${parts.join("/")}?page=2`)],
    ["paths of files", fc.tuple(words, account).map(([parts, id]) => `/${parts.map(upper).join("/")}/V2/${id}.json`)],
    ["digests", fc.constantFrom(32, 40, 64).chain(hexadecimal)],
    ["digests that say so", hexadecimal(64).map((text) => `sha256:${text}`)],
  ])("takes no %s for one", (_, values) => {
    fc.assert(
      fc.property(values, (value) => {
        expect(isCredential(value)).toBe(false);
        expect(hasCredential(`--to=${value}`)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

describe("hasCredential", () => {
  it.each([
    ["an option of a command", `--token=${randomBytes(48).toString("base64")}`],
    [
      "a line of a script",
      `export A=1\nexport B="${randomBytes(48).toString("hex")}AbZ${randomBytes(48).toString("base64")}"`,
    ],
    ["a connection string in a document", '{"queue":"rediss://:correct-horse@cache.internal:6379"}'],
  ])("finds %s", (_, text) => {
    expect(hasCredential(text)).toBe(true);
  });
});
