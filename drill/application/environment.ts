/** A generation as a keyring's JSON has it. */
export interface KeyringEntry {
  readonly kid: string;
  readonly value: string;
}

/** A keyring as an application reads it from `<NAME>_KEYRING`. */
export interface KeyringDocument {
  readonly current: KeyringEntry;
  readonly previous?: KeyringEntry;
  readonly next?: KeyringEntry;
}

/**
 * The value of a variable.
 * @throws Error where it is not set: an application does not start without it.
 */
export function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`${name} is not set.`);
  return value;
}

/** The keyring of a secret, from its JSON. */
export function keyringFrom(name: string): KeyringDocument {
  return JSON.parse(required(`${name}_KEYRING`)) as KeyringDocument;
}

/** All entries of a keyring, the current one first. */
export function entriesOf({ current, next, previous }: KeyringDocument): KeyringEntry[] {
  return [current, next, previous].filter((entry) => entry !== undefined);
}

/** The values an application accepts that reads the flat names alone, the current one first. */
export function flatValues(name: string): string[] {
  const { [`${name}_NEXT`]: next, [`${name}_PREVIOUS`]: previous } = process.env;
  return [required(name), next, previous].filter((value) => value !== undefined);
}
