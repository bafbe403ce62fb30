import { section } from "../fields/field";
import { duration } from "../fields/time";

/** The checklist rows with the lifetime of each token. */
export interface TokenRows {
  readonly access: string;
  readonly refresh: string;
}

/** Token lifetimes. Every system uses the bounds of DS-JWT-03, because the others state none (C-03). */
export function tokens({ access, refresh }: TokenRows) {
  return section({
    /** Lifetime of an access token. @default "15m" */
    accessLifetime: duration({ from: "10m", to: "20m", because: access }).default("15m"),
    /** Lifetime of a refresh token. @default "7d" */
    refreshLifetime: duration({ from: "1h", to: "7d", because: refresh }).default("7d"),
  }).prefault({});
}
