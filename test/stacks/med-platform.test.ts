import { plainEnvironment, variablesOf } from "../../stacks/settings/environments";
import { isRequiredIn, isSecret as isSecretVariable } from "../../settings/system/variable";
import type { MedPlatform } from "../../stacks/med-platform/med-platform";
import { isSecret, register } from "../components/mocks";
import type { Registered, RegisteredResource } from "../components/mocks";
import { settingsOfThree } from "../settings/three-systems";
import { build, container, revealed } from "./med-platform";

let account: Registered<MedPlatform>;

beforeAll(async () => {
  account = await register(build("production"), { stack: "production" });
});

const ofSystem = ({ resources }: Registered<MedPlatform>): RegisteredResource[] =>
  resources.filter(({ name }) => name.startsWith("med-platform"));

describe("med-platform", () => {
  it("is the same set in a preview", async () => {
    const preview = await register(build("production"), { preview: true });
    expect(preview.names()).toEqual(account.names());
  });

  it("guards in production whatever holds data or an address, and nothing in staging", async () => {
    const guarded = (from: Registered<MedPlatform>) =>
      ofSystem(from)
        .filter(({ options }) => options.protect)
        .map(({ type, name }) => `${type.split(":").pop() ?? ""} ${name}`)
        .sort();
    expect(guarded(account)).toEqual([
      "Bucket med-platform-admin-files",
      "Distribution med-platform-admin-distribution",
      "Instance med-platform-postgres-instance",
      "LoadBalancer med-platform-load-balancer",
      "PrivateKey med-platform-signing-keys-g1",
      "Secret med-platform-signing-keys-jwks-secret",
      "Secret med-platform-signing-keys-private-secret",
      "Secret med-platform-signing-keys-public-secret",
      "Zone med-platform-zone",
    ]);
    expect(guarded(await register(build("staging")))).toEqual([]);
  });

  it("tells where it is, and records what was released", () => {
    const { outputs } = account.named("med-platform", "care-platform:stack:MedPlatform");
    const { domain, release } = settingsOfThree("production").medPlatform;
    expect(outputs).toMatchObject({ siteUrl: `https://${domain}`, apiUrl: `https://${domain}/api` });
    const record = account.named("med-platform-release-parameter", "aws:ssm/parameter:Parameter").inputs;
    expect(record.name).toBe("/production/med-platform/release");
    expect(JSON.parse(String(record.insecureValue))).toEqual(release);
  });
});

describe("the tasks of med-platform", () => {
  it("start the program of the checklist in its folder, on port 8081 (MP-SVC-04, MP-SVC-06, MP-NGX-14)", () => {
    expect(container("api", account)).toMatchObject({
      entryPoint: ["/opt/med-platform/platform"],
      workingDirectory: "/opt/med-platform",
      portMappings: [{ containerPort: 8081 }],
      linuxParameters: { initProcessEnabled: true },
    });
    expect(container("migration", account)).toMatchObject({
      entryPoint: ["/opt/med-platform/platform"],
      command: ["migrate", "up"],
    });
    expect(account.ofType("aws:lb/targetGroup:TargetGroup").map(({ inputs }) => inputs.port)).toEqual([8081, 8081]);
  });

  it("read exactly the variables of the list, the secret ones by reference (MP-ENV-02, MP-SVC-05)", () => {
    const { environment = [], secrets = [] } = container("api", account);
    expect(Object.fromEntries(environment.map(({ name, value }) => [name, value]))).toEqual(
      plainEnvironment("med-platform", settingsOfThree("production")),
    );
    const needed = variablesOf("med-platform")
      .filter((variable) => isSecretVariable(variable) && isRequiredIn(variable, "production"))
      .map(({ name }) => name);
    expect(secrets.map(({ name }) => name)).toEqual([...needed, "JWT_JWKS"].sort());
    expect(
      secrets.filter(
        ({ valueFrom }) => !/^arn:aws:secretsmanager:.*:production\/med-platform\/.*:::version-of-.+$/.test(valueFrom),
      ),
    ).toEqual([]);
    expect(container("migration", account).secrets?.map(({ name }) => name)).toEqual(["DATABASE_URL"]);
    for (const { inputs } of account.ofType("aws:secretsmanager/secretVersion:SecretVersion")) {
      expect(isSecret(inputs.secretString)).toBe(true);
    }
  });

  it("trust the two proxies before them (MP-NGX-17)", () => {
    const hops = container("api", account).environment?.find(({ name }) => name === "TRUST_PROXY_HOPS")?.value;
    const site = account.named("med-platform-admin", "care-platform:edge:StaticSite").outputs;
    expect(hops).toBe(String(site?.trustedProxyHops));
  });

  it("keep two running in production, and restart them by themselves (MP-SVC-07, MP-SVC-09)", () => {
    const service = account.named("med-platform-api-service", "aws:ecs/service:Service").inputs;
    expect(service).toMatchObject({ desiredCount: 2, waitForSteadyState: true });
    expect(container("api", account).essential).toBe(true);
  });
});

describe("the collector of med-platform", () => {
  it("scrapes localhost:8081 as the job med-platform and takes traces (MP-PRM-01, MP-PRM-02, MP-MON-04)", () => {
    const collector = container("collector", account);
    const variable = collector.environment?.find(({ name }) => name === "AOT_CONFIG_CONTENT")?.value;
    expect(JSON.parse(String(variable))).toMatchObject({
      receivers: {
        prometheus: {
          config: {
            scrape_configs: [
              {
                job_name: "med-platform",
                metrics_path: "/metrics",
                static_configs: [{ targets: ["localhost:8081"], labels: { service: "med-platform" } }],
              },
            ],
          },
        },
        otlp: { protocols: { http: { endpoint: "127.0.0.1:4318" } } },
      },
      exporters: {
        awsemf: {
          namespace: "production/med-platform",
          log_group_name: "/production/med-platform/api-metrics",
          metric_declarations: [{ dimensions: [["service"]] }],
        },
        awsxray: { region: "af-south-1" },
      },
      service: { pipelines: { metrics: { exporters: ["awsemf"] }, traces: { exporters: ["awsxray"] } } },
    });
    const endpoint = container("api", account).environment?.find(
      ({ name }) => name === "OTEL_EXPORTER_OTLP_ENDPOINT",
    )?.value;
    expect(endpoint).toBe("http://localhost:4318");
  });

  it("cannot take the API with it, is not root and writes nowhere", () => {
    expect(container("collector", account)).toMatchObject({
      essential: false,
      restartPolicy: { enabled: true },
      memory: 256,
      user: "1000:1000",
      readonlyRootFilesystem: true,
    });
    expect(container("collector", account).mountPoints).toBeUndefined();
    expect(container("collector", account).secrets).toBeUndefined();
    expect(container("collector", account).image).toMatch(/:v\d+\.\d+\.\d+$/);
  });

  it("may write its own log and send traces, and nothing else", () => {
    const policy = account.named("med-platform-api-task-policy").inputs.policy;
    const { Statement } = JSON.parse(String(policy)) as { Statement: { Action: string[]; Resource: string[] }[] };
    expect(Statement.map(({ Action }) => Action)).toEqual([
      ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
    ]);
    expect(Statement[0]?.Resource).toHaveLength(1);
    expect(Statement[0]?.Resource[0]).toMatch(/\/production\/med-platform\/api-metrics.*:\*$/);
  });

  it("writes into a group that is encrypted and kept as long as the others (MP-MON-01, MP-MON-02)", () => {
    const groups = ofSystem(account).filter(({ type }) => type === "aws:cloudwatch/logGroup:LogGroup");
    const own = groups.filter(({ inputs }) => String(inputs.name).startsWith("/production/med-platform/"));
    expect(own.map(({ inputs }) => inputs.name).sort()).toEqual([
      "/production/med-platform/api",
      "/production/med-platform/api-metrics",
      "/production/med-platform/migration",
    ]);
    expect(own.filter(({ inputs }) => inputs.kmsKeyId === undefined || inputs.retentionInDays !== 90)).toEqual([]);
  });
});

describe("the signing keys of med-platform", () => {
  it("are a pair of 3072 bits in two entries, which the API reads (MP-KEY-01 to MP-KEY-06)", () => {
    const pair = account.only("tls:index/privateKey:PrivateKey");
    expect(pair.inputs).toMatchObject({ algorithm: "RSA", rsaBits: 3072 });
    const name = (half: string) => account.named(`med-platform-signing-keys-${half}-secret`).inputs.name;
    expect([name("private"), name("public")]).toEqual([
      "production/med-platform/jwt/private-key",
      "production/med-platform/jwt/public-key",
    ]);
    const from = (variable: string) =>
      container("api", account).secrets?.find((secret) => secret.name === variable)?.valueFrom;
    expect(from("JWT_PRIVATE_KEY")).toContain("signing-keys-private-version");
    expect(from("JWT_PUBLIC_KEY")).toContain("signing-keys-public-version");
  });

  it("can have the literal names of the checklist and another length", async () => {
    const literal = await register(
      build("production", {
        "med-platform/signingKeys": {
          bits: 2048,
          names: { privateKey: "prod/jwt/private-key", publicKey: "prod/jwt/public-key" },
        },
      }),
    );
    expect(literal.only("tls:index/privateKey:PrivateKey").inputs.rsaBits).toBe(2048);
    const names = literal.ofType("aws:secretsmanager/secret:Secret").map(({ inputs }) => inputs.name);
    expect(names).toEqual(expect.arrayContaining(["prod/jwt/private-key", "prod/jwt/public-key"]));
  });
});

describe("the database of med-platform", () => {
  it("is med_platform_prod, and its master user is not admin (MP-P1-01, C-13)", () => {
    const { dbName, username, multiAz } = account.named("med-platform-postgres-instance").inputs;
    expect({ dbName, username, multiAz }).toEqual({
      dbName: "med_platform_prod",
      username: "platform_admin",
      multiAz: true,
    });
  });

  it("lets in the application, the migrations and a reader, each over proven TLS (MP-SQL-01, MP-DB-06)", () => {
    const urls = account
      .ofType("aws:secretsmanager/secretVersion:SecretVersion")
      .map(({ inputs }) => String(revealed(inputs.secretString)))
      .filter((value) => value.startsWith("postgresql://"))
      .map((value) => new URL(value));
    expect(urls.map(({ username }) => username).sort()).toEqual([
      "med_platform_app_a",
      "med_platform_migration",
      "med_platform_readonly",
    ]);
    expect(urls.map(({ pathname, search }) => pathname + search)).toEqual(
      Array.from({ length: 3 }, () => "/med_platform_prod?sslmode=verify-full"),
    );
    const authorities = { name: "PGSSLROOTCERT", value: "/opt/med-platform/rds-global-bundle.pem" };
    expect(container("api", account).environment).toContainEqual(authorities);
    expect(container("migration", account).environment).toContainEqual(authorities);
  });

  it("allows the application the connections of every task, twice over during a release (MP-DB-05)", () => {
    const run = account.only("aws:lambda/invocation:Invocation");
    const { application } = JSON.parse(String(run.inputs.input)) as { application: { users: object[] } };
    expect(application.users).toMatchObject([
      { name: "med_platform_app_a", connectionLimit: 2 * 20 * 6 },
      { name: "med_platform_app_b", password: null },
    ]);
    const pool = container("api", account).environment?.filter(({ name }) => name.startsWith("DB_"));
    expect(Object.fromEntries((pool ?? []).map(({ name, value }) => [name, value]))).toEqual({
      DB_MAX_OPEN_CONNECTIONS: "20",
      DB_MAX_IDLE_CONNECTIONS: "5",
      DB_CONNECTION_LIFETIME: "30m",
    });
  });

  it("has no replica unless the settings ask for some, which the API then reads from (MP-DB-07)", async () => {
    const replicas = (from: Registered<MedPlatform>) =>
      from.ofType("aws:rds/instance:Instance").filter(({ inputs }) => inputs.replicateSourceDb !== undefined);
    expect(replicas(account)).toEqual([]);
    const two = await register(build("production", { "med-platform/postgres/readReplicas": 2 }));
    expect(replicas(two).map(({ name }) => name)).toEqual([
      "med-platform-postgres-replica-1-instance",
      "med-platform-postgres-replica-2-instance",
    ]);
    const secret = two.named("med-platform-secrets-database-replica-url-version").inputs.secretString;
    expect(String(revealed(secret))).toMatch(
      /^postgresql:\/\/med_platform_app_a:[\w-]+@[\w.-]+:5432,[\w.-]+:5432\/med_platform_prod\?sslmode=verify-full$/,
    );
    expect(container("api", two).secrets?.map(({ name }) => name)).toContain("DATABASE_REPLICA_URL");
  });
});
