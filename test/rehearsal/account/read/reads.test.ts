import * as fs from "node:fs";
import * as path from "node:path";
import { resourceTypes } from "../../../../rehearsal/account/index";
import { difference } from "../../../../rehearsal/account/difference";
import { readInWords } from "../../../../rehearsal/account/read/otherwise";
import { asReported } from "../../../../rehearsal/account/read/read";
import type { AnyResourceType, WireObject } from "../../../../rehearsal/account/resource-type";
import { Store } from "../../../../rehearsal/account/store";
import { WatchedAccount } from "../../../../rehearsal/account/watched-account";
import { asSecret } from "../../../../rehearsal/account/wire";

const typeOf = (token: string): AnyResourceType => resourceTypes[token] ?? { title: "" };

/** What the next `up` changes about a resource that stands as it was given; a value that is given anew may be written otherwise. */
const changesOf = (token: string, given: WireObject, anew = given) =>
  difference(typeOf(token), given, anew, []).changes.map(
    ({ property, replaces }) => `${property}${replaces ? " replaces" : ""}`,
  );

const policyOf = (...actions: readonly string[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] });

describe("a value that AWS reports otherwise is changed at each deployment where the provider compares it as text", () => {
  it.each<readonly [string, string, WireObject, readonly string[]]>([
    ["the identifier of a database", "aws:rds/instance:Instance", { identifier: "Clinic-DB" }, ["identifier"]],
    [
      "a parameter with the engine's own value",
      "aws:rds/parameterGroup:ParameterGroup",
      { family: "postgres17", parameters: [{ name: "rds.force_ssl", value: "1", applyMethod: "immediate" }] },
      ["parameters"],
    ],
    ["the engine of a cache", "aws:elasticache/replicationGroup:ReplicationGroup", { engine: "Redis" }, ["engine"]],
    ["an access string", "aws:elasticache/user:User", { accessString: "on ~app:* +@read" }, ["accessString"]],
    [
      "a header that the log leaves out",
      "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
      { redactedFields: [{ singleHeader: { name: "Authorization" } }] },
      ["redactedFields"],
    ],
    [
      "a header inside a statement of a firewall",
      "aws:wafv2/webAcl:WebAcl",
      {
        rules: [
          {
            statement: { notStatement: { byteMatchStatement: { fieldToMatch: { singleHeader: { name: "Origin" } } } } },
          },
        ],
      },
      ["rules"],
    ],
    [
      "a cost monitor without the members that are not given",
      "aws:costexplorer/anomalyMonitor:AnomalyMonitor",
      { monitorSpecification: '{"Dimensions":{"Key":"SERVICE","Values":["a"]}}' },
      ["monitorSpecification replaces"],
    ],
    [
      "a policy with a condition that is no text",
      "aws:s3/bucketPolicy:BucketPolicy",
      { policy: '{"Statement":{"Effect":"Deny","Condition":{"Bool":{"aws:SecureTransport":false}}}}' },
      ["policy"],
    ],
  ])("%s", (_, token, given, changes) => {
    expect(changesOf(token, given)).toEqual(changes);
  });
});

describe("a value that AWS reports otherwise is no difference where the provider ignores it", () => {
  const container = JSON.stringify([{ name: "api", image: "api:v1", portMappings: [{ containerPort: 8080 }] }]);
  const rows: readonly (readonly [string, string, WireObject, WireObject?])[] = [
    ["containers", "aws:ecs/taskDefinition:TaskDefinition", { containerDefinitions: container }],
    [
      "the actions of a policy in another order",
      "aws:iam/rolePolicy:RolePolicy",
      { policy: policyOf("b:B", "a:A") },
      { policy: policyOf("a:A", "b:B") },
    ],
    [
      "the name of a record",
      "aws:route53/record:Record",
      { name: "API.Example.org.", aliases: [{ name: "LB.example.org." }] },
    ],
    ["the window of a database", "aws:rds/instance:Instance", { maintenanceWindow: "Sun:04:00-Sun:05:00" }],
    ["where a canary writes", "aws:synthetics/canary:Canary", { artifactS3Location: "s3://reports/uptime" }],
    ["the key of an alias", "aws:kms/alias:Alias", { targetKeyId: "arn:aws:kms:eu-west-1:000000000000:key/1a2b" }],
    ["the limit of a budget", "aws:budgets/budget:Budget", { limitAmount: "5000" }],
    ["an access string with its baseline", "aws:elasticache/user:User", { accessString: "off resetchannels -@all" }],
    ["a dashboard", "aws:cloudwatch/dashboard:Dashboard", { dashboardBody: '{ "b": 1, "a": null }' }],
    [
      "the pattern of a rule",
      "aws:cloudwatch/eventRule:EventRule",
      { eventPattern: '{ "source": ["aws.rds"], "account": ["0"] }' },
    ],
    [
      "the rules of a repository",
      "aws:ecr/lifecyclePolicy:LifecyclePolicy",
      { policy: '{"rules":[{"rulePriority":2},{"rulePriority":1}]}' },
      { policy: '{"rules":[{"rulePriority":1},{"rulePriority":2}]}' },
    ],
    ["a set in another order", "aws:lb/loadBalancer:LoadBalancer", { subnets: ["a", "b"] }, { subnets: ["b", "a"] }],
    [
      "a set inside another",
      "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
      { loggingFilter: { filters: [{ conditions: ["a", "b"] }, { conditions: ["c"] }] } },
      { loggingFilter: { filters: [{ conditions: ["c"] }, { conditions: ["b", "a"] }] } },
    ],
  ];
  it.each(rows.map(([title, token, given, anew = given]) => [title, token, given, anew] as const))(
    "%s",
    (_, token, given, anew) => {
      expect(changesOf(token, given, anew)).toEqual([]);
    },
  );
});

it("sees the order of a list, and what is added to a set", () => {
  const behaviors = [{ pathPattern: "a" }, { pathPattern: "b" }];
  expect(
    changesOf(
      "aws:cloudfront/distribution:Distribution",
      { orderedCacheBehaviors: behaviors },
      { orderedCacheBehaviors: [...behaviors].reverse() },
    ),
  ).toEqual(["orderedCacheBehaviors"]);
  expect(changesOf("aws:lb/loadBalancer:LoadBalancer", { subnets: ["a"] }, { subnets: ["a", "b"] })).toEqual([
    "subnets",
  ]);
});

describe("what the stages deploy", () => {
  const deployed = JSON.parse(
    fs.readFileSync(path.join(__dirname, "..", "checks", "deployed-inputs.json"), "utf8"),
  ) as readonly { readonly type: string; readonly inputs: WireObject }[];

  it("is read as stated, or without a difference", () => {
    expect(
      deployed.flatMap(({ type, inputs }) => changesOf(type, inputs).map((change) => `${type} ${change}`)),
    ).toEqual([]);
  });

  it("is read the same a second time", () => {
    for (const { type, inputs } of deployed) {
      const once = asReported(typeOf(type).read, inputs);
      expect(asReported(typeOf(type).read, once)).toEqual(once);
    }
  });
});

describe("a refresh", () => {
  const configuration = { region: "eu-west-1", defaultTags: {} };
  const user = "aws:elasticache/user:User";
  const urn = `urn:pulumi:staging::care-platform::care:data:Redis$${user}::application`;
  const inputs = {
    accessString: "on ~app:* +@read",
    engine: "redis",
    userId: "app",
    userName: "app",
    passwords: asSecret(["a".repeat(16)]),
  };

  function refreshed(changed: WireObject = {}) {
    const account = new WatchedAccount(new Store(), resourceTypes, {});
    const { id, state } = account.create(user, urn, inputs, false, configuration);
    const [kept] = account.store.list(user);
    if (kept) account.store.put({ ...kept, state: { ...kept.state, ...changed } });
    const reading = account.read(user, id, state, configuration, inputs);
    return { account, reading, state };
  }

  it("writes what AWS reports, which is in the state already", () => {
    const { reading, state } = refreshed();
    expect(state.accessString).toBe("on ~app:* -@all +@read");
    expect(reading?.state.accessString).toBe(state.accessString);
    expect(reading?.inputs.accessString).toBe(state.accessString);
  });

  it("names each value that the next deployment changes back, and where the provider decides it", () => {
    const { account } = refreshed();
    expect(account.readOtherwise.map(readInWords)).toEqual([
      [
        "application (aws:elasticache/user:User), accessString",
        '  stated: "on ~app:* +@read"',
        '  read:   "on ~app:* -@all +@read"',
        "  source: go-to-k/cdk-real-drift#488; aws-controllers-k8s/community#677",
      ].join("\n"),
    ]);
  });

  it("does not name a source for what was changed past the program", () => {
    const { account } = refreshed({ userName: "other" });
    expect(account.readOtherwise.map(({ property, source }) => `${property}: ${source ?? "none"}`)).toContain(
      "userName: none",
    );
  });

  it("reads no file back, of which the state has the digest only", () => {
    const archive = (more: WireObject) => ({
      "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7",
      hash: "1a2b",
      ...more,
    });
    const [type, name] = ["aws:s3/bucketObjectv2:BucketObjectv2", "code.zip"];
    const account = new WatchedAccount(new Store(), { [type]: { title: "S3 Object" } }, {});
    const given = { key: name, source: archive({ assets: { "index.js": "code" } }) };
    const { id, state } = account.create(type, "urn", given, false, configuration);
    const stated = { key: name, source: archive({}) };
    const reading = account.read(type, id, { ...state, ...stated }, configuration, stated);
    expect(reading).toMatchObject({ state: stated, inputs: stated });
    expect(account.readOtherwise).toEqual([]);
  });

  it("shows no secret", () => {
    const words = readInWords({
      urn,
      property: "passwords",
      replaces: false,
      stated: asSecret(["hunter2"]),
      read: asSecret(["other"]),
    });
    expect(words).not.toMatch(/hunter2|other/);
  });
});
