import type { LoadBalancerArgs } from "@pulumi/aws/lb";
import { tokens } from "../../readings/tokens";
import { resourceRule } from "../../rule";

export const albHardened = resourceRule<LoadBalancerArgs>({
  id: "alb-hardened",
  title:
    "A load balancer drops what is malformed, records what it serves, and cannot be deleted by mistake in production",
  severity: "medium",
  rows: ["AH-NET-06", "MP-NGX-19"],
  frameworks: [
    "FSBP ELB.4",
    "FSBP ELB.5",
    "FSBP ELB.6",
    "FSBP ELB.12",
    "Checkov CKV_AWS_91",
    "Checkov CKV_AWS_131",
    "Checkov CKV_AWS_150",
    "Checkov CKV_AWS_328",
    "cdk-nag ELB2",
  ],
  remediation:
    "Set dropInvalidHeaderFields: true, desyncMitigationMode defensive or strictest, accessLogs enabled, and in production enableDeletionProtection.",
  example: 'new lb.LoadBalancer("edge", { loadBalancerType: "application", dropInvalidHeaderFields: false });',
  types: tokens.loadBalancers,
  check({ props }, examination) {
    if ((props.loadBalancerType ?? "application") !== "application") {
      examination.notApplicable("Not an application load balancer.");
    }
    examination.requires({
      read: () => props.dropInvalidHeaderFields,
      accept: (dropped) => dropped === true,
      needed: "dropInvalidHeaderFields true",
      setting: "dropInvalidHeaderFields",
    });
    examination.requires({
      read: () => props.desyncMitigationMode ?? "defensive",
      accept: (mode) => mode === "defensive" || mode === "strictest",
      found: (mode) => `desyncMitigationMode ${mode}`,
      needed: "defensive or strictest",
      setting: "desyncMitigationMode",
    });
    examination.requires({
      read: () => props.accessLogs?.enabled,
      accept: (enabled) => enabled === true,
      found: () => "no access logs",
      needed: "access logs in a bucket",
      setting: "accessLogs",
    });
    if (!examination.production) return;
    examination.requires({
      read: () => props.enableDeletionProtection,
      accept: (protectedFromDeletion) => protectedFromDeletion === true,
      needed: "enableDeletionProtection true",
      setting: "enableDeletionProtection",
    });
  },
});
