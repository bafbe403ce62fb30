import { MadeNotWell, askableFaults, readFault } from "../../../rehearsal/account/asked-faults";
import { AccountRefusal } from "../../../rehearsal/account/refusal";
import type { WireObject } from "../../../rehearsal/account/resource-type";
import { Store } from "../../../rehearsal/account/store";
import { resourceTypes } from "../../../rehearsal/account/types";
import { WatchedAccount } from "../../../rehearsal/account/watched-account";

const configuration = { region: "eu-west-1", defaultTags: {} };

function accountWith(fault: string): WatchedAccount {
  const account = new WatchedAccount(new Store(undefined), resourceTypes, {});
  account.faults = [readFault(fault)];
  return account;
}

function created(account: WatchedAccount, type: string, inputs: WireObject): unknown {
  try {
    return account.create(type, `urn:pulumi:s::p::${type}::n`, inputs, false, configuration).id;
  } catch (error) {
    return error;
  }
}

describe("a fault that is asked for", () => {
  it.each(askableFaults)("is read: %s", (written) => {
    expect(readFault(written.replace("<name>", "api")).name).toBe("api");
  });

  it("is refused when it is none, with those there are", () => {
    expect(() => readFault("the moon falls down")).toThrow(/use one of: ecs service <name> never steady;/);
  });

  it("leaves a certificate that is not issued unmade", () => {
    const account = accountWith("certificate api.example.org not issued");
    const certificate = created(account, "aws:acm/certificate:Certificate", {
      domainName: "api.example.org",
      validationMethod: "DNS",
    });
    const type = "aws:acm/certificateValidation:CertificateValidation";
    const error = created(account, type, { certificateArn: certificate as string });
    expect(error).toBeInstanceOf(AccountRefusal);
    expect((error as Error).message).toContain("waiting for ACM Certificate (api.example.org) to be issued: timeout");
    expect(account.store.list(type)).toEqual([]);
  });

  it("leaves a service that is never steady made, and says which", () => {
    const account = accountWith("ecs service api never steady");
    const type = "aws:ecs/service:Service";
    const cluster = created(account, "aws:ecs/cluster:Cluster", { name: "services" }) as string;
    const error = created(account, type, { name: "clinic-api", cluster, desiredCount: 2 });
    expect(error).toBeInstanceOf(MadeNotWell);
    expect((error as MadeNotWell).id).toBe(account.store.list(type)[0]?.id);
    expect(created(account, type, { name: "clinic-worker", cluster, desiredCount: 2 })).toMatch(/clinic-worker$/);
  });
});
