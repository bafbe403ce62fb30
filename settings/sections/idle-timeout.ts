/** Seconds by which a server outlasts the load balancer, so that the load balancer is always the first to close. Our default. */
const margin = 5;

/**
 * The keep-alive timeout of a system's server in milliseconds. Node's default of 5000 is shorter
 * than the load balancer's: that would send a request over a closing connection, and return 502.
 * @param idleTimeoutSeconds the load balancer's idle timeout.
 */
export function keepAliveMilliseconds(idleTimeoutSeconds: number): number {
  return (idleTimeoutSeconds + margin) * 1000;
}
