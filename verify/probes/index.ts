import type { Probe } from "../probe";
import { databaseProbes } from "../database/index";
import { scenarioProbes } from "../scenarios/index";
import { stateProbes } from "../state/index";
import { certificate } from "./certificate";
import { cors } from "./cors";
import { csrfRequired, csrfToken } from "./csrf";
import { databaseRead } from "./database-read";
import { errorBodies } from "./error-bodies";
import { health } from "./health";
import { internalPortsClosed } from "./internal-ports";
import { latency } from "./latency";
import { load } from "./load";
import { malformed } from "./malformed";
import { metricsHidden } from "./metrics-hidden";
import { pageSize } from "./page-size";
import { redirect } from "./redirect";
import { registrationLimit } from "./registration-limit";
import { securityHeaders } from "./security-headers";
import { sqlInjection } from "./sql-injection";
import { strictTransport } from "./strict-transport";
import { tlsVersions } from "./tls-versions";
import { webSocket } from "./web-socket";
import { webhookHandshake, webhookSignature } from "./webhook";

/** Every probe, in the order in which a run makes them: what sends the most requests comes last. */
export const probes: readonly Probe[] = [
  health,
  databaseRead,
  redirect,
  strictTransport,
  securityHeaders,
  tlsVersions,
  certificate,
  internalPortsClosed,
  metricsHidden,
  csrfToken,
  csrfRequired,
  malformed,
  sqlInjection,
  errorBodies,
  cors,
  webSocket,
  webhookHandshake,
  webhookSignature,
  pageSize,
  ...stateProbes,
  ...databaseProbes,
  latency,
  registrationLimit,
  // After the limit of registrations, which those of a scenario would count towards.
  ...scenarioProbes,
  load,
];
