import type { Rule } from "./rule";
import * as listed from "./rules/index";

/**
 * The rules of the pack in alphabetical order. A rule that rules/index.ts does not list does not exist.
 * Import this file by its name: the folder itself is the package that starts the server.
 */
export const rules: readonly Rule[] = Object.values(listed).sort((one, other) => (one.id < other.id ? -1 : 1));
