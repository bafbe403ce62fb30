import { AhavaHealthcare } from "../../stacks/ahava-healthcare/ahava-healthcare";
import { Foundation } from "../../stacks/foundation";
import { isSecret, register } from "../components/mocks";
import type { Properties, Registered } from "../components/mocks";
import { settings } from "../settings/complete";

const build = (stage: "staging" | "production") => () => {
  const chosen = settings(stage);
  return new AhavaHealthcare(chosen, new Foundation(chosen));
};

interface Statement {
  readonly Sid: string;
  readonly Resource: readonly string[];
}

const statementsOf = ({ policy }: Properties): readonly Statement[] =>
  (JSON.parse(String(policy)) as { Statement: readonly Statement[] }).Statement;

interface Container {
  readonly name: string;
  readonly environment?: readonly { readonly name: string; readonly value: string }[];
  readonly secrets?: readonly { readonly name: string; readonly valueFrom: string }[];
  readonly healthCheck?: { readonly command: readonly string[] };
}

const revealed = (input: unknown): unknown => (isSecret(input) ? input.secret : input);

let account: Registered<AhavaHealthcare>;

beforeAll(async () => {
  account = await register(build("production"));
});

describe("ahava-healthcare", () => {
  it("is the same set in a preview", async () => {
    const preview = await register(build("production"), { preview: true });
    expect(preview.names()).toEqual(account.names());
  });

  it("guards in production whatever holds data or an address, and nothing in staging", async () => {
    const guarded = ({ resources }: Registered<AhavaHealthcare>) =>
      resources
        .filter(({ options, name }) => options.protect && name.startsWith("ahava-healthcare"))
        .map(({ type, name }) => `${type.split(":").pop() ?? ""} ${name}`)
        .sort();
    expect(guarded(account)).toEqual([
      "Bucket ahava-healthcare-admin-files",
      "Bucket ahava-healthcare-doctor-files",
      "Bucket ahava-healthcare-uploads",
      "Distribution ahava-healthcare-admin-distribution",
      "Distribution ahava-healthcare-doctor-distribution",
      "Instance ahava-healthcare-postgres-instance",
      "LoadBalancer ahava-healthcare-load-balancer",
      "RandomBytes ahava-healthcare-encryption-iv-salt-g1",
      "RandomBytes ahava-healthcare-encryption-key-g1",
      "ReplicationGroup ahava-healthcare-redis-nodes",
      "Secret ahava-healthcare-encryption-iv-salt-keyring-secret",
      "Secret ahava-healthcare-encryption-key-keyring-secret",
      "Zone ahava-healthcare-zone",
    ]);
    expect(guarded(await register(build("staging")))).toEqual([]);
  });

  it("writes every access log to where the archive's policy lets it", () => {
    const archive = account.named("log-archive", "aws:s3/bucket:Bucket").inputs.bucket;
    const allowed = statementsOf(account.named("log-archive-policy").inputs)
      .flatMap(({ Resource }) => Resource)
      .map((resource) => resource.split(":::")[1] ?? "")
      .filter((path) => path.includes("/"))
      .map((path) => new RegExp(`^${path.replace(/[.]/g, "\\.").replace(/\*/g, ".*")}$`));
    const logging = account.ofType("aws:s3/bucketLogging:BucketLogging").map(({ inputs }) => inputs);
    expect(logging).toHaveLength(2);
    for (const { targetBucket, targetPrefix } of logging) {
      expect(targetBucket).toBe(archive);
      expect(allowed.some((path) => path.test(`${String(archive)}/${String(targetPrefix)}2026-11-22`))).toBe(true);
    }
    const balancer = account.only("aws:lb/loadBalancer:LoadBalancer").inputs;
    for (const logs of [balancer.accessLogs, balancer.connectionLogs] as { bucket: string; prefix: string }[]) {
      const key = `${logs.bucket}/${logs.prefix}/AWSLogs/${settings("production").aws.accountId}/a.log`;
      expect(allowed.some((path) => path.test(key))).toBe(true);
    }
  });

  it("tags what holds patient data, so that a plan backs it up and a restore tests it", () => {
    const tags = (name: string, type?: string) => account.named(name, type).inputs.tags;
    expect(tags("ahava-healthcare-postgres-instance")).toEqual({ backup: "nightly", "data-class": "patient" });
    expect(tags("ahava-healthcare-uploads", "aws:s3/bucket:Bucket")).toEqual({
      backup: "archive",
      "data-class": "patient",
    });
    const own = ["project", "stack"].map((key) => ({
      key: `aws:ResourceTag/${key}`,
      value: { project: "care-platform", stack: "production" }[key],
    }));
    expect(account.ofType("aws:backup/selection:Selection").map(({ inputs }) => inputs.conditions)).toEqual(
      ["nightly", "archive"].map((value) => [{ stringEquals: [{ key: "aws:ResourceTag/backup", value }, ...own] }]),
    );
  });

  it("hands secrets to its tasks by reference, and asks the API about its health", () => {
    const containers = account
      .ofType("aws:ecs/taskDefinition:TaskDefinition")
      .flatMap(({ inputs }) => JSON.parse(String(inputs.containerDefinitions)) as Container[]);
    expect(containers.map(({ name }) => name).sort()).toEqual(["api", "migration", "worker"]);
    const api = containers.find(({ name }) => name === "api");
    expect(api?.healthCheck?.command[3]).toContain("http://127.0.0.1:4000/health");
    expect(api?.secrets?.map(({ name }) => name)).toEqual([
      "DATABASE_URL",
      "ENCRYPTION_IV_SALT",
      "ENCRYPTION_IV_SALT_KEYRING",
      "ENCRYPTION_KEY",
      "ENCRYPTION_KEY_KEYRING",
      "JWT_SECRET",
      "JWT_SECRET_KEYRING",
      "PAYSTACK_PUBLIC_KEY",
      "PAYSTACK_SECRET_KEY",
      "PAYSTACK_WEBHOOK_SECRET",
      "REDIS_URL",
      "SMTP_PASS",
      "SMTP_USER",
    ]);
    const migration = containers.find(({ name }) => name === "migration");
    expect(migration?.secrets?.map(({ name }) => name)).toEqual(["DATABASE_URL"]);
    expect(migration?.secrets?.[0]?.valueFrom).not.toBe(api?.secrets?.[0]?.valueFrom);
    for (const { inputs } of account.ofType("aws:secretsmanager/secretVersion:SecretVersion")) {
      expect(isSecret(inputs.secretString)).toBe(true);
    }
  });

  it("lets nobody but the administration log in as the master user", () => {
    const urls = account
      .ofType("aws:secretsmanager/secretVersion:SecretVersion")
      .map(({ inputs }) => /^postgresql:\/\/([a-z_]+):/.exec(String(revealed(inputs.secretString)))?.[1])
      .filter((user) => user !== undefined);
    expect(urls.sort()).toEqual(["ahava_healthcare_app_a", "ahava_healthcare_migration", "ahava_healthcare_readonly"]);
    const run = account.only("aws:lambda/invocation:Invocation");
    const { application } = JSON.parse(String(run.inputs.input)) as { application: { users: object[] } };
    expect(application.users).toMatchObject([
      { name: "ahava_healthcare_app_a", connectionLimit: 240 },
      { name: "ahava_healthcare_app_b", password: null },
    ]);
  });

  it("tells where it is, and records what was released", () => {
    const { outputs } = account.named("ahava-healthcare", "care-platform:stack:AhavaHealthcare");
    const { domain } = settings("production").ahavaHealthcare;
    expect(outputs).toMatchObject({
      apiUrl: `https://api.${domain}`,
      portalUrls: { admin: `https://admin.${domain}`, doctor: `https://doctor.${domain}` },
    });
    const record = account.only("aws:ssm/parameter:Parameter").inputs;
    expect(record.name).toBe("/production/ahava-healthcare/release");
    expect(JSON.parse(String(record.insecureValue))).toEqual(settings("production").ahavaHealthcare.release);
  });
});
