import { Account } from "../../../../rehearsal/account/account";
import type { CheckFailure } from "../../../../rehearsal/account/checks/check-failure";
import { AccountRefusal } from "../../../../rehearsal/account/refusal";
import type { AccountView, OutsideWork, WireObject } from "../../../../rehearsal/account/resource-type";
import { Store } from "../../../../rehearsal/account/store";
import { resourceTypes } from "../../../../rehearsal/account/types/index";
import { withoutEnvelopes } from "../../../../rehearsal/account/wire";

const configuration = { region: "eu-west-1", defaultTags: {} };

/** What a resource looks like to a program: its id and its outputs. */
export interface Created {
  readonly id: string;
  readonly state: WireObject;
}

/** The inputs were refused by themselves, before anything was to be created. */
class RefusedInCheck extends Error {
  constructor({ property, reason }: CheckFailure) {
    super(`${property}: ${reason}`);
  }

  /** AWS's code, where the reason begins with one; the provider's validators have none. */
  get code(): string {
    return /: ([A-Z]\w+): /.exec(this.message)?.[1] ?? "refused by the provider";
  }
}

/** An account in memory with every type, and in it what a service needs around it: network, log, role, secret, bucket. */
export class ServiceAccount {
  readonly #store = new Store();
  readonly #account = new Account(this.#store, resourceTypes, {}, {}, () => new Date("2026-11-28"));
  #count = 0;

  constructor() {
    this.put("aws:ec2/vpc:Vpc", "vpc-00000001", {});
    this.put("aws:ec2/internetGateway:InternetGateway", "igw-00000001", { vpcId: "vpc-00000001" });
    this.put("aws:ec2/subnet:Subnet", "subnet-0000000a", { vpcId: "vpc-00000001", availabilityZone: "eu-west-1a" });
    this.put("aws:ec2/subnet:Subnet", "subnet-000000a2", { vpcId: "vpc-00000001", availabilityZone: "eu-west-1a" });
    this.put("aws:ec2/subnet:Subnet", "subnet-0000000b", { vpcId: "vpc-00000001", availabilityZone: "eu-west-1b" });
    this.put("aws:ec2/securityGroup:SecurityGroup", "sg-00000001", {});
    this.put("aws:iam/role:Role", "role", { arn: "arn:aws:iam::000000000000:role/role" });
    this.put("aws:cloudwatch/logGroup:LogGroup", "/staging/system/api", { name: "/staging/system/api" });
    this.put("aws:secretsmanager/secret:Secret", secretArn, { arn: secretArn });
    this.put("aws:secretsmanager/secretVersion:SecretVersion", "version", {
      secretId: secretArn,
      versionId: "v-1",
      versionStages: ["AWSCURRENT"],
    });
    this.put("aws:s3/bucket:Bucket", "logs", { bucket: "logs" });
    this.put("aws:s3/bucketPolicy:BucketPolicy", "logs", { bucket: "logs" });
    this.put("aws:s3/bucket:Bucket", "closed", { bucket: "closed" });
    this.put("aws:sns/topic:Topic", "arn:aws:sns:eu-west-1:000000000000:warning", {
      arn: "arn:aws:sns:eu-west-1:000000000000:warning",
    });
  }

  /** What people have done beside the program. */
  set outside(work: OutsideWork) {
    this.#account.outside = work;
  }

  put(type: string, id: string, state: WireObject): void {
    this.#store.put({ urn: `urn:${id}`, type, id, state });
  }

  create(type: string, inputs: WireObject): Created {
    const urn = `urn:${++this.#count}`;
    const checked = this.#account.check(type, "logical", {}, inputs, urn, configuration);
    const [failure] = checked.failures;
    if (failure) throw new RefusedInCheck(failure);
    const { id, state } = this.#account.create(type, urn, checked.inputs, false, configuration);
    return { id, state: withoutEnvelopes(state) as WireObject };
  }

  update(type: string, created: Created, inputs: WireObject): WireObject {
    const { id, state } = created;
    return this.#account.update(type, "urn", id, state, state, inputs, false, configuration);
  }

  delete(type: string, { id }: Pick<Created, "id">): void {
    this.#account.delete(type, id, configuration);
  }

  /** What the rules of a type see. */
  get view(): AccountView {
    return this.#account.view(configuration);
  }
}

/** The ARN of the one secret the account holds, in version `v-1`. */
export const secretArn = "arn:aws:secretsmanager:eu-west-1:000000000000:secret:staging/system/DATABASE_URL-AbCdEf";

/** The vendor's error code with which something is refused; "accepted" when nothing is. */
export function refusalOf(action: () => unknown): string {
  try {
    action();
    return "accepted";
  } catch (error) {
    if (error instanceof AccountRefusal) return error.code;
    if (error instanceof RefusedInCheck) return error.code;
    throw error;
  }
}
