/** A read-only request, in the words of the vendor's API. */
export interface Request {
  /** The service as the AWS CLI calls it, `ec2`; or "atlas". */
  readonly service: string;
  /** The operation, `DescribeSecurityGroupRules`; for Atlas the path below `/api/atlas/v2`. */
  readonly operation: string;
  readonly region?: string;
  readonly input?: Readonly<Record<string, unknown>>;
}

/** Sends a request and resolves to its answer. Rejects with {@link NotThere}, or with an error that says why there is none. */
export type Send = (request: Request) => Promise<Answer>;

export type Answer = Readonly<Record<string, unknown>>;

/** What was looked for is not there: a bucket without a policy, a function without a URL. */
export class NotThere extends Error {}

/** A resource of the stage as it stands, secrets masked. */
export interface OwnResource {
  readonly urn: string;
  readonly name: string;
  readonly type: string;
  readonly id: string;
  readonly state: Readonly<Record<string, unknown>>;
}

/** The stage's resources, as a kind asks for them. */
export interface OwnResources {
  of(...types: readonly string[]): readonly OwnResource[];
}

/** One thing that a list has shown, whether it is the stage's or not. */
export interface Listed {
  readonly id: string;
  /** The stage's resource at which it stands. */
  readonly at: string;
  /** What it does, without a secret. */
  readonly does: string;
  /** Whether it lets somebody or something in. */
  readonly access: boolean;
  /** Whether the stage has it. */
  readonly known: boolean;
  /** What the policy pack judges it by, in the inputs of its type; absent where the list tells too little. */
  readonly inputs?: Readonly<Record<string, unknown>>;
}

/** One kind of thing that somebody may have put at a stage's resources. */
export interface StrangerKind {
  /** In words, for one of them. */
  readonly what: string;
  /** The type of Pulumi's that it is one of. */
  readonly type: string;
  /** The actions that its requests need; none for Atlas. */
  readonly actions: readonly string[];
  /** Lists what stands at each of the stage's resources; each list can fail by itself. */
  readonly lists: (own: OwnResources) => readonly ((send: Send) => Promise<readonly Listed[]>)[];
}

/** A property that is a text, or an empty one. */
export function textAt(object: Readonly<Record<string, unknown>>, key: string): string {
  const value = object[key];
  return typeof value === "string" ? value : "";
}

/** The objects in a list of an answer. */
export function listAt(answer: Answer, key: string): readonly Answer[] {
  const list = answer[key];
  return Array.isArray(list) ? list.filter((each): each is Answer => typeof each === "object" && each !== null) : [];
}

/** The texts in a list of an answer. */
export function textsAt(answer: Answer, key: string): readonly string[] {
  const list = answer[key];
  return Array.isArray(list) ? list.filter((each): each is string => typeof each === "string") : [];
}

/** The Region a resource stands in. */
export function regionOf({ state }: OwnResource): { readonly region?: string } {
  const region = textAt(state, "region");
  return region === "" ? {} : { region };
}
