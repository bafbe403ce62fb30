import type { MedPlatform } from "../../stacks/med-platform/med-platform";
import { register } from "../components/mocks";
import type { Properties, Registered } from "../components/mocks";
import { settingsOfThree } from "../settings/three-systems";
import { build, container, revealed } from "./med-platform";

let account: Registered<MedPlatform>;

beforeAll(async () => {
  account = await register(build("production"), { stack: "production" });
});

describe("med-platform in production", () => {
  const distribution = () => account.only("aws:cloudfront/distribution:Distribution").inputs;

  it("listens with TLS on 443, under validated certificates of its domain (MP-NGX-05, MP-NGX-08)", () => {
    const { domain } = settingsOfThree("production").medPlatform;
    const certificates = account.ofType("aws:acm/certificate:Certificate").map(({ inputs }) => inputs);
    expect(certificates.map(({ domainName, validationMethod }) => [domainName, validationMethod])).toEqual([
      [domain, "DNS"],
      [domain, "DNS"],
    ]);
    expect(account.ofType("aws:acm/certificateValidation:CertificateValidation")).toHaveLength(2);
    expect(account.named("med-platform-https", "aws:lb/listener:Listener").inputs).toMatchObject({
      port: 443,
      protocol: "HTTPS",
      certificateArn: expect.stringMatching(/./) as string,
    });
    expect(distribution().viewerCertificate).toMatchObject({ acmCertificateArn: expect.stringMatching(/./) as string });
  });

  it("gives the index document at its root (MP-NGX-12)", () => {
    expect(distribution().defaultRootObject).toBe("index.html");
  });

  it("speaks to the API over HTTPS with host, upgrade and forwarding headers (MP-NGX-15, MP-NGX-16, MP-NGX-19)", () => {
    const origins = revealed(distribution().origins) as { originId: string; customOriginConfig?: Properties }[];
    expect(origins.find(({ originId }) => originId === "api")?.customOriginConfig).toMatchObject({
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
    });
    const behaviours = distribution().orderedCacheBehaviors as Properties[];
    const ofApi = behaviours.find(({ pathPattern }) => pathPattern === "/api/*");
    // AllViewer: every header, Host and Upgrade among them (CloudFront, managed origin request policies).
    expect(ofApi?.originRequestPolicyId).toBe("216adef6-5c7f-47e4-b989-5492eafa07d3");
    expect(account.only("aws:lb/loadBalancer:LoadBalancer").inputs).toMatchObject({
      preserveHostHeader: true,
      xffHeaderProcessingMode: "append",
    });
  });

  it("leaves the pause before a restart to ECS, which starts every failed task again (MP-SVC-08)", () => {
    const api = container("api", account);
    expect(api).toMatchObject({ essential: true });
    expect(api).not.toHaveProperty("restartPolicy");
    expect(account.named("med-platform-api-service", "aws:ecs/service:Service").inputs.desiredCount).toBe(2);
  });

  it("has a database whose backups are taken every night and kept thirty days (MP-DR-03)", () => {
    const { inputs } = account.only("aws:rds/instance:Instance");
    expect(inputs).toMatchObject({ backupRetentionPeriod: 30, tags: { backup: "nightly" } });
    const nightly = account
      .ofType("aws:backup/selection:Selection")
      .filter(({ inputs: { conditions } }) => JSON.stringify(conditions).includes('"nightly"'));
    expect(nightly).toHaveLength(1);
  });
});
