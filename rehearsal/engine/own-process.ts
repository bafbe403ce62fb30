import { closeOwnEnvironment } from "./environment";

// Imported before everything else: the libraries read some variables while they are loaded.

/** The environment as the person gave it. */
export const givenEnvironment: Readonly<Record<string, string | undefined>> = { ...process.env };

closeOwnEnvironment();
