/** What the provider refuses about the inputs of one object by themselves, before it calls AWS. */
export interface ProviderRule {
  /** Where the object stands: empty for the resource, `defaultActions[]` for each of a list. */
  readonly at: string;
  readonly kind:
    | "conflict" // at most one of the inputs
    | "exactlyOne" // one of the inputs, and no other of them
    | "atLeastOne" // one of the inputs or several
    | "needs" // the first input only with all of the others
    | "required" // the first input, when another has a certain value
    | "values" // the input is one of the values
    | "range" // the input is a number between `min` and `max`
    | "json"; // the input is a JSON document
  readonly inputs: readonly string[];
  /** With `required`: the input that decides, and the values for which the rule holds. */
  readonly when?: { readonly input: string; readonly values: readonly string[] };
  readonly values?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** Where it is said; absent for what the data file names once for all. */
  readonly source?: string;
}

/** The rules by type, as `npm run generate -- --published` reads them from the SDK's documentation. */
export interface ProviderRules {
  /** The package and its version. */
  readonly source: string;
  readonly rules: Readonly<Record<string, readonly ProviderRule[]>>;
}
