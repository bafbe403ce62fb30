import type { Settings } from "../../settings/schema";

/** The port of the API (AH-VAR-11). */
export const apiPort = 4000;
/** Where the applications write log files, besides standard output (AH-VAR-14, C-17). */
export const logDirectory = "/var/log/ahava-healthcare";

/** The CloudWatch namespace in which the applications publish the state of their queues. */
export function metricsNamespace(settings: Settings): string {
  return `${settings.stage}/ahava-healthcare`;
}

/**
 * The variables of the API and the worker that are no secrets, by the checklist's names. STAGE, ACCESS_TOKEN_EXPIRES_IN,
 * TRUST_PROXY_HOPS, METRICS_NAMESPACE and UPLOADS_BUCKET are proposed: the checklist names no variable for them
 * (C-01, C-03, C-32, C-23).
 */
export function environment(settings: Settings): Record<string, string> {
  const { corsOrigins, smtp, tokens } = settings.ahavaHealthcare;
  return {
    STAGE: settings.stage,
    // Staging runs as production does, or it would prove nothing about it (C-01).
    NODE_ENV: settings.stage === "development" ? "development" : "production",
    PORT: String(apiPort),
    TIMEZONE: settings.timeZone,
    TZ: settings.timeZone,
    LOG_DIR: logDirectory,
    CORS_ORIGIN: corsOrigins.join(","),
    ACCESS_TOKEN_EXPIRES_IN: tokens.accessLifetime,
    REFRESH_TOKEN_EXPIRES_IN: tokens.refreshLifetime,
    SMTP_HOST: smtp.host,
    SMTP_PORT: String(smtp.port),
    SMTP_FROM: smtp.from,
    // One load balancer stands between the internet and the API.
    TRUST_PROXY_HOPS: "1",
    METRICS_NAMESPACE: metricsNamespace(settings),
  };
}
