/** A property the program set wrongly, found before anything is created. */
export interface CheckFailure {
  /** Where the value stands: `rules[0].schedule`; empty for a name that the provider chose. */
  readonly property: string;
  readonly reason: string;
}
