import { Account } from "../../../../rehearsal/account/account";
import { pendingChanges, type PendingChange, restartInWords, settle } from "../../../../rehearsal/account/pending";
import type { AccountRefusal } from "../../../../rehearsal/account/refusal";
import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { Store } from "../../../../rehearsal/account/store";
import { withoutEnvelopes } from "../../../../rehearsal/account/wire";
import { elasticache } from "../../../../rehearsal/account/types/data/elasticache";
import { random } from "../../../../rehearsal/account/types/random/random";
import { rds } from "../../../../rehearsal/account/types/data/rds";
import { secretsmanager } from "../../../../rehearsal/account/types/security/secretsmanager";
import { tls } from "../../../../rehearsal/account/types/random/tls";

const configuration = { region: "eu-west-1", defaultTags: {} };

/** What a resource looks like to a program: its id and its outputs, secrets opened. */
export interface Created {
  readonly id: string;
  readonly state: WireObject;
}

/** An account in memory with the data services, and around them two subnets, a group, a key, a role and a topic. */
export class DataAccount {
  readonly #account: Account;
  readonly #store = new Store();
  #count = 0;

  /** `now` is the account's clock. */
  constructor(now?: () => Date) {
    const types = { ...rds, ...elasticache, ...secretsmanager, ...random, ...tls };
    this.#account = new Account(this.#store, types, {}, {}, now);
    this.#put("aws:ec2/subnet:Subnet", "subnet-0000000a", { vpcId: "vpc-00000001", availabilityZone: "eu-west-1a" });
    this.#put("aws:ec2/subnet:Subnet", "subnet-000000a2", { vpcId: "vpc-00000001", availabilityZone: "eu-west-1a" });
    this.#put("aws:ec2/subnet:Subnet", "subnet-0000000b", { vpcId: "vpc-00000001", availabilityZone: "eu-west-1b" });
    this.#put("aws:ec2/subnet:Subnet", "subnet-000000ee", { vpcId: "vpc-00000002", availabilityZone: "eu-west-1b" });
    this.#put("aws:ec2/subnet:Subnet", "subnet-00000eec", { vpcId: "vpc-00000002", availabilityZone: "eu-west-1c" });
    this.#put("aws:ec2/securityGroup:SecurityGroup", "sg-00000001", {});
    this.#put("aws:kms/key:Key", "key-1", { arn: "arn:aws:kms:eu-west-1:000000000000:key/k" });
    this.#put("aws:iam/role:Role", "monitoring", { arn: "arn:monitoring" });
    this.#put("aws:sns/topic:Topic", "arn:topic", { arn: "arn:topic" });
    this.#put("aws:sns/topic:Topic", "arn:encrypted", {
      arn: "arn:encrypted",
      kmsMasterKeyId: "arn:aws:kms:eu-west-1:000000000000:key/k",
    });
    this.#put("aws:cloudwatch/logGroup:LogGroup", "log", { name: "log" });
  }

  create(type: string, inputs: WireObject): Created {
    const { id, state } = this.#account.create(type, this.#urn(type), inputs, false, configuration);
    return { id, state: withoutEnvelopes(state) as WireObject };
  }

  /** The outputs as they travel, secrets in their envelopes. */
  wire(type: string, inputs: WireObject): WireObject {
    return this.#account.create(type, this.#urn(type), inputs, false, configuration).state;
  }

  preview(type: string, inputs: WireObject): WireObject {
    return this.#account.create(type, this.#urn(type), inputs, true, configuration).state;
  }

  /** Changes a resource in place, as the engine does with what the last deployment was given. */
  update(type: string, { id, state }: Created, olds: WireObject, news: WireObject): WireObject {
    const urn = this.#store.get(type, id)?.urn ?? "";
    const changed = this.#account.update(type, urn, id, state, olds, news, false, configuration);
    return withoutEnvelopes(changed) as WireObject;
  }

  /** The names of the inputs whose change the provider sees. */
  changes(type: string, olds: WireObject, news: WireObject): string[] {
    return this.#account.diff(type, olds, news, []).changes.map(({ property }) => property);
  }

  /** What the account has of a resource by now. */
  stateOf(type: string, id: string): WireObject {
    return this.#store.get(type, id)?.state ?? {};
  }

  /** What a resource waits for. */
  pendingOf(type: string, id: string): readonly PendingChange[] {
    const resource = this.#store.get(type, id);
    return resource === undefined ? [] : pendingChanges(resource);
  }

  /** What the account warns of after a change that counts only once something is restarted. */
  restartOf(type: string, id: string): readonly string[] {
    const resource = this.#store.get(type, id);
    return resource === undefined ? [] : restartInWords(resource);
  }

  /** What Read tells the engine of a resource. */
  read(type: string, id: string): WireObject | undefined {
    return this.#account.read(type, id, {}, configuration)?.state;
  }

  /** Starts the account anew at a time. */
  startAt(now: Date): void {
    settle(this.#store, now);
  }

  delete(type: string, { id }: Created): void {
    this.#account.delete(type, id, configuration);
  }

  /** Whether a change of the inputs replaces the resource. */
  replaces(type: string, olds: WireObject, news: WireObject): boolean {
    return this.#account.diff(type, olds, news, []).changes.some(({ replaces }) => replaces);
  }

  /** How many resources stand, those around included. */
  get size(): number {
    return this.#store.size;
  }

  #put(type: string, id: string, state: WireObject): void {
    this.#store.put({ urn: this.#urn(type), type, id, state: { ...state, region: "eu-west-1" } });
  }

  #urn(type: string): string {
    return `urn:pulumi:staging::care-platform::${type}::resource-${++this.#count}`;
  }
}

/** AWS's code for what the action was refused with; "accepted" when it was not. */
export function codeOf(action: () => unknown): string {
  try {
    action();
    return "accepted";
  } catch (error) {
    return (error as AccountRefusal).code;
  }
}
