import type * as pulumi from "@pulumi/pulumi";
import type { Read } from "./read/read";
import type { WireObject, WireValue } from "./wire-value";

export type { WireObject, WireValue } from "./wire-value";

/** The plain form of an SDK `Args` or `State` type: what is left of it on the wire, every property optional. */
export type Plain<T> = { readonly [K in keyof T]?: pulumi.Unwrap<NonNullable<T[K]>> };

/** One resource the account keeps, whatever its type. */
export interface KeptResource {
  readonly urn: string;
  readonly type: string;
  readonly id: string;
  /** Inputs and computed outputs together, as the provider returned them. Secret values are kept only as digests. */
  readonly state: WireObject;
  /** What its digits are made from, so that an update makes the same ones again. */
  readonly seed?: string;
  /** The names of the inputs among its state: those the program gave and a name that was chosen for it. */
  readonly inputs?: readonly string[];
  /** What the account keeps for its own rules and tells nobody. */
  readonly notes?: WireObject;
}

/** Which of some things is missing: all of them, or those that are named. */
export type Missing = "all" | readonly string[];

/** What people do beside the program, and no resource shows. */
export interface OutsideWork {
  /** The images that were not pushed to this account: `staging/system` for every image of a repository, `staging/system:v1.2.3`. */
  readonly imagesMissing: Missing;
  /** The hosted zones that their parent domain does not delegate, by name. */
  readonly delegationsMissing: Missing;
}

/** Nothing that people do is missing. */
export const everythingDone: OutsideWork = { imagesMissing: [], delegationsMissing: [] };

/** What the account already holds in a region and in none, as the rules of a resource type may ask for it. */
export interface AccountView {
  /** What people have done beside the program. */
  readonly outside: OutsideWork;
  readonly accountId: string;
  readonly region: string;
  /** The resources of a type, in the order of their creation. */
  list(type: string): readonly KeptResource[];
  /** The first resource of `type` whose state has `value` at `property` (`"id"` is the resource's id). */
  find(type: string, property: string, value: WireValue): KeptResource | undefined;
}

/** A resource while it is being created: what its computed outputs are made from. */
export interface Creation<Args> {
  readonly inputs: Plain<Args>;
  /** The physical name: given by the program, or chosen by the account; empty for a type without names. */
  readonly name: string;
  /** Known to `computed`, empty while `id` itself is being made. */
  readonly id: string;
  readonly account: AccountView;
  /** Lower-case hexadecimal digits, different for each creation and each `purpose`: the tail of `vpc-0a1b…`. */
  readonly hex: (length: number, purpose?: string) => string;
  /** `arn:aws:<service>:<region>:<account>:<resource>`; pass `{ region: "" }` for global services, `{ account: "" }` for S3. */
  readonly arn: (service: string, resource: string, parts?: { region?: string; account?: string }) => string;
}

/** How the physical name of a resource is formed and what AWS refuses. */
export interface NameRule<Args> {
  /** The input that holds the name. */
  readonly property: keyof Args & string;
  /** The whole name must match; anchored by the account. */
  readonly pattern: RegExp;
  readonly minLength?: number;
  readonly maxLength: number;
  /** What a name may be, in words, for the error: "1 to 32 letters, digits and hyphens". */
  readonly allowed: string;
  /** Within what a name may be taken only once; "none" where AWS allows the same name twice. @default "account" */
  readonly uniqueIn?: "account" | "world" | "none" | (keyof Args & string);
  /** AWS's error code for a name that is taken. */
  readonly taken: string;
  /** How a name that the provider chooses must begin: `alias/`. @default "" */
  readonly beginsWith?: string;
  /** Set when the service treats names as case-insensitive and stores them in lower case. @default false */
  readonly lowerCase?: boolean;
  /** Set when a name is taken whatever its case, though the service keeps the case it was given: IAM. @default false */
  readonly anyCase?: boolean;
}

/** An input that must point at something the account holds. */
export interface Reference<Args> {
  /**
   * Where the value stands: an input's name, optionally with a path below it. `[]` steps into every element of a list:
   * `subnetIds[]`, `networkConfiguration.subnets[]`, `defaultActions[].targetGroupArn`.
   */
  readonly property: (keyof Args & string) | `${keyof Args & string}.${string}` | `${keyof Args & string}[]${string}`;
  /** The types it may point at. */
  readonly to: string | readonly string[];
  /** The properties of the target of which one must hold the value; `"id"` is the resource id. */
  readonly by: string | readonly string[];
  /** AWS's error code when there is no such thing: `InvalidSubnetID.NotFound`. */
  readonly missing: string;
  /** AWS's error code when the target is deleted while this resource still points at it; absent where AWS allows that. */
  readonly inUse?: string;
  /** Values that need no target in the account: AWS-managed policies, `alias/aws/…`. */
  readonly except?: RegExp;
  /** Set where AWS allows a target in another region: the source of a replica. @default false */
  readonly anyRegion?: boolean;
  /** Where the target is a role: the service that takes it on, which the role's trust policy must allow. */
  readonly assumedBy?: string;
  /** AWS's error code for a target that is there and cannot be used, in its state or by its trust. @default `missing` */
  readonly unusable?: string;
  /** Set where a target that {@link ResourceType.unusable} rules out will do: the alias of a disabled key. @default false */
  readonly anyState?: boolean;
}

/**
 * What a deletion leaves in the account: a final snapshot, a secret in its recovery window. `list` and `find` show it
 * like a resource, so that rules can see that its name is taken; it does not count as a resource that still stands.
 */
export interface Leftover {
  /** The token of the type it is, or that token with `#` and a word behind it where the SDK has no such type. */
  readonly type: string;
  readonly id: string;
  readonly state: WireObject;
}

/** A resource that stands, and what of its state becomes another because of something else. */
export interface Displacement {
  readonly resource: KeptResource;
  readonly state: WireObject;
}

/** Inputs whose references must all lead into one VPC. */
export interface OneNetwork<Args> {
  /** The references, by the paths under which `references` lists them. */
  readonly properties: readonly Reference<Args>["property"][];
  /** AWS's error code when two of them lead into different VPCs. */
  readonly code: string;
}

/** Changes that a service has taken and makes later. */
export interface Waiting {
  /** The properties that keep their values until then. */
  readonly properties: readonly string[];
  /** When the service makes the changes: the beginning of the next maintenance window. */
  readonly until: Date;
}

/** What the account knows of a resource that stands, besides its state. */
export interface Standing {
  readonly notes: WireObject;
  readonly now: Date;
}

/** A refusal, in AWS's own code and words. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/**
 * Everything the account knows about one resource type. A type is described, never programmed: the one mechanism in
 * `account.ts` reads these descriptions, so that a further rule of AWS is a further field here.
 */
export interface ResourceType<Args = object, State = object> {
  /** How the vendor calls one of these in its errors: "RDS DB Instance". */
  readonly title: string;
  /** Absent for types without a physical name. */
  readonly name?: NameRule<Args>;
  /** The resource id in AWS's own shape. @default the physical name, and without one 20 hexadecimal digits */
  readonly id?: (creation: Creation<Args>) => string;
  /** Values AWS fills in that are the same for everybody, known already in a preview. */
  readonly defaults?: Plain<Omit<State, never>>;
  /**
   * Outputs that AWS computes, each from the creation. A property that the program gave is left as it is.
   * In a preview every one of them is unknown. An update that changes an input they are made from makes them again.
   */
  readonly computed?: {
    readonly [K in keyof State]?: (creation: Creation<Args>) => pulumi.Unwrap<NonNullable<State[K]>>;
  };
  /** Outputs the SDK promises that AWS leaves empty unless an input or a computation sets them. */
  readonly empty?: {
    readonly [K in keyof State]?: "" | 0 | false | readonly never[] | Readonly<Record<string, never>>;
  };
  /**
   * Outputs that belong together and can only be made together: the two spellings of the same random bytes, the public
   * half of a private key. Called once, on creation; its result is spread into the state before `computed` is, and
   * kept by every update.
   */
  readonly generate?: (creation: Creation<Args>) => Plain<State>;
  /** The names of the outputs `generate` makes; all of them are unknown in a preview. */
  readonly generates?: readonly (keyof State & string)[];
  /** Computed outputs that get a new value on every update, such as a version id. They are unknown in its preview. */
  readonly recomputed?: readonly (keyof State & string)[];
  /** Outputs that are secret whatever the inputs were. */
  readonly secretOutputs?: readonly (keyof State & string)[];
  /** Inputs whose change replaces the resource, each with an optional path below it. */
  readonly replaces?: readonly ((keyof Args & string) | `${keyof Args & string}.${string}`)[];
  /**
   * Inputs whose change replaces the resource for some values only, as the provider's CustomizeDiff decides. Known values
   * only. Name the file of the provider that decides it.
   */
  readonly replacesFor?: (before: Plain<Args>, after: Plain<Args>) => readonly (keyof Args & string)[];
  /**
   * Inputs whose change the provider does not see for some values (its DiffSuppressFunc): what stands stays. Known values
   * only. Name the file of the provider that decides it.
   */
  readonly keeps?: (before: Plain<Args>, after: Plain<Args>) => readonly (keyof Args & string)[];
  /**
   * Secret inputs that the vendor never shows again, so that the provider's Read leaves them as the state has them: a change past
   * the program is not seen. Name the file of the provider.
   */
  readonly unread?: readonly (keyof Args & string)[];
  /** What Read writes otherwise than it was given, and what the plan ignores. Absent where the provider's file was not read. */
  readonly read?: Read;
  /** The paths of the inputs that are sets to the provider: `ingress`, `rules[].conditions`. */
  readonly sets?: readonly string[];
  readonly references?: readonly Reference<Args>[];
  /** Which references must lead into one VPC: the subnets and security groups of a load balancer. */
  readonly oneNetwork?: readonly OneNetwork<Args>[];
  /** The id of the VPC that one of these stands in. @default its `vpcId` */
  readonly network?: (resource: KeptResource, account: AccountView) => string | undefined;
  /** Why nothing new may refer to one of these in its present state, in words: a key that is disabled. */
  readonly unusable?: (state: Plain<State>) => string | undefined;
  /** What AWS refuses about the inputs alone or beside what is there: combinations, ranges, quotas. Known values only. */
  readonly refuses?: (creation: Creation<Args>) => Refusal | undefined;
  /** What the vendor refuses about a change in place, given the state before it. Known values only. */
  readonly refusesChange?: (before: Plain<State>, after: Creation<Args>, standing: Standing) => Refusal | undefined;
  /** What the resource itself holds against its deletion: deletion protection, objects in a bucket. */
  readonly refusesDeletion?: (state: Plain<State>, account: AccountView) => Refusal | undefined;
  /**
   * Set where AWS puts a setting in place whether or not there is one already, so that an interrupted run can be
   * repeated. Two resources of a program that put the same setting are refused all the same. @default false
   */
  readonly puts?: boolean;
  /** The input that, when it is true, makes the provider first detach what is still in use by others. */
  readonly releasedBy?: keyof Args & string;
  /**
   * The resource this one is a part of: AWS deletes it together with that, without being asked. It matters for parts
   * that the program retains on deletion, such as the versions of a secret.
   */
  readonly partOf?: Pick<Reference<Args>, "property" | "to" | "by">;
  /**
   * What the account's rules must know later of inputs that it keeps as digests only. It is made once, on creation, is in
   * no output, and holds no secret.
   */
  readonly notes?: (creation: Creation<Args>) => WireObject;
  /** The changes in place that the service makes later: in the maintenance window, unless they are to be made at once. */
  readonly waits?: (before: Plain<State>, after: Creation<Args>, now: Date) => Waiting | undefined;
  /** What is noted besides when it is changed in place, merged into its notes. */
  readonly notesChange?: (before: Plain<State>, after: Creation<Args>, now: Date) => WireObject;
  /**
   * What others that stand lose to this one when it is created or updated, each with the properties that change: the
   * stage of a secret that moves to another version.
   */
  readonly displaces?: (creation: Creation<Args>) => readonly Displacement[];
  /** What the deletion of the resource leaves behind in the account. */
  readonly leaves?: (state: Plain<State>, now: Date) => readonly Leftover[];
  /** Set when the type carries tags, so that the provider's default tags reach it as `tagsAll`. @default false */
  readonly taggable?: boolean;
  /** Set for the types of services without regions: IAM, Route 53. @default false */
  readonly global?: boolean;
}

/** A type with its parameters forgotten, as the account's tables hold it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the tables hold types of every shape; each was checked when it was described
export type AnyResourceType = ResourceType<any, any>;

/** Resource types by token. */
export type ResourceTypes = Readonly<Record<string, AnyResourceType>>;

/** Describes one resource type against the SDK's own `Args` and `State`. */
export function resourceType<Args, State>(description: ResourceType<Args, State>): ResourceType<Args, State> {
  return description;
}

/** The same types as those of a service without regions. */
export function globalTypes(types: ResourceTypes): ResourceTypes {
  return Object.fromEntries(Object.entries(types).map(([token, type]) => [token, { ...type, global: true }]));
}

/** An invoke the program uses (`aws:index/getRegion:getRegion`): from its arguments and the account to its answer. */
export type Invoke = (args: WireObject, account: AccountView) => WireObject;

/** What one provider of the program was configured with. */
export interface ProviderConfiguration {
  readonly region: string;
  readonly defaultTags: Readonly<Record<string, string>>;
}
