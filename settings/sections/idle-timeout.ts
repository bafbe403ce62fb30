import type { System } from "../stage/stage";

/**
 * Seconds after which the load balancer of a system closes a connection over which nothing was sent. AWS allows 1 to 4000
 * and has 60 where nobody says; ahava-healthcare's WebSockets need more than any usual heartbeat (AH-NET-08).
 */
export const idleTimeouts: Readonly<Record<System, number>> = {
  "doctor-system": 120,
  "ahava-healthcare": 300,
  "med-platform": 120,
};

/** Seconds by which a server outlasts the load balancer, so that the load balancer is always the first to close. House value. */
const margin = 5;

/**
 * Milliseconds for which the server of a system keeps a connection over which nothing was sent. Node's own 5000 are shorter
 * than the load balancer's time: it would send a request over a connection that the server is closing, and answer 502.
 */
export function keepAliveMilliseconds(system: System): number {
  return (idleTimeouts[system] + margin) * 1000;
}
