import type { Quota } from "./quota";

/** How the quota is raised to the value: the command where it has a quota code, otherwise words. */
export function requestOf({ service, code, name, raisedBy = "Service Quotas" }: Quota, value: number): string {
  if (raisedBy === "nobody") return "This quota cannot be raised.";
  if (raisedBy === "a support case") return `To raise it, open a support case about "${name}".`;
  return code === undefined
    ? `To raise it, request ${value} for "${name}" (${service}) in the Service Quotas console.`
    : `To raise it: aws service-quotas request-service-quota-increase --service-code ${service} --quota-code ${code} --desired-value ${value}`;
}
