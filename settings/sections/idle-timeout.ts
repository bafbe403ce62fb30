/** Seconds by which a server outlasts the load balancer, so that the load balancer is always the first to close. House value. */
const margin = 5;

/**
 * Milliseconds for which the server of a system keeps a connection over which nothing was sent. Node's own 5000 are shorter
 * than the load balancer's time: it would send a request over a connection that the server is closing, and answer 502.
 * @param idleTimeoutSeconds after which the load balancer closes such a connection.
 */
export function keepAliveMilliseconds(idleTimeoutSeconds: number): number {
  return (idleTimeoutSeconds + margin) * 1000;
}
