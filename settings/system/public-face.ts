/** Size and limits of a load test. */
export interface LoadProfile {
  /** The path that is requested by GET, without a session. */
  readonly path: string;
  /** Requests in all. */
  readonly requests: number;
  /** Concurrent connections. */
  readonly connections: number;
  /** Failed requests of a hundred that are allowed. */
  readonly errorPercent: number;
}

/** How an application registers a user, for a test that registers users and removes them again. */
export interface Registration {
  readonly path: string;
  /** Registrations of one address that pass; the next one is answered 429. */
  readonly allowed: number;
  /** The fields of a new user, each made from a name that occurs nowhere else. */
  body(identity: string): Readonly<Record<string, string>>;
  /** The path for DELETE of the user who owns the token. @default none: no user is registered */
  readonly removalPath?: string;
}

/** A webhook with the handshake and signature of Meta (Graph API, Webhooks, "Verification requests" and "Validate payloads"). */
export interface MetaWebhook {
  readonly path: string;
  /** The secret of the handshake; the verifier sets an environment variable of this name. */
  readonly verifyToken: string;
  /** The secret that signs a payload; an environment variable of this name has it. */
  readonly appSecret: string;
}

/** The public endpoints of a system, which can be checked without rights in AWS. Absent parts do not exist in the system. */
export interface PublicFace {
  /** The origin of its API: `https://api.clinic.test`. `/health` is below it. */
  readonly api: string;
  /** The origins of its front ends; the API's own where both share one. */
  readonly sites: readonly string[];
  /** The origins whose pages may call the API. */
  readonly allowedOrigins: readonly string[];
  /** A path below `/api` that reads from the database and answers a list as JSON. */
  readonly databaseRead?: string;
  /** A path that takes JSON by POST without a session; malformed JSON is sent to it. */
  readonly jsonPath: string;
  /** The path that returns a CSRF token; a POST without one is then refused. */
  readonly csrfToken?: string;
  readonly registration?: Registration;
  /** The path, with its query, at which a WebSocket opens. */
  readonly webSocket?: string;
  readonly webhook?: MetaWebhook;
  /** The percentile of the response time of its alarm, and its limit in milliseconds. */
  readonly latency: { readonly percentile: 95 | 99; readonly milliseconds: number };
  /** Seconds for which a browser must at least refuse plain HTTP after a visit. */
  readonly strictTransportSeconds: number;
  /** Days that a certificate must still be valid. */
  readonly certificateDays: number;
  /** KiB that the first page of a front end and its scripts and styles may have as they are transferred. */
  readonly pageKibibytes: number;
  /** Requests of one address that its firewall allows in ten minutes. */
  readonly requestsPerTenMinutes: number;
  readonly load: LoadProfile;
}
