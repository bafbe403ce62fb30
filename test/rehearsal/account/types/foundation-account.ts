import { Account } from "../../../../rehearsal/account/account";
import type { ResourceTypes, WireObject } from "../../../../rehearsal/account/resource-type";
import { Store } from "../../../../rehearsal/account/store";
import { backup } from "../../../../rehearsal/account/types/data/backup";
import { ec2 } from "../../../../rehearsal/account/types/network/ec2";
import { ecr } from "../../../../rehearsal/account/types/compute/ecr";
import { iam } from "../../../../rehearsal/account/types/security/iam";
import { kms } from "../../../../rehearsal/account/types/security/kms";
import { logs } from "../../../../rehearsal/account/types/observability/logs";
import { s3 } from "../../../../rehearsal/account/types/data/s3";
import { sns } from "../../../../rehearsal/account/types/observability/sns";
import { withoutEnvelopes } from "../../../../rehearsal/account/wire";

const configuration = { region: "eu-west-1", defaultTags: {} };

/** The types of everything a foundation is made of. */
export const foundationTypes: ResourceTypes = { ...backup, ...ec2, ...ecr, ...iam, ...kms, ...logs, ...s3, ...sns };

/** A resource as a program sees it, its outputs and its id in one. */
export type Made = WireObject & { readonly id: string };

/** An empty account in memory that knows what a foundation is made of. */
export class FoundationAccount {
  readonly #account = new Account(new Store(), foundationTypes, {});
  #count = 0;

  create(type: string, inputs: WireObject): Made {
    const urn = `urn:pulumi:staging::care-platform::${type}::resource-${++this.#count}`;
    const { id, state } = this.#account.create(type, urn, inputs, false, configuration);
    return { ...(withoutEnvelopes(state) as WireObject), id };
  }

  delete(type: string, { id }: Made): void {
    this.#account.delete(type, id, configuration);
  }

  /** What is wrong with the inputs before anything is created, in words. */
  faults(type: string, inputs: WireObject): string[] {
    const { failures } = this.#account.check(type, "name", {}, inputs, "0123456789", configuration);
    return failures.map(({ reason }) => reason);
  }
}
