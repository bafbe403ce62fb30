/** The connection parameters of a MongoDB client (DS-VAR-06, DS-DB-08 to DS-DB-11). */
export interface MongodbUriArgs {
  /** The cluster's SRV address without user and options: `mongodb+srv://<cluster>.<project>.mongodb.net`. */
  srvAddress: string;
  username: string;
  password: string;
  /** The application's database; it becomes the path (DS-VAR-07). */
  database: string;
  /** Maximum connections of one process; times all tasks it must be within the instance size's limit. @default 100, the driver's */
  maxPoolSize?: number;
  /** Minimum connections of one process. @default 0, the driver's */
  minPoolSize?: number;
  /** Milliseconds to find a server for an operation. @default 30000, the driver's */
  serverSelectionTimeoutMS?: number;
  /** Milliseconds to open a connection. @default 30000, the driver's */
  connectTimeoutMS?: number;
  /** Milliseconds of inactivity after which a connection counts as failed. @default 0, the driver's: never */
  socketTimeoutMS?: number;
}

/** Characters that MongoDB refuses in a database name, on any of its platforms (MongoDB limits, "Naming Restrictions"). */
const forbiddenInDatabase = /[/\\. "$*<>:|?\0]/;

/**
 * `mongodb+srv://user:password@host/database?retryWrites=true&w=majority` with the given options. User and
 * password are percent-encoded, so that any value works; SRV implies TLS, which no option here turns off (DS-DB-08).
 * Throws a RangeError for an address that is not plain SRV, a database name MongoDB refuses, and an option that is not a
 * whole number ≥ 0.
 */
export function mongodbUri(args: MongodbUriArgs): string {
  const { srvAddress, username, password, database, ...options } = args;
  const host = /^mongodb\+srv:\/\/([a-z0-9.-]+)\/?$/i.exec(srvAddress)?.[1];
  if (host === undefined) {
    throw new RangeError(`The address of a cluster must be mongodb+srv:// and a host name, without user and options.`);
  }
  if (database === "" || Buffer.byteLength(database) > 63 || forbiddenInDatabase.test(database)) {
    throw new RangeError(`"${database}" is not a database name: 1 to 63 bytes, without any of / \\ . " $ * < > : | ?`);
  }
  const query = new URLSearchParams({ retryWrites: "true", w: "majority", ...numbers(options) });
  return `mongodb+srv://${encoded(username)}:${encoded(password)}@${host}/${encodeURIComponent(database)}?${query.toString()}`;
}

/** Percent-encodes all reserved characters of a URI, including those that JavaScript does not encode. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}

/** The options that were given, as text. */
function numbers(options: Readonly<Record<string, number | undefined>>): Record<string, string> {
  const given = Object.entries(options).filter((entry): entry is [string, number] => entry[1] !== undefined);
  for (const [name, value] of given) {
    if (!Number.isInteger(value) || value < 0) throw new RangeError(`${name} is ${value}; must be a whole number ≥ 0.`);
  }
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}
