import { parsedJson } from "../../settings/files/json-text";
import { type DeployedPart, ofType, textOf } from "../state/deployed";

/** The roles of a database as the stack made them, and what it installs. */
export interface DatabaseUsers {
  readonly master: string;
  /** Who only reads. */
  readonly reporting: string;
  /** Who may log in at the moment. */
  readonly logins: readonly string[];
  readonly extensions: readonly string[];
}

interface User {
  readonly name: string;
  readonly password?: unknown;
}

/** The event by which the stack gives a database its users (functions/database-roles/event.ts). */
interface RolesEvent {
  readonly master: User;
  readonly application: { readonly users: readonly User[] };
  readonly migration: User;
  readonly reporting: User;
  readonly verifier: User;
  readonly operator?: User;
  readonly extensions?: readonly string[];
}

/** The users of a system's database; `undefined` for a system without one. */
export function databaseUsers(parts: readonly DeployedPart[]): DatabaseUsers | undefined {
  const [input] = ofType(parts, "aws:lambda/invocation:Invocation").map((part) => textOf(part, "input"));
  const event = parsedJson(input ?? "") as RolesEvent | undefined;
  if (event?.application === undefined) return undefined;
  const { master, application, migration, reporting, verifier, operator, extensions = [] } = event;
  const users = [master, ...application.users, migration, reporting, verifier, ...(operator ? [operator] : [])];
  return {
    master: master.name,
    reporting: reporting.name,
    logins: users.filter(({ password }) => password !== null).map(({ name }) => name),
    extensions,
  };
}
