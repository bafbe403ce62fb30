import { everythingDone, type Missing, type WireObject } from "../../../../rehearsal/account/resource-type";
import { refusalOf, ServiceAccount } from "./service-account";

const pushed = "000000000000.dkr.ecr.eu-west-1.amazonaws.com/staging/system:v1.2.3";

/** A cluster and a task of this image, and what becomes of a service of it. */
function serviceOf(image: string, imagesMissing: Missing) {
  const account = new ServiceAccount();
  account.outside = { ...everythingDone, imagesMissing };
  const cluster = account.create("aws:ecs/cluster:Cluster", { name: "cluster" });
  const task = account.create("aws:ecs/taskDefinition:TaskDefinition", {
    family: "system-api",
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: "256",
    memory: "512",
    executionRoleArn: "arn:aws:iam::000000000000:role/role",
    containerDefinitions: JSON.stringify([{ name: "api", image }]),
  });
  const service: WireObject = {
    name: "api",
    cluster: cluster.id,
    taskDefinition: task.id,
    desiredCount: 2,
    launchType: "FARGATE",
    waitForSteadyState: true,
    networkConfiguration: { subnets: ["subnet-0000000a"], securityGroups: ["sg-00000001"], assignPublicIp: false },
  };
  return (changes: WireObject = {}) =>
    refusalOf(() => account.create("aws:ecs/service:Service", { ...service, ...changes }));
}

describe("a service that is waited for", () => {
  it.each<[string, Missing]>([
    ["no image was pushed", "all"],
    ["its repository is empty", ["staging/other", "staging/system"]],
    ["its tag was not pushed", ["staging/system:v1.2.3"]],
  ])("never becomes steady while %s", (_, missing) => {
    expect(serviceOf(pushed, missing)()).toBe("CannotPullContainerError");
    expect(serviceOf(pushed.replace(":v1.2.3", "@sha256:00"), missing)()).toBe(
      missing.includes("staging/system:v1.2.3") ? "accepted" : "CannotPullContainerError",
    );
  });

  it("needs only its own image", () => {
    for (const missing of [[], ["staging/other"], ["staging/system-2"], ["staging/system:v1.2.4"]]) {
      expect(serviceOf(pushed, missing)()).toBe("accepted");
    }
  });

  it("needs no push for an image of another registry, without tasks, or where nobody waits", () => {
    expect(serviceOf("public.ecr.aws/docker/library/node:24", "all")()).toBe("accepted");
    expect(serviceOf(pushed, "all")({ desiredCount: 0 })).toBe("accepted");
    expect(serviceOf(pushed, "all")({ waitForSteadyState: false })).toBe("accepted");
  });
});

describe("the wait for a certificate", () => {
  it.each<[Missing, string]>([
    ["all", "CertificateValidationTimeout"],
    [["example.org"], "CertificateValidationTimeout"],
    [["other.example", "example.org"], "CertificateValidationTimeout"],
    [["other.example", "ample.org"], "accepted"],
    [[], "accepted"],
  ])("with the delegations missing: %j, ends with: %s", (delegationsMissing, outcome) => {
    const account = new ServiceAccount();
    account.outside = { ...everythingDone, delegationsMissing };
    const zone = account.create("aws:route53/zone:Zone", { name: "example.org" });
    const certificate = account.create("aws:acm/certificate:Certificate", {
      domainName: "api.example.org",
      validationMethod: "DNS",
    });
    const [option] = certificate.state.domainValidationOptions as unknown as readonly Record<string, string>[];
    account.create("aws:route53/record:Record", {
      zoneId: zone.id,
      name: option?.resourceRecordName ?? "",
      type: option?.resourceRecordType ?? "",
      records: [option?.resourceRecordValue ?? ""],
      ttl: 300,
    });
    const wait = () =>
      account.create("aws:acm/certificateValidation:CertificateValidation", { certificateArn: certificate.id });
    expect(refusalOf(wait)).toBe(outcome);
  });
});
