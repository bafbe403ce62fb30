import * as fs from "node:fs";
import * as path from "node:path";
import { plainEnvironment, variablesOf } from "../../settings/environment/environments";
import { isRequiredIn, isSecret as isSecretVariable } from "../../settings/environment/variable";
import { countedEvents } from "../../stacks/med-platform/events";
import { MedPlatform } from "../../stacks/med-platform/med-platform";
import { Foundation } from "../../stacks/foundation";
import { isSecret, register } from "../components/mocks";
import type { Properties, Registered, RegisteredResource } from "../components/mocks";
import type { Changes } from "../settings/complete";
import { settingsOfThree } from "../settings/three-systems";

const build =
  (stage: "staging" | "production", changes: Changes = {}) =>
  () => {
    const chosen = settingsOfThree(stage, changes);
    return new MedPlatform(chosen, new Foundation(chosen));
  };

interface Container {
  readonly name: string;
  readonly image: string;
  readonly user: string;
  readonly essential: boolean;
  readonly readonlyRootFilesystem: boolean;
  readonly entryPoint?: readonly string[];
  readonly command?: readonly string[];
  readonly workingDirectory?: string;
  readonly portMappings?: readonly { readonly containerPort: number }[];
  readonly environment?: readonly { readonly name: string; readonly value: string }[];
  readonly secrets?: readonly { readonly name: string; readonly valueFrom: string }[];
  readonly mountPoints?: readonly object[];
}

const revealed = (input: unknown): unknown => (isSecret(input) ? input.secret : input);
const json = <T>(input: unknown): T => JSON.parse(String(revealed(input))) as T;

let account: Registered<MedPlatform>;

beforeAll(async () => {
  account = await register(build("production"), { stack: "production" });
});

const ofSystem = ({ resources }: Registered<MedPlatform>): RegisteredResource[] =>
  resources.filter(({ name }) => name.startsWith("med-platform"));

const containersOf = ({ inputs }: RegisteredResource): Container[] => json(inputs.containerDefinitions);
const container = (name: string, from = account): Container => {
  const found = from
    .ofType("aws:ecs/taskDefinition:TaskDefinition")
    .flatMap(containersOf)
    .find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no container ${name}.`);
  return found;
};
const alarm = (name: string, from = account): Properties =>
  from.named(name, "aws:cloudwatch/metricAlarm:MetricAlarm").inputs;

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
    expect(json(record.insecureValue)).toEqual(release);
  });
});

describe("the tasks of med-platform", () => {
  it("start the program of the checklist in its folder, on port 8081 (MP-SVC-04, MP-SVC-06, MP-NGX-14)", () => {
    expect(container("api")).toMatchObject({
      entryPoint: ["/opt/med-platform/platform"],
      workingDirectory: "/opt/med-platform",
      portMappings: [{ containerPort: 8081 }],
      linuxParameters: { initProcessEnabled: true },
    });
    expect(container("migration")).toMatchObject({
      entryPoint: ["/opt/med-platform/platform"],
      command: ["migrate", "up"],
    });
    expect(account.ofType("aws:lb/targetGroup:TargetGroup").map(({ inputs }) => inputs.port)).toEqual([8081, 8081]);
  });

  it("read exactly the variables of the list, the secret ones by reference (MP-ENV-02, MP-SVC-05)", () => {
    const { environment = [], secrets = [] } = container("api");
    expect(Object.fromEntries(environment.map(({ name, value }) => [name, value]))).toEqual(
      plainEnvironment("med-platform", settingsOfThree("production")),
    );
    const needed = variablesOf("med-platform")
      .filter((variable) => isSecretVariable(variable) && isRequiredIn(variable, "production"))
      .map(({ name }) => name);
    expect(secrets.map(({ name }) => name)).toEqual(needed.sort());
    expect(
      secrets.filter(
        ({ valueFrom }) => !/^arn:aws:secretsmanager:.*:production\/med-platform\/.*:::version-of-.+$/.test(valueFrom),
      ),
    ).toEqual([]);
    expect(container("migration").secrets?.map(({ name }) => name)).toEqual(["DATABASE_URL"]);
    for (const { inputs } of account.ofType("aws:secretsmanager/secretVersion:SecretVersion")) {
      expect(isSecret(inputs.secretString)).toBe(true);
    }
  });

  it("trust the two proxies before them (MP-NGX-17)", () => {
    const hops = container("api").environment?.find(({ name }) => name === "TRUST_PROXY_HOPS")?.value;
    const site = account.named("med-platform-admin", "care-platform:edge:StaticSite").outputs;
    expect(hops).toBe(String(site?.trustedProxyHops));
  });

  it("keep two running in production, and restart them by themselves (MP-SVC-07, MP-SVC-09)", () => {
    const service = account.named("med-platform-api-service", "aws:ecs/service:Service").inputs;
    expect(service).toMatchObject({ desiredCount: 2, waitForSteadyState: true });
    expect(container("api").essential).toBe(true);
  });
});

describe("the collector of med-platform", () => {
  it("scrapes localhost:8081 as the job med-platform and takes traces (MP-PRM-01, MP-PRM-02, MP-MON-04)", () => {
    const collector = container("collector");
    const variable = collector.environment?.find(({ name }) => name === "AOT_CONFIG_CONTENT")?.value;
    expect(json(variable)).toMatchObject({
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
    const endpoint = container("api").environment?.find(({ name }) => name === "OTEL_EXPORTER_OTLP_ENDPOINT")?.value;
    expect(endpoint).toBe("http://localhost:4318");
  });

  it("cannot take the API with it, is not root and writes nowhere", () => {
    expect(container("collector")).toMatchObject({
      essential: false,
      restartPolicy: { enabled: true },
      memory: 256,
      user: "1000:1000",
      readonlyRootFilesystem: true,
    });
    expect(container("collector").mountPoints).toBeUndefined();
    expect(container("collector").secrets).toBeUndefined();
    expect(container("collector").image).toMatch(/:v\d+\.\d+\.\d+$/);
  });

  it("may write its own log and send traces, and nothing else", () => {
    const policy = account.named("med-platform-api-task-policy").inputs.policy;
    const { Statement } = json<{ Statement: { Action: string[]; Resource: string[] }[] }>(policy);
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
    const from = (variable: string) => container("api").secrets?.find((secret) => secret.name === variable)?.valueFrom;
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
    expect(container("api").environment).toContainEqual(authorities);
    expect(container("migration").environment).toContainEqual(authorities);
  });

  it("allows the application the connections of every task, twice over during a release (MP-DB-05)", () => {
    const run = account.only("aws:lambda/invocation:Invocation");
    const { application } = json<{ application: { users: object[] } }>(run.inputs.input);
    expect(application.users).toMatchObject([
      { name: "med_platform_app_a", connectionLimit: 2 * 20 * 6 },
      { name: "med_platform_app_b", password: null },
    ]);
    const pool = container("api").environment?.filter(({ name }) => name.startsWith("DB_"));
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

describe("a release of med-platform", () => {
  it("comes up beside the one that runs, is tried, and goes back when an alarm fires (MP-RBK-01)", () => {
    const service = account.named("med-platform-api-service", "aws:ecs/service:Service").inputs;
    expect(service.deploymentConfiguration).toEqual({ strategy: "BLUE_GREEN", bakeTimeInMinutes: "15" });
    const [balancer] = service.loadBalancers as { advancedConfiguration: Properties; targetGroupArn: string }[];
    const advanced = balancer?.advancedConfiguration ?? {};
    expect(Object.keys(advanced).sort()).toEqual([
      "alternateTargetGroupArn",
      "productionListenerRule",
      "roleArn",
      "testListenerRule",
    ]);
    expect(advanced.alternateTargetGroupArn).not.toBe(balancer?.targetGroupArn);
    expect(service.alarms).toEqual({
      alarmNames: ["production-med-platform-alarms-errors-critical", "production-med-platform-alarms-latency-critical"],
      enable: true,
      rollback: true,
    });
    expect(service.deploymentCircuitBreaker).toEqual({ enable: true, rollback: true });
  });

  it("can be tried from inside the stage only", () => {
    const rules = account
      .ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .filter(({ inputs }) => inputs.fromPort === 8443);
    expect(rules).toHaveLength(settingsOfThree("production").network.availabilityZones.length);
    expect(rules.filter(({ inputs }) => !/^[\d.]+\/32$/.test(String(inputs.cidrIpv4)))).toEqual([]);
  });
});

describe("the domain of med-platform", () => {
  const distribution = () => account.only("aws:cloudfront/distribution:Distribution").inputs;

  it("answers for the site and the API under one origin (MP-NGX-11, MP-NGX-14, C-31)", () => {
    const { domain } = settingsOfThree("production").medPlatform;
    expect(distribution().aliases).toEqual([domain]);
    const behaviours = distribution().orderedCacheBehaviors as { pathPattern: string; targetOriginId: string }[];
    expect(behaviours.map(({ pathPattern, targetOriginId }) => [pathPattern, targetOriginId])).toEqual([
      ["/api/*", "api"],
      ["/health", "api"],
      ["/assets/*", "files"],
    ]);
    expect((distribution().defaultCacheBehavior as { targetOriginId: string }).targetOriginId).toBe("files");
    expect(distribution()).toMatchObject({ httpVersion: "http2and3", isIpv6Enabled: true });
    const records = account.ofType("aws:route53/record:Record").filter(({ inputs }) => inputs.name === domain);
    expect(records.map(({ inputs }) => [inputs.type, inputs.setIdentifier])).toEqual(
      expect.arrayContaining([
        ["A", "distribution"],
        ["AAAA", "distribution"],
      ]),
    );
    const plain = plainEnvironment("med-platform", settingsOfThree("production"));
    expect(plain.API_BASE_URL).toBe(`https://${domain}/api`);
    expect(plain.CORS_ALLOWED_ORIGINS).toBe(`https://${domain}`);
  });

  it("refuses plain HTTP and old TLS, with HSTS on every behaviour (MP-AUTH-05, MP-NGX-09)", () => {
    const { defaultCacheBehavior, orderedCacheBehaviors, viewerCertificate } = distribution();
    const all = [defaultCacheBehavior, ...(orderedCacheBehaviors as object[])] as Properties[];
    const [policy] = new Set(all.map(({ responseHeadersPolicyId }) => responseHeadersPolicyId));
    expect(all.map((each) => [each.viewerProtocolPolicy, each.responseHeadersPolicyId])).toEqual(
      all.map(() => ["redirect-to-https", policy]),
    );
    const headers = account.only("aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy").inputs;
    expect(headers.securityHeadersConfig).toMatchObject({
      strictTransportSecurity: { accessControlMaxAgeSec: 31_536_000, includeSubdomains: true, override: true },
    });
    expect((viewerCertificate as Properties).minimumProtocolVersion).toBe("TLSv1.2_2025");
  });

  it("falls back to index.html for the site alone, and has no error pages that would hide the API's (MP-NGX-13)", () => {
    expect(distribution().customErrorResponses).toBeUndefined();
    const { defaultCacheBehavior, orderedCacheBehaviors } = distribution();
    const functionOf = (behaviour: unknown) =>
      (behaviour as { functionAssociations: { functionArn: string }[] }).functionAssociations[0]?.functionArn;
    const [api, health, assets] = orderedCacheBehaviors as object[];
    expect(functionOf(api)).toBe(functionOf(health));
    expect(functionOf(assets)).toBe(functionOf(defaultCacheBehavior));
    expect(functionOf(api)).not.toBe(functionOf(assets));
    const code = account.named("med-platform-admin-api-request").inputs.code;
    expect(ask(code, "/api/v1/nobody-knows")).toEqual({ uri: "/api/v1/nobody-knows" });
    expect(ask(account.named("med-platform-admin-site-request").inputs.code, "/patients/7")).toEqual({
      uri: "/index.html",
    });
  });

  it.each(["site", "api"])("hides /metrics at the edge, from the function of the %s requests (C-04)", (half) => {
    const { code } = account.named(`med-platform-admin-${half}-request`).inputs;
    for (const uri of ["/metrics", "/metrics/", "/METRICS", "//metrics", "/api/../metrics", "/%6detrics"]) {
      expect(ask(code, uri)).toEqual({ statusCode: 404 });
    }
  });

  it("hides /metrics at the load balancer, on both of its ways (C-04)", () => {
    const listeners = account.ofType("aws:lb/listener:Listener").filter(({ inputs }) => inputs.protocol === "HTTPS");
    expect(listeners.map(({ inputs }) => inputs.port).sort()).toEqual([443, 8443]);
    const rules = account.ofType("aws:lb/listenerRule:ListenerRule").map(({ inputs }) => inputs);
    const hidden = rules.filter(({ actions }) => (actions as Properties[])[0]?.type === "fixed-response");
    expect(hidden.map(({ conditions, priority }) => [conditions, priority])).toEqual([
      [[{ pathPattern: { values: ["/metrics", "/metrics/*"] } }], 10],
      [[{ pathPattern: { values: ["/metrics", "/metrics/*"] } }], 10],
    ]);
    expect(new Set(hidden.map(({ listenerArn }) => listenerArn)).size).toBe(2);
    const forwarding = rules.filter(({ actions }) => (actions as Properties[])[0]?.type === "forward");
    expect(forwarding.map(({ priority }) => priority)).toEqual([100, 100]);
  });

  it("is reached through CloudFront only: nobody else knows the header (C-31)", () => {
    const rule = account.named("med-platform-forwarding", "aws:lb/listenerRule:ListenerRule").inputs;
    const conditions = revealed(rule.conditions) as { httpHeader?: { httpHeaderName: string; values: string[] } }[];
    const demanded = conditions.find(({ httpHeader }) => httpHeader)?.httpHeader;
    expect(demanded?.httpHeaderName).toBe("x-origin-verify");
    expect(demanded?.values).toHaveLength(1);
    const origins = revealed(distribution().origins) as { originId: string; customHeaders?: object[] }[];
    expect(origins.find(({ originId }) => originId === "api")?.customHeaders).toEqual([
      { name: "x-origin-verify", value: demanded?.values[0] },
    ]);
    expect(isSecret(distribution().origins) && isSecret(rule.conditions)).toBe(true);
    const listener = account.named("med-platform-https", "aws:lb/listener:Listener").inputs;
    expect(listener.defaultActions).toMatchObject([{ type: "fixed-response", fixedResponse: { statusCode: "404" } }]);
  });

  it("keeps the files private to its distribution (MP-PERF-05)", () => {
    const origins = revealed(distribution().origins) as Properties[];
    expect(origins.find(({ originId }) => originId === "files")?.originAccessControlId).toBeDefined();
    const block = account.named("med-platform-admin-files-access-block").inputs;
    expect(block).toMatchObject({ blockPublicAcls: true, blockPublicPolicy: true, restrictPublicBuckets: true });
  });

  it("narrows how often one address may try to sign in, at both firewalls (MP-HST-09, MP-AUTH-08)", () => {
    const lists = account.ofType("aws:wafv2/webAcl:WebAcl").map(({ inputs }) => inputs);
    expect(lists.map(({ scope }) => scope).sort()).toEqual(["CLOUDFRONT", "REGIONAL"]);
    for (const { rules } of lists) {
      const named = (name: string) => (rules as { name: string; statement: Properties }[]).find((r) => r.name === name);
      const signIn = named("sign-in")?.statement.rateBasedStatement as Properties;
      expect(signIn.limit).toBe(100);
      expect(JSON.stringify(signIn.scopeDownStatement)).toMatch(/"\/api\/auth\/".*"\/api\/v1\/auth\/"/);
      expect((named("rate")?.statement.rateBasedStatement as Properties).scopeDownStatement).toBeUndefined();
      expect(JSON.stringify(named("common"))).toContain("AWSManagedRulesCommonRuleSet");
    }
    const address = (scope: string) =>
      JSON.stringify(lists.find((list) => list.scope === scope)?.rules).match(/"aggregateKeyType":"\w+"/g);
    expect(address("REGIONAL")).toEqual(Array.from({ length: 2 }, () => '"aggregateKeyType":"FORWARDED_IP"'));
    expect(address("CLOUDFRONT")).toEqual(Array.from({ length: 2 }, () => '"aggregateKeyType":"IP"'));
  });

  it("can be led elsewhere by DNS, and can say that it is being worked on (MP-RBK-04)", async () => {
    const standby = { dnsName: "old.eu-west-1.elb.amazonaws.com", dnsZoneId: "Z32O12XQLNTSW2", share: 30 };
    const moved = await register(build("staging", { "med-platform/rollback": { serves: "maintenance", standby } }));
    const { domain } = settingsOfThree("staging").medPlatform;
    const weights = moved
      .ofType("aws:route53/record:Record")
      .filter(({ inputs }) => inputs.name === domain)
      .map(({ inputs }) => [inputs.setIdentifier, (inputs.weightedRoutingPolicies as { weight: number }[])[0]?.weight]);
    expect(weights.sort()).toEqual([
      ["distribution", 70],
      ["distribution", 70],
      ["standby", 30],
      ["standby", 30],
    ]);
    const { code } = moved.named("med-platform-admin-api-request").inputs;
    expect(ask(code, "/api/v1/patients")).toEqual({ statusCode: 503 });
    expect(ask(code, "/health")).toEqual({ uri: "/health" });
  });
});

describe("the alarms of med-platform", () => {
  const thresholds = {
    cpuPercent: 61,
    memoryPercent: 71,
    diskPercent: 81,
    latencyWarningMilliseconds: 150,
    latencyCriticalMilliseconds: 900,
    errorWarningPercent: 2,
    errorCriticalPercent: 7,
    minimumRequests: 100,
  };

  it("fire where the checklist says (MP-M24-01 to MP-M24-03, MP-ALR-01, MP-ALR-02, MP-THR-01 to MP-THR-06)", () => {
    const fires = (name: string) => alarm(name).threshold;
    expect({
      cpu: [fires("med-platform-api-cpu"), fires("med-platform-postgres-cpu-warning")],
      memory: fires("med-platform-api-memory"),
      disk: fires("med-platform-api-ephemeral-storage"),
      latency: [fires("med-platform-alarms-latency-warning"), fires("med-platform-alarms-latency-critical")],
      errors: [fires("med-platform-alarms-errors-warning"), fires("med-platform-alarms-errors-critical")],
      storage: Number(fires("med-platform-postgres-storage-warning")) / 2 ** 30,
    }).toEqual({ cpu: [70, 70], memory: 80, disk: 80, latency: [0.2, 1], errors: [1, 5], storage: 20 });
  });

  it("fire where the settings say instead, everywhere", async () => {
    const other = await register(build("staging", { "med-platform/thresholds": thresholds }));
    const fires = (name: string) => alarm(name, other).threshold;
    expect({
      cpu: [fires("med-platform-api-cpu"), fires("med-platform-postgres-cpu-warning")],
      critical: fires("med-platform-postgres-cpu-critical"),
      memory: fires("med-platform-api-memory"),
      disk: fires("med-platform-api-ephemeral-storage"),
      latency: [fires("med-platform-alarms-latency-warning"), fires("med-platform-alarms-latency-critical")],
      errors: [fires("med-platform-alarms-errors-warning"), fires("med-platform-alarms-errors-critical")],
      site: [fires("med-platform-admin-alarms-errors-warning"), fires("med-platform-admin-alarms-errors-critical")],
      storage: Number(fires("med-platform-postgres-storage-warning")) / 2 ** 30,
    }).toEqual({
      cpu: [61, 61],
      critical: 80,
      memory: 71,
      disk: 81,
      latency: [0.15, 0.9],
      errors: [2, 7],
      site: [2, 7],
      storage: expect.closeTo(50 * 0.19, 6) as number,
    });
    for (const name of ["med-platform-alarms-errors-critical", "med-platform-admin-alarms-errors-critical"]) {
      const [judged] = alarm(name, other).metricQueries as { expression: string }[];
      expect(judged?.expression).toContain(">= 20,");
    }
  });

  it("watch whether the number of connections is as usual (MP-M24-06)", () => {
    expect(alarm("med-platform-postgres-unusual-connections")).toMatchObject({
      comparisonOperator: "LessThanLowerOrGreaterThanUpperThreshold",
      thresholdMetricId: "usual",
      metricQueries: [
        { id: "usual", expression: "ANOMALY_DETECTION_BAND(connections, 2)" },
        { id: "connections", metric: { metricName: "DatabaseConnections" } },
      ],
    });
  });

  it("tell of a service outside that fails, not of three calls that did (MP-EXT-10)", () => {
    for (const [service, name] of [
      ["twilio", "Twilio"],
      ["sendgrid", "SendGrid"],
    ]) {
      const { metricQueries, threshold, alarmDescription } = alarm(`med-platform-figures-${service ?? ""}-failing`);
      expect(threshold).toBe(20);
      expect(alarmDescription).toMatch(/external-services\.md$/);
      expect(metricQueries).toMatchObject([
        { expression: "IF(failed + succeeded >= 10, 100 * failed / (failed + succeeded), 0)" },
        { metric: { namespace: "production/med-platform", metricName: `${name ?? ""}Failed` } },
        { metric: { namespace: "production/med-platform", metricName: `${name ?? ""}Succeeded` } },
      ]);
    }
  });

  it("tell of downtime, of a database that is gone, and of every release (MP-THR-02, MP-THR-03, MP-THR-07)", () => {
    const { domain } = settingsOfThree("production").medPlatform;
    expect(account.named("med-platform-uptime", "care-platform:observability:UptimeCanary").inputs.url).toBe(
      `https://${domain}/health`,
    );
    expect(String(alarm("med-platform-uptime-downtime").alarmActions)).toMatch(/critical/);
    const events = account.named("med-platform-postgres-events", "aws:rds/eventSubscription:EventSubscription").inputs;
    expect(events.eventCategories).toEqual(expect.arrayContaining(["availability", "failover", "failure"]));
    expect(String(events.snsTopic)).toMatch(/critical/);
    const completed = account.named("med-platform-api-deployment-completed-topic").inputs;
    expect(String(completed.arn)).toMatch(/info/);
  });
});

describe("the figures of med-platform", () => {
  it("count the lines that the application's team was told of, and those only (MP-BIZ-01 to MP-BIZ-05)", () => {
    const filters = account.ofType("aws:cloudwatch/logMetricFilter:LogMetricFilter").map(({ inputs }) => inputs);
    expect(filters.map(({ name }) => name)).toEqual(countedEvents.map(({ metric }) => metric));
    expect(filters.map(({ logGroupName }) => logGroupName)).toEqual(filters.map(() => "/production/med-platform/api"));
    expect(filters[0]?.pattern).toBe('{ $.event = "user.registered" }');
    expect(filters.at(-1)?.pattern).toBe('{ $.event = "external.failed" && $.service = "sendgrid" }');
    const page = fs.readFileSync(path.join(__dirname, "../../docs/environment/med-platform.events.md"), "utf8");
    const rows = page
      .split("\n")
      .filter((line) => line.startsWith("| `"))
      .map((line) => line.split("|").map((cell) => cell.trim().replaceAll("`", "")));
    expect(rows.map(([, event, service, metric, row, when]) => ({ event, service, metric, row, when }))).toEqual(
      countedEvents.map(({ event, service = "", metric, row, when }) => ({ event, service, metric, row, when })),
    );
  });

  it("are on the dashboard, with the Go runtime's and the alarms' lines (MP-MON-08, MP-GRF-01 to MP-GRF-03)", () => {
    const body = json<{ widgets: { type: string; properties: Properties }[] }>(
      account.only("aws:cloudwatch/dashboard:Dashboard").inputs.dashboardBody,
    );
    const titles = body.widgets.map(({ properties }) => properties.title ?? properties.markdown);
    expect(titles).toEqual(
      expect.arrayContaining([
        "## Business",
        "Registrations",
        "Log-ins that succeed",
        "Codes that are delivered",
        "Token refreshes",
        "Requests by route",
        "## Go runtime",
        "Goroutines and threads",
        "Garbage collection",
      ]),
    );
    const table = body.widgets.find(({ type }) => type === "log")?.properties;
    expect(table?.query).toMatch(/^SOURCE '\/production\/med-platform\/api' \| /);
    const runtime = body.widgets.find(({ properties }) => properties.title === "Goroutines and threads")?.properties;
    expect(runtime?.metrics).toContainEqual([
      "production/med-platform",
      "go_goroutines",
      "service",
      "med-platform",
      expect.anything(),
    ]);
  });
});

/** What the function at the edge makes of a request: the status of an answer, or the path it goes on with. */
function ask(code: unknown, uri: string): { readonly statusCode: number } | { readonly uri: string } {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text is what runs at the edge
  const handler = new Function(`${String(code)}; return handler;`)() as (event: object) => {
    statusCode?: number;
    uri?: string;
  };
  const answer = handler({ request: { method: "GET", uri, headers: {} } });
  return answer.statusCode === undefined ? { uri: answer.uri ?? "" } : { statusCode: answer.statusCode };
}
