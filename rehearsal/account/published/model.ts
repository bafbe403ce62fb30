/** What AWS publishes of one value: everything that is absent is free. */
export interface Constraint {
  readonly kind: "text" | "number" | "list" | "map";
  /** The least length, count or number. */
  readonly min?: number;
  /** The greatest length, count or number. */
  readonly max?: number;
  /** A regular expression for the `u` flag that the whole text matches. */
  readonly pattern?: string;
  readonly values?: readonly string[];
}

/** An input bound to a member of an operation's request. The numbers point into the lists of {@link ServiceModel}. */
export interface Bound {
  /** The name of the member; absent where a list or a map holds it. */
  readonly member?: string;
  /** Constraints from the service's model and from its CloudFormation schema. */
  readonly constraints?: readonly number[];
  /** The inputs of an object by name. */
  readonly inputs?: number;
  /** What a list or a map holds. */
  readonly element?: Bound;
  /** What the keys of a map must be. */
  readonly key?: Bound;
  /** Set where the provider takes the value as JSON text. */
  readonly json?: true;
}

/** The inputs of one object. */
export interface BoundInputs {
  readonly bound: Readonly<Record<string, Bound>>;
  /** Inputs that must be given. */
  readonly required?: readonly string[];
  /** Inputs that no member of the request answers to, by the provider's name. */
  readonly unmodelled?: readonly string[];
}

/** One type: the operations its creation calls, and its inputs. */
export interface BoundType {
  /** `rds.CreateDBInstance`; several where the provider calls several. */
  readonly operations: readonly string[];
  /** The CloudFormation type whose schema was read as well. */
  readonly schema?: string;
  /** The code of AWS's error for a value that breaks a constraint. */
  readonly code: string;
  readonly inputs: number;
}

/** What is published of the types of one service, as `npm run generate -- --published` writes it. */
export interface ServiceModel {
  /** The packages it was made from, each with its version. */
  readonly source: readonly string[];
  /** The day of the newest of them. */
  readonly date: string;
  readonly types: Readonly<Record<string, BoundType>>;
  readonly objects: readonly BoundInputs[];
  readonly constraints: readonly Constraint[];
  /** Patterns that cannot be written as a regular expression of JavaScript, by the shape that has them. */
  readonly unusable: Readonly<Record<string, string>>;
}
