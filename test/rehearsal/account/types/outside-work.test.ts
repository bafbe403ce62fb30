import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { refusalOf, ServiceAccount } from "./service-account";

const pushed = "000000000000.dkr.ecr.eu-west-1.amazonaws.com/staging/system:v1.2.3";

/** A cluster and a task of this image, and what becomes of a service of it. */
function serviceOf(image: string, work: { readonly imagesPushed: boolean }) {
  const account = new ServiceAccount();
  account.outside = { domainsDelegated: true, ...work };
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
    networkConfiguration: { subnets: ["subnet-a"], securityGroups: ["sg-1"], assignPublicIp: false },
  };
  return (changes: WireObject = {}) =>
    refusalOf(() => account.create("aws:ecs/service:Service", { ...service, ...changes }));
}

describe("a service that is waited for", () => {
  it("never becomes steady before its image is pushed to this account", () => {
    expect(serviceOf(pushed, { imagesPushed: false })()).toBe("CannotPullContainerError");
    expect(serviceOf(pushed, { imagesPushed: true })()).toBe("accepted");
  });

  it("needs no push for an image of another registry, without tasks, or where nobody waits", () => {
    expect(serviceOf("public.ecr.aws/docker/library/node:24", { imagesPushed: false })()).toBe("accepted");
    expect(serviceOf(pushed, { imagesPushed: false })({ desiredCount: 0 })).toBe("accepted");
    expect(serviceOf(pushed, { imagesPushed: false })({ waitForSteadyState: false })).toBe("accepted");
  });
});

describe("the wait for a certificate", () => {
  it.each([
    [false, "CertificateValidationTimeout"],
    [true, "accepted"],
  ])("with the domain delegated: %s, ends with: %s", (domainsDelegated, outcome) => {
    const account = new ServiceAccount();
    account.outside = { imagesPushed: true, domainsDelegated };
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
