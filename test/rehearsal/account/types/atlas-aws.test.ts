import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { AtlasAccount, cluster } from "./atlas-account";
import type { Created } from "./data-account";
import { codeOf } from "./data-account";

const roleArn = "arn:aws:iam::000000000000:role/staging-encryption";
const keyArn = "arn:aws:kms:eu-west-1:000000000000:key/data";

describe("encryption of the account's Atlas", () => {
  /** The way into AWS as far as the authorization, with a role that trusts whom it is told to. */
  function prepared(
    trusted: { account?: string; externalId?: string } = {},
    actions = ["kms:Decrypt", "kms:Encrypt", "kms:DescribeKey"],
  ) {
    const account = new AtlasAccount();
    const setup = account.create("CloudProviderAccessSetup", { providerName: "AWS" });
    const [config] = setup.state.awsConfigs as unknown as {
      atlasAwsAccountArn: string;
      atlasAssumedRoleExternalId: string;
    }[];
    const statement = {
      Effect: "Allow",
      Principal: { AWS: trusted.account ?? config?.atlasAwsAccountArn },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "sts:ExternalId": trusted.externalId ?? config?.atlasAssumedRoleExternalId } },
    };
    const assumeRolePolicy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    account.putAws("aws:iam/role:Role", "staging-encryption", {
      name: "staging-encryption",
      arn: roleArn,
      assumeRolePolicy,
    });
    const policy = JSON.stringify({ Statement: [{ Effect: "Allow", Action: actions, Resource: keyArn }] });
    account.putAws("aws:iam/rolePolicy:RolePolicy", "policy", { role: "staging-encryption", policy });
    account.putAws("aws:kms/key:Key", "data", { arn: keyArn });
    return { account, roleId: setup.state.roleId };
  }

  const authorize = ({ account, roleId }: ReturnType<typeof prepared>, arn = roleArn): Created =>
    account.create("CloudProviderAccessAuthorization", { roleId, aws: { iamAssumedRoleArn: arn } });
  const encrypt = ({ account, roleId }: ReturnType<typeof prepared>, changes: WireObject = {}): Created => {
    const awsKmsConfig = { enabled: true, customerMasterKeyId: keyArn, region: "EU_WEST_1", roleId, ...changes };
    return account.create("EncryptionAtRest", { awsKmsConfig });
  };

  it("tells whom a role has to trust", () => {
    const { state } = new AtlasAccount().create("CloudProviderAccessSetup", { providerName: "AWS" });
    expect(state.roleId).toMatch(/^[0-9a-f]{24}$/);
    expect(state.awsConfigs).toEqual([
      {
        atlasAwsAccountArn: "arn:aws:iam::999999999999:root",
        atlasAssumedRoleExternalId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      },
    ]);
  });

  it("takes on only a role that trusts Atlas with its external id", () => {
    expect(codeOf(() => authorize(prepared()))).toBe("accepted");
    expect(codeOf(() => authorize(prepared({ account: "arn:aws:iam::111111111111:root" })))).toBe("CANNOT_ASSUME_ROLE");
    expect(codeOf(() => authorize(prepared({ externalId: "another" })))).toBe("CANNOT_ASSUME_ROLE");
    expect(codeOf(() => authorize(prepared(), `${roleArn}-other`))).toBe("CANNOT_ASSUME_ROLE");
    expect(codeOf(() => authorize({ ...prepared(), roleId: "other" }))).toBe("RESOURCE_NOT_FOUND");
  });

  it.each<[string, WireObject, string]>([
    ["AWS's spelling of the region", { region: "eu-west-1" }, "INVALID_REGION"],
    ["a role that is not authorized", { roleId: "other" }, "CANNOT_ASSUME_ROLE"],
    ["a key that is not there", { customerMasterKeyId: `${keyArn}-other` }, "AWS_CUSTOMER_MASTER_KEY_NOT_FOUND"],
    ["nothing switched on", { enabled: false }, "MISSING_ENCRYPTION_AT_REST_PROVIDER"],
  ])("is refused for %s", (_, fault, code) => {
    const given = prepared();
    authorize(given);
    expect(codeOf(() => encrypt(given, fault))).toBe(code);
    expect(codeOf(() => encrypt(given))).toBe("accepted");
  });

  it("needs a role that may use the key already", () => {
    const given = prepared({}, ["kms:Decrypt"]);
    authorize(given);
    expect(codeOf(() => encrypt(given))).toBe("NO_PERMISSION_TO_ENCRYPT_DECRYPT");
  });

  it("cannot be switched off while a cluster uses it", () => {
    const given = prepared();
    authorize(given);
    const encryption = encrypt(given);
    const encrypted = given.account.create("AdvancedCluster", { ...cluster, encryptionAtRestProvider: "AWS" });
    const switchOff = () => {
      given.account.delete("EncryptionAtRest", encryption);
    };
    expect(codeOf(switchOff)).toBe("CANNOT_DISABLE_ENCRYPTION_AT_REST");
    given.account.delete("AdvancedCluster", encrypted);
    expect(codeOf(switchOff)).toBe("accepted");
  });
});

describe("private endpoints of the account's Atlas", () => {
  /** A link, and an endpoint in AWS that leads to it. */
  function linked() {
    const account = new AtlasAccount();
    const link = account.create("PrivateLinkEndpoint", { providerName: "AWS", region: "eu-west-1" });
    const { endpointServiceName: serviceName, privateLinkId } = link.state;
    account.putAws("aws:ec2/vpcEndpoint:VpcEndpoint", "vpce-00000001", { serviceName });
    account.putAws("aws:ec2/vpcEndpoint:VpcEndpoint", "vpce-00000002", { serviceName: "com.amazonaws.eu-west-1.s3" });
    return { account, link, connection: { providerName: "AWS", privateLinkId, endpointServiceId: "vpce-00000001" } };
  }

  it("have a service in AWS, and one for each region", () => {
    const { account, link } = linked();
    expect(link.state).toMatchObject({ regionName: "EU_WEST_1", status: "AVAILABLE" });
    expect(link.state.endpointServiceName).toMatch(/^com\.amazonaws\.vpce\.eu-west-1\.vpce-svc-0[0-9a-f]{16}$/);
    expect(codeOf(() => account.create("PrivateLinkEndpoint", { providerName: "AWS", region: "EU_WEST_1" }))).toBe(
      "PRIVATELINK_ENDPOINT_SERVICE_ALREADY_EXISTS_FOR_REGION",
    );
    expect(codeOf(() => account.create("PrivateLinkEndpoint", { providerName: "AWS", region: "nowhere" }))).toBe(
      "INVALID_REGION",
    );
  });

  it.each<[string, WireObject, string]>([
    ["another link", { privateLinkId: "other" }, "PRIVATELINK_NOT_FOUND"],
    ["an id that is none", { endpointServiceId: "endpoint" }, "PRIVATELINK_INTERFACE_ENDPOINT_ID_MALFORMED"],
    ["an endpoint that is not there", { endpointServiceId: "vpce-3" }, "PRIVATELINK_INTERFACE_ENDPOINT_NOT_FOUND"],
    [
      "an endpoint that leads elsewhere",
      { endpointServiceId: "vpce-00000002" },
      "PRIVATELINK_INTERFACE_ENDPOINT_NOT_FOUND",
    ],
  ])("are not connected to %s", (_, fault, code) => {
    const { account, connection } = linked();
    expect(codeOf(() => account.create("PrivateLinkEndpointService", { ...connection, ...fault }))).toBe(code);
    expect(codeOf(() => account.create("PrivateLinkEndpointService", connection))).toBe("accepted");
    expect(codeOf(() => account.create("PrivateLinkEndpointService", connection))).toBe(
      "PRIVATELINK_INTERFACE_ENDPOINT_ALREADY_EXISTS",
    );
  });

  it("give a cluster that is made after them an address behind them, and one that is older none", () => {
    const { account, connection } = linked();
    const older = account.create("AdvancedCluster", { ...cluster, name: "older" });
    account.create("PrivateLinkEndpointService", connection);
    const younger = account.create("AdvancedCluster", cluster);
    const endpointsOf = ({ state }: Created) => (state.connectionStrings as WireObject).privateEndpoints;
    expect(endpointsOf(older)).toEqual([]);
    expect(endpointsOf(younger)).toMatchObject([
      {
        type: "MONGOD",
        endpoints: [{ endpointId: "vpce-00000001", providerName: "AWS", region: "EU_WEST_1" }],
        srvConnectionString: expect.stringMatching(
          /^mongodb\+srv:\/\/staging-patients-pl-0\.[0-9a-f]{5}\.mongodb\.net$/,
        ) as unknown,
      },
    ]);
  });

  it("cannot be taken down while something is connected", () => {
    const { account, link, connection } = linked();
    const connected = account.create("PrivateLinkEndpointService", connection);
    const takeDown = () => {
      account.delete("PrivateLinkEndpoint", link);
    };
    expect(codeOf(takeDown)).toBe("CANNOT_DELETE_PRIVATELINK_WITH_ENDPOINTS");
    account.delete("PrivateLinkEndpointService", connected);
    expect(codeOf(takeDown)).toBe("accepted");
  });
});

describe("alerts of the account's Atlas", () => {
  const email = { typeName: "EMAIL", emailAddress: "on-call@example.org" };
  const metric = { metricName: "CONNECTIONS_PERCENT", operator: "GREATER_THAN", threshold: 80, units: "RAW" };
  const alert: WireObject = {
    eventType: "OUTSIDE_METRIC_THRESHOLD",
    metricThresholdConfig: metric,
    notifications: [email],
  };
  const withMetric = (changes: WireObject) => ({ metricThresholdConfig: { ...metric, ...changes } });
  const to = (...notifications: WireObject[]) => ({ notifications });

  it.each<[string, WireObject, string]>([
    ["no metric", { metricThresholdConfig: undefined }, "MISSING_METRIC_THRESHOLD"],
    ["a metric of an event", { eventType: "NO_PRIMARY" }, "METRIC_THRESHOLD_PRESENT"],
    [
      "an event without its threshold",
      { eventType: "REPLICATION_OPLOG_WINDOW_RUNNING_OUT", metricThresholdConfig: undefined },
      "MISSING_THRESHOLD",
    ],
    ["a metric that is none", withMetric({ metricName: "CPU" }), "INVALID_METRIC_NAME"],
    ["an operator that is none", withMetric({ operator: "ABOVE" }), "INVALID_OPERATOR_FOR_EVENT_TYPE"],
    ["a unit that is none", withMetric({ units: "PERCENT" }), "UNITS_MISMATCH"],
    ["a total", withMetric({ mode: "TOTAL" }), "TOTAL_MODE_DEPRECATED"],
    ["nobody to tell", to(), "MISSING_NOTIFICATIONS"],
    ["a message every minute", to({ ...email, intervalMin: 1 }), "NOTIFICATION_INTERVAL_OUT_OF_RANGE"],
    ["an e-mail to nobody", to({ typeName: "EMAIL" }), "INVALID_EMAIL_ADDRESS"],
    ["a webhook without a URL", to({ typeName: "WEBHOOK" }), "WEBHOOK_URL_NOT_SET"],
    ["a webhook without a whole URL", to({ typeName: "WEBHOOK", webhookUrl: "events" }), "INVALID_URL"],
    ["a short key", to({ typeName: "PAGER_DUTY", serviceKey: "key" }), "INVALID_PAGER_DUTY_SERVICE_KEY"],
    ["no key", to({ typeName: "OPS_GENIE" }), "MISSING_ATTRIBUTE"],
    ["a group without a way to it", to({ typeName: "GROUP" }), "EMAIL_OR_SMS_REQUIRED_FOR_GROUP_NOTIFICATION"],
    [
      "two groups",
      to(...[1, 2].map(() => ({ typeName: "GROUP", emailEnabled: true }))),
      "TOO_MANY_GROUP_NOTIFICATIONS",
    ],
    ["a way that is none", to({ typeName: "PIGEON" }), "UNSUPPORTED_NOTIFICATION_TYPE"],
  ])("are refused for %s", (_, fault, code) => {
    const account = new AtlasAccount();
    expect(codeOf(() => account.create("AlertConfiguration", { ...alert, ...fault }))).toBe(code);
    expect(account.create("AlertConfiguration", alert).state).toMatchObject({ enabled: false });
  });

  it("do not repeat a webhook in their refusal", () => {
    const notifications = [{ typeName: "WEBHOOK", webhookUrl: "a-key-without-a-scheme" }];
    expect(() => new AtlasAccount().create("AlertConfiguration", { ...alert, notifications })).not.toThrow("a-key");
  });
});
