import { section } from "../fields/field";
import { duration } from "../fields/time";

/** The checklist rows that say how long each token lives. */
export interface TokenRows {
  readonly access: string;
  readonly refresh: string;
}

/** How long a login lasts. Every system keeps to the bounds of DS-JWT-03, for the others state none (C-03). */
export function tokens({ access, refresh }: TokenRows) {
  return section({
    /** How long an access token is good. @default "15m" */
    accessLifetime: duration({ from: "10m", to: "20m", because: access }).default("15m"),
    /** How long a refresh token is good. @default "7d" */
    refreshLifetime: duration({ from: "1h", to: "7d", because: refresh }).default("7d"),
  }).prefault({});
}
