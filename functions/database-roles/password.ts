import { messageOf } from "./connection";
import { usersOf } from "./event";
import type { DatabaseRolesEvent, PasswordPlace } from "./event";

/** Reads the value of one version of a secret. */
export type ReadSecret = (place: PasswordPlace) => Promise<string>;

/** The passwords of everybody who logs in, by user. */
export type Passwords = ReadonlyMap<string, string>;

/** Shorter ones could be guessed from what the server keeps of them (our default). */
const leastLength = 16;

/**
 * The password in a secret: the secret itself, or what a connection URL has for the user.
 * @throws Error that says what is wrong with the secret, and nothing of what it says.
 */
export function passwordIn(secret: string, user: string): string {
  const password = /^postgres(ql)?:/.test(secret) ? passwordInUrl(secret, user) : secret;
  if (password.length < leastLength) throw new Error(`is shorter than ${leastLength} characters`);
  // Other characters would have to be normalised before they are hashed, which clients do differently.
  if (!/^[\x21-\x7e]+$/.test(password)) throw new Error("has characters outside printable ASCII");
  return password;
}

function passwordInUrl(secret: string, user: string): string {
  if (!URL.canParse(secret)) throw new Error("starts like a connection URL and is invalid");
  const url = new URL(secret);
  if (decoded(url.username) !== user) throw new Error("is the connection URL of another user");
  return decoded(url.password);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Error("is a connection URL whose user or password is not percent-encoded");
  }
}

/**
 * Reads the passwords of the master user and of every user that may log in.
 * @throws Error naming all users whose password cannot be read.
 */
export async function readPasswords(event: DatabaseRolesEvent, readSecret: ReadSecret): Promise<Passwords> {
  const users = [event.master, ...usersOf(event)];
  const read = await Promise.all(users.map(({ name, password }) => readPassword(name, password, readSecret)));
  const faults = read.flatMap((result) => (result !== undefined && "fault" in result ? [`  ${result.fault}`] : []));
  if (faults.length > 0) throw new Error(`Passwords cannot be read:\n${faults.join("\n")}`);
  return new Map(read.flatMap((result) => (result !== undefined && "password" in result ? [result.password] : [])));
}

async function readPassword(
  user: string,
  place: PasswordPlace | null,
  readSecret: ReadSecret,
): Promise<{ password: [string, string] } | { fault: string } | undefined> {
  if (place === null) return undefined;
  try {
    return { password: [user, passwordIn(await readSecret(place), user)] };
  } catch (error) {
    return { fault: `${user}: ${place.secretArn}: ${messageOf(error)}` };
  }
}
