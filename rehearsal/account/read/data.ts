import type { WireObject, WireValue } from "../resource-type";
import { isEngineDefault } from "../published/parameter-defaults";
import { isList, isObject } from "../wire";
import type { ReadProperty, Reads } from "./read";
import { policyDocument } from "./policy-document";
import { anyCase, loweredByBoth, storedInLowerCase } from "./texts";

/** RDS reports a value that is the engine's default as not modified, with the apply method pending-reboot whatever was asked. */
const parameters: ReadProperty = {
  reported: (given, { family }: WireObject) =>
    isList(given) ? given.map((each) => (isObject(each) ? asApplied(each, family) : each)) : given,
  source:
    "internal/service/rds/parameter_group.go, Read and parameterHash; hashicorp/terraform-provider-aws#23335 and #39252",
};

function asApplied(parameter: WireObject, family: WireValue): WireObject {
  const text = (value: WireValue) => (typeof value === "string" ? value : "");
  return isEngineDefault(text(family), text(parameter.name), text(parameter.value))
    ? { ...parameter, applyMethod: "pending-reboot" }
    : { ...parameter, applyMethod: parameter.applyMethod ?? "immediate" };
}

/** ElastiCache begins the commands of an access string with `-@all` unless they begin with all or none. */
const accessString: ReadProperty = {
  reported: (given) => {
    if (typeof given !== "string") return given;
    const terms = given.split(/\s+/).filter((term) => term !== "");
    const first = terms.findIndex((term) => /^[+-]/.test(term));
    if (first < 0) return [...terms, "-@all"].join(" ");
    return /^[+-]@all$/.test(terms[first] ?? "") ? terms.join(" ") : terms.toSpliced(first, 0, "-@all").join(" ");
  },
  source: "go-to-k/cdk-real-drift#488; aws-controllers-k8s/community#677",
};

export const dataReads: Reads = {
  "aws:backup/plan:Plan": { source: "backup/plan.go" },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    source: "elasticache/replication_group.go",
    properties: {
      engine: storedInLowerCase,
      maintenanceWindow: loweredByBoth,
      replicationGroupId: loweredByBoth,
    },
  },
  "aws:elasticache/user:User": {
    source: "elasticache/user.go",
    properties: { accessString, engine: anyCase },
  },
  "aws:rds/instance:Instance": {
    source: "rds/instance.go",
    properties: { engine: loweredByBoth, identifier: storedInLowerCase, maintenanceWindow: loweredByBoth },
  },
  "aws:rds/parameterGroup:ParameterGroup": { source: "rds/parameter_group.go", properties: { parameters } },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": {
    source: "s3/bucket_lifecycle_configuration.go",
  },
  "aws:s3/bucketPolicy:BucketPolicy": { source: "s3/bucket_policy.go", properties: { policy: policyDocument } },
};
