import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { fullName } from "../../../../rehearsal/account/types/edge/route53-names";
import { ServiceAccount, refusalOf } from "./service-account";
import type { Created } from "./service-account";

const loadBalancerType = "aws:lb/loadBalancer:LoadBalancer";
const targetGroupType = "aws:lb/targetGroup:TargetGroup";
const listenerType = "aws:lb/listener:Listener";
const ruleType = "aws:lb/listenerRule:ListenerRule";
const certificateType = "aws:acm/certificate:Certificate";
const zoneType = "aws:route53/zone:Zone";
const recordType = "aws:route53/record:Record";

const balancer = { name: "edge", subnets: ["subnet-0000000a", "subnet-0000000b"], securityGroups: ["sg-00000001"] };
const group = { name: "targets", port: 4000, protocol: "HTTP", vpcId: "vpc-00000001", targetType: "ip" };

/** The record by which a certificate is proved. */
function proof(certificate: Created, zoneId: string): WireObject {
  const [option] = certificate.state.domainValidationOptions as WireObject[];
  return {
    zoneId,
    name: option?.resourceRecordName,
    type: option?.resourceRecordType,
    records: [option?.resourceRecordValue],
    ttl: 300,
  };
}

describe("a load balancer", () => {
  it("has AWS's shapes of ARN, suffix and DNS name", () => {
    const { id, state } = new ServiceAccount().create(loadBalancerType, balancer);
    expect(id).toMatch(/^arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer\/app\/edge\/[0-9a-f]{16}$/);
    expect(state.arnSuffix).toMatch(/^app\/edge\/[0-9a-f]{16}$/);
    expect(state.dnsName).toMatch(/^edge-\d+\.eu-west-1\.elb\.amazonaws\.com$/);
    expect(state.vpcId).toBe("vpc-00000001");
    expect(state.zoneId).toBe("Z32O12XQLNTSW2");
  });

  it.each<[string, WireObject, string]>([
    ["one zone", { ...balancer, subnets: ["subnet-0000000a"] }, "ValidationError"],
    ["one zone twice", { ...balancer, subnets: ["subnet-0000000a", "subnet-000000a2"] }, "InvalidConfigurationRequest"],
    ["a subnet that is not there", { ...balancer, subnets: ["subnet-0000000a", "subnet-0000dddd"] }, "SubnetNotFound"],
    ["a group that is not there", { ...balancer, securityGroups: ["sg-0000dddd"] }, "InvalidSecurityGroup"],
    ["logs it may write", { ...balancer, accessLogs: { bucket: "logs", enabled: true } }, "accepted"],
    [
      "logs it may not write",
      { ...balancer, accessLogs: { bucket: "closed", enabled: true } },
      "InvalidConfigurationRequest",
    ],
    ["an idle timeout too long", { ...balancer, idleTimeout: 4001 }, "ValidationError"],
  ])("%s", (_, inputs, code) => {
    expect(refusalOf(() => new ServiceAccount().create(loadBalancerType, inputs))).toBe(code);
  });

  it.each(["internal-edge", "-edge", "edge-", "ed_ge", "e".repeat(33)])("refuses the name %s", (name) => {
    expect(() => new ServiceAccount().create(loadBalancerType, { ...balancer, name })).toThrow(/name/);
  });

  it("keeps its name to itself, and itself while it is protected", () => {
    const account = new ServiceAccount();
    const created = account.create(loadBalancerType, { ...balancer, enableDeletionProtection: true });
    expect(refusalOf(() => account.create(loadBalancerType, balancer))).toBe("DuplicateLoadBalancerName");
    const remove = () =>
      refusalOf(() => {
        account.delete(loadBalancerType, created);
      });
    expect(remove()).toBe("OperationNotPermitted");
    account.update(loadBalancerType, created, { ...balancer, enableDeletionProtection: false });
    expect(remove()).toBe("accepted");
  });
});

describe("listeners and rules", () => {
  function standing() {
    const account = new ServiceAccount();
    const { id: loadBalancerArn } = account.create(loadBalancerType, balancer);
    const targets = account.create(targetGroupType, group);
    const forward = { type: "forward", targetGroupArn: targets.id };
    const http = { loadBalancerArn, port: 80, protocol: "HTTP", defaultActions: [forward] };
    return { account, loadBalancerArn, targets, forward, http };
  }

  it("take a port only once", () => {
    const { account, http } = standing();
    const created = account.create(listenerType, http);
    expect(created.id).toContain(":listener/app/edge/");
    expect(refusalOf(() => account.create(listenerType, http))).toBe("DuplicateListener");
    expect(refusalOf(() => account.update(listenerType, created, http))).toBe("accepted");
  });

  it("take a priority only once", () => {
    const { account, http, forward } = standing();
    const { id: listenerArn } = account.create(listenerType, http);
    const next = { listenerArn, actions: [forward], conditions: [{ hostHeader: { values: ["a"] } }] };
    const rule = { ...next, priority: 100 };
    account.create(ruleType, rule);
    expect(refusalOf(() => account.create(ruleType, rule))).toBe("PriorityInUse");
    expect(account.create(ruleType, next).state.priority).toBe(101);
  });

  it("hold the target group they forward to", () => {
    const { account, http, targets } = standing();
    const created = account.create(listenerType, http);
    expect(
      refusalOf(() => {
        account.delete(targetGroupType, targets);
      }),
    ).toBe("ResourceInUse");
    account.delete(listenerType, created);
    expect(
      refusalOf(() => {
        account.delete(targetGroupType, targets);
      }),
    ).toBe("accepted");
  });

  it("serve a certificate only when it is issued, by a policy that is known", () => {
    const { account, http } = standing();
    const zone = account.create(zoneType, { name: "example.org" });
    const certificate = account.create(certificateType, { domainName: "api.example.org", validationMethod: "DNS" });
    const https = { ...http, port: 443, protocol: "HTTPS", certificateArn: certificate.id };
    const create = (changes: WireObject = {}) =>
      refusalOf(() => account.create(listenerType, { ...https, ...changes }));
    expect(create({ certificateArn: undefined })).toBe("CertificateNotFound");
    expect(create({ certificateArn: "arn:aws:acm:eu-west-1:000000000000:certificate/other" })).toBe(
      "CertificateNotFound",
    );
    expect(create()).toBe("UnsupportedCertificate");
    const validation = { certificateArn: certificate.id };
    const wait = () =>
      refusalOf(() => account.create("aws:acm/certificateValidation:CertificateValidation", validation));
    expect(wait()).toBe("CertificateValidationTimeout");
    account.create(recordType, proof(certificate, zone.id));
    expect(wait()).toBe("accepted");
    expect(create({ sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2024-01" })).toBe("SSLPolicyNotFound");
    expect(create({ sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" })).toBe("accepted");
    expect(
      refusalOf(() => {
        account.delete(certificateType, certificate);
      }),
    ).toBe("ResourceInUseException");
  });

  it("are the same under the SDK's other spelling", () => {
    const account = new ServiceAccount();
    const { id } = account.create("aws:alb/loadBalancer:LoadBalancer", balancer);
    expect(
      refusalOf(() =>
        account.create(listenerType, {
          loadBalancerArn: id,
          port: 80,
          defaultActions: [{ type: "redirect", redirect: { statusCode: "HTTP_301" } }],
        }),
      ),
    ).toBe("accepted");
  });
});

describe("DNS", () => {
  const record = { name: "api.example.org", type: "A", ttl: 300, records: ["192.0.2.1"] };

  function zone() {
    const account = new ServiceAccount();
    const { id: zoneId, state } = account.create(zoneType, { name: "example.org" });
    return { account, zoneId, state };
  }

  it("gives a zone four name servers of four endings", () => {
    const servers = zone().state.nameServers as string[];
    expect(servers.map((server) => server.replace(/^ns-\d+\.awsdns-\d{2}\./, ""))).toEqual([
      "com",
      "net",
      "org",
      "co.uk",
    ]);
  });

  it.each([
    ["api", "api.example.org"],
    ["api.example.org.", "api.example.org"],
    ["", "example.org"],
    ["EXAMPLE.org", "example.org"],
    ["notexample.org", "notexample.org.example.org"],
  ])("completes %j to %s", (name, full) => {
    expect(fullName(name, "example.org.")).toBe(full);
  });

  it.each<[string, WireObject, string]>([
    ["a zone that is not there", { ...record, zoneId: "ZOTHER" }, "NoSuchHostedZone"],
    ["a name outside the zone", { ...record, name: "api.example.com." }, "InvalidChangeBatch"],
    ["neither alias nor values", { name: "api", type: "A" }, "refused by the provider"],
    ["values without a ttl", { name: "api", type: "A", records: ["192.0.2.1"] }, "InvalidChangeBatch"],
    [
      "both",
      { ...record, aliases: [{ name: "a", zoneId: "Z", evaluateTargetHealth: true }] },
      "refused by the provider",
    ],
    ["a CNAME at the top", { name: "example.org", type: "CNAME", ttl: 60, records: ["a"] }, "InvalidChangeBatch"],
  ])("refuses %s", (_, inputs, code) => {
    const { account, zoneId } = zone();
    expect(refusalOf(() => account.create(recordType, { zoneId, ...inputs }))).toBe(code);
  });

  it("takes a record only once, and a CNAME only alone", () => {
    const { account, zoneId } = zone();
    const create = (changes: WireObject) =>
      refusalOf(() => account.create(recordType, { ...record, zoneId, ...changes }));
    expect(create({})).toBe("accepted");
    expect(create({ name: "api" })).toBe("InvalidChangeBatch");
    expect(create({ type: "AAAA", records: ["2001:db8::1"] })).toBe("accepted");
    expect(create({ type: "CNAME", records: ["other"] })).toBe("InvalidChangeBatch");
  });

  it("keeps a zone while it has records", () => {
    const { account, zoneId } = zone();
    account.create(recordType, { ...record, zoneId });
    expect(
      refusalOf(() => {
        account.delete(zoneType, { id: zoneId });
      }),
    ).toBe("HostedZoneNotEmpty");
  });
});

describe("the web firewall", () => {
  const visibilityConfig = { metricName: "m", cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true };
  const acl = { name: "acl", scope: "REGIONAL", defaultAction: { allow: {} }, visibilityConfig };
  const rate = (changes: object = {}) => ({
    name: "rate",
    priority: 0,
    action: { block: {} },
    visibilityConfig,
    statement: { rateBasedStatement: { limit: 200, evaluationWindowSec: 600, aggregateKeyType: "IP", ...changes } },
  });
  const none = (kind: "andStatement" | "orStatement", statements: object[]) => ({
    notStatement: { statement: { [kind]: { statements } } },
  });
  const create = (inputs: object) =>
    refusalOf(() => new ServiceAccount().create("aws:wafv2/webAcl:WebAcl", { ...acl, ...inputs }));

  it.each<[string, object, string]>([
    ["a rate rule", { rules: [rate()] }, "accepted"],
    ["a rate below 10", { rules: [rate({ limit: 9 })] }, "WAFInvalidParameterException"],
    ["a window of 15 minutes", { rules: [rate({ evaluationWindowSec: 900 })] }, "WAFInvalidParameterException"],
    ["a priority twice", { rules: [rate(), { ...rate(), name: "b" }] }, "WAFInvalidParameterException"],
    ["a rule without an action", { rules: [{ ...rate(), action: undefined }] }, "WAFInvalidParameterException"],
    [
      "an OR of one",
      { rules: [rate({ scopeDownStatement: none("orStatement", [{}]) })] },
      "WAFInvalidParameterException",
    ],
    [
      "an AND of none",
      { rules: [rate({ scopeDownStatement: none("andStatement", []) })] },
      "WAFInvalidParameterException",
    ],
    ["an OR of two", { rules: [rate({ scopeDownStatement: none("orStatement", [{}, {}]) })] }, "accepted"],
    ["another scope", { scope: "GLOBAL" }, "WAFInvalidParameterException"],
  ])("%s", (_, inputs, code) => {
    expect(create(inputs)).toBe(code);
  });

  it("logs to a destination of the right name only, and stays while it guards something", () => {
    const account = new ServiceAccount();
    const webAcl = account.create("aws:wafv2/webAcl:WebAcl", acl);
    expect(webAcl.state.arn).toMatch(/:regional\/webacl\/acl\/[0-9a-f-]{36}$/);
    const logTo = (name: string) => {
      const arn = `arn:aws:logs:eu-west-1:000000000000:log-group:${name}`;
      account.put("aws:cloudwatch/logGroup:LogGroup", name, { name, arn });
      return refusalOf(() =>
        account.create("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", {
          resourceArn: webAcl.state.arn,
          logDestinationConfigs: [arn],
        }),
      );
    };
    expect(logTo("firewall")).toBe("WAFInvalidParameterException");
    expect(logTo("aws-waf-logs-firewall")).toBe("accepted");
    const guarded = account.create(loadBalancerType, balancer);
    account.create("aws:wafv2/webAclAssociation:WebAclAssociation", {
      webAclArn: webAcl.state.arn,
      resourceArn: guarded.id,
    });
    expect(
      refusalOf(() => {
        account.delete("aws:wafv2/webAcl:WebAcl", webAcl);
      }),
    ).toBe("WAFAssociatedItemException");
  });
});
