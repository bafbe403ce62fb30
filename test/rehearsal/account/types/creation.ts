import { everythingDone } from "../../../../rehearsal/account/resource-type";
import type { AccountView, Creation, KeptResource, WireObject } from "../../../../rehearsal/account/resource-type";

/** An account that holds the given resources, each written as `[type, id, state]`. */
export function accountWith(...resources: readonly (readonly [string, string, WireObject])[]): AccountView {
  const kept: KeptResource[] = resources.map(([type, id, state]) => ({ urn: `urn:${id}`, type, id, state }));
  const list = (type: string) => kept.filter((resource) => resource.type === type);
  return {
    accountId: "000000000000",
    region: "eu-west-1",
    outside: everythingDone,
    list,
    find: (type, property, value) =>
      list(type).find((resource) => (property === "id" ? resource.id : resource.state[property]) === value),
  };
}

/** A resource while it is being created in an account: in an empty one, unless another is given. */
export function creationOf<Args>(inputs: object, account: AccountView = accountWith(), name = "name"): Creation<Args> {
  return {
    inputs: inputs,
    name,
    id: "",
    account,
    hex: (length) => "0".repeat(length),
    arn: (service, resource) => `arn:aws:${service}:eu-west-1:000000000000:${resource}`,
  };
}
