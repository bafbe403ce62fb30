/** When a rule of several inputs holds: the input that decides, and its values. */
export interface When {
  readonly input: string;
  readonly values: readonly string[];
  /** Set where the provider's default is one of the values, so that an absent input decides as well. */
  readonly orAbsent?: true;
}

/** What the provider refuses about the inputs of one object by themselves, before it calls AWS. */
export interface ProviderRule {
  /** Where the object stands: empty for the resource, `defaultActions[]` for each of a list. */
  readonly at: string;
  readonly kind: CombinationKind | ValueKind;
  readonly inputs: readonly string[];
  /** With `required` and `excluded`: what decides whether the rule holds. */
  readonly when?: When;
  /** With `values`; with `enumeration` the values are those of AWS's model. */
  readonly values?: readonly string[];
  /** The least number, length or count of elements. */
  readonly min?: number;
  /** The greatest number, length or count of elements. */
  readonly max?: number;
  /** With `divisible`; the `values` are allowed besides. */
  readonly divisor?: number;
  /** With `form`: a regular expression for the `u` flag that is searched for, and what the provider says of it. */
  readonly pattern?: string;
  readonly says?: string;
  /**
   * Set where the provider's source was read: an empty text, zero and `false` count as given, as they do in Terraform's
   * SDK (hashicorp/terraform-plugin-sdk helper/schema/schema.go, `validateConflictingAttributes` and its neighbours).
   * Without it they count as absent.
   */
  readonly exact?: true;
  /** Where it is said; absent for what the data file names once for all. */
  readonly source?: string;
}

/** Rules of which inputs may stand beside each other. */
export type CombinationKind =
  | "conflict" // the first input beside none of the others (ConflictsWith)
  | "exactlyOne" // one of the inputs, and no other of them (ExactlyOneOf)
  | "atLeastOne" // one of the inputs or several (AtLeastOneOf)
  | "needs" // the first input only with all of the others (RequiredWith)
  | "required" // the first input, when another has a certain value
  | "excluded"; // not the first input, when another has a certain value

/** Rules of the value of one input, or of each element of its list. */
export type ValueKind =
  | "values" // one of the values
  | "enumeration" // one of the values of AWS's model, and no empty text (enum.Validate)
  | "range" // a number between `min` and `max`
  | "divisible" // a multiple of `divisor`, or one of the values
  | "length" // a text of `min` to `max` bytes
  | "items" // a list of `min` to `max` elements
  | "form" // a text with `pattern` in it
  | "arn" // an ARN, or an empty text
  | "network" // a CIDR block whose address is that of the network
  | "dailyWindow" // hh24:mi-hh24:mi
  | "weeklyWindow" // ddd:hh24:mi-ddd:hh24:mi
  | "json" // a JSON document
  | "policy"; // a JSON object as IAM takes it

/** The rules by type, as `npm run generate -- --published` reads them from the SDK's documentation. */
export interface ProviderRules {
  /** The package and its version. */
  readonly source: string;
  readonly rules: Readonly<Record<string, readonly ProviderRule[]>>;
}
