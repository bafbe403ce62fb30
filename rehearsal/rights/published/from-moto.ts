import * as fs from "node:fs";
import * as path from "node:path";
import type { Policy } from "../call";
import type { ManagedPolicies } from "./managed-policies";

/** An unpacked package, as `fetchWheel` returns it. */
interface Package {
  readonly folder: string;
  readonly source: string;
  readonly date: string;
}

/** A policy as `aws iam get-account-authorization-details` prints it, from which moto's file is made. */
interface MotoPolicy {
  readonly DefaultVersionId: string;
  readonly Path: string;
  readonly Document: Policy;
}

/** The policies that a role of a service is given: by the services whose uses are judged. */
const ofServices =
  /^(AWSBackupServiceRolePolicyFor(Backup|Restores|S3Backup|S3Restore)|AmazonECSInfrastructureRolePolicyFor(LoadBalancers|Volumes)|AmazonECSTaskExecutionRolePolicy|AmazonRDSEnhancedMonitoringRole|AWSLambda(BasicExecutionRole|VPCAccessExecutionRole|ENIManagementAccess)|AmazonEC2ContainerServiceEventsRole|AWSXRayDaemonWriteAccess|CloudWatchAgentServerPolicy)$/;

/** The managed policies of AWS among those that moto carries, as one text in `moto/iam/aws_managed_policies.py`. */
export function managedPoliciesFrom({ folder, source, date }: Package): ManagedPolicies {
  const text = fs.readFileSync(path.join(folder, "moto/iam/aws_managed_policies.py"), "utf8");
  const json = text.slice(text.indexOf('"""') + 3, text.lastIndexOf('"""'));
  const all = Object.entries(JSON.parse(json) as Readonly<Record<string, MotoPolicy>>);
  const policies = all
    .filter(([name]) => ofServices.test(name))
    .map(
      ([name, { DefaultVersionId, Path, Document }]) =>
        [`${Path.slice(1)}${name}`, { version: DefaultVersionId, document: Document }] as const,
    )
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return { source, date, policies: Object.fromEntries(policies) };
}
