import { Account } from "../../../../rehearsal/account/account";
import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { Store } from "../../../../rehearsal/account/store";
import { withoutEnvelopes } from "../../../../rehearsal/account/wire";
import { atlas } from "../../../../rehearsal/account/types/atlas/atlas";
import type { Created } from "./data-account";

/** What a provider of Atlas is configured with: no region, so that the account falls back to one that is not the stage's. */
const configuration = { region: "us-east-1", defaultTags: {} };

/** Short for `mongodbatlas:index/project:Project`. */
export function token(type: string): string {
  return `mongodbatlas:index/${type.charAt(0).toLowerCase()}${type.slice(1)}:${type}`;
}

export const organizationId = "aaaaaaaaaaaaaaaaaaaaaaaa";

/** A cluster that Atlas takes, for changing one thing at a time. */
export const cluster: WireObject = {
  name: "staging-patients",
  clusterType: "REPLICASET",
  backupEnabled: true,
  pitEnabled: true,
  replicationSpecs: [
    {
      regionConfigs: [
        {
          providerName: "AWS",
          regionName: "EU_WEST_1",
          priority: 7,
          electableSpecs: { instanceSize: "M10", nodeCount: 3 },
        },
      ],
    },
  ],
};

/** A cluster whose only region has these settings besides. */
export function clusterWith(region: WireObject): WireObject {
  const plain = { providerName: "AWS", regionName: "EU_WEST_1", priority: 7 };
  const specs = { electableSpecs: { instanceSize: "M20", nodeCount: 3 } };
  return { ...cluster, replicationSpecs: [{ regionConfigs: [{ ...plain, ...specs, ...region }] }] };
}

/** A schedule that Atlas takes. */
export const schedule: WireObject = {
  clusterName: "staging-patients",
  policyItemHourly: { frequencyInterval: 6, retentionUnit: "days", retentionValue: 7 },
  policyItemDaily: { frequencyInterval: 1, retentionUnit: "days", retentionValue: 30 },
  restoreWindowDays: 7,
};

/** Atlas in memory, with one project, beside an AWS account of eu-west-1. */
export class AtlasAccount {
  readonly #account: Account;
  readonly #store = new Store();
  #count = 0;
  /** The id of the project that everything is created in, unless another is given. */
  readonly projectId: string;

  constructor() {
    this.#account = new Account(this.#store, atlas, {});
    this.projectId = this.create("Project", { name: "staging-doctor-system", orgId: organizationId }).id;
  }

  create(type: string, inputs: WireObject): Created {
    const { id, state } = this.#account.create(token(type), this.#urn(type), this.#given(inputs), false, configuration);
    return { id, state: withoutEnvelopes(state) as WireObject };
  }

  /** The outputs as they travel, secrets in their envelopes. */
  wire(type: string, inputs: WireObject): WireObject {
    return this.#account.create(token(type), this.#urn(type), this.#given(inputs), false, configuration).state;
  }

  update(type: string, { id, state }: Created, olds: WireObject, news: WireObject): WireObject {
    const [before, after] = [this.#given(olds), this.#given(news)];
    return this.#account.update(token(type), this.#urn(type), id, state, before, after, false, configuration);
  }

  delete(type: string, { id, state }: Created): void {
    this.#account.delete(token(type), id, configuration, state);
  }

  /** Whether a change of the inputs replaces the resource. */
  replaces(type: string, olds: WireObject, news: WireObject): boolean {
    const difference = this.#account.diff(token(type), this.#given(olds), this.#given(news), []);
    return difference.changes.some(({ replaces }) => replaces);
  }

  /** A resource of AWS that stands in the stage's region. */
  putAws(type: string, id: string, state: WireObject): void {
    this.#store.put({ urn: this.#urn(type), type, id, state: { ...state, region: "eu-west-1" } });
  }

  /** How many resources stand, those of AWS included. */
  get size(): number {
    return this.#store.size;
  }

  #given(inputs: WireObject): WireObject {
    return "orgId" in inputs || "projectId" in inputs ? inputs : { projectId: this.projectId, ...inputs };
  }

  #urn(type: string): string {
    return `urn:pulumi:staging::care-platform::${type}::resource-${++this.#count}`;
  }
}
