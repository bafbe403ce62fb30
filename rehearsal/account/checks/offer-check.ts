import { offers } from "../published/offers";
import type { RuntimeLife } from "../published/offers";
import type { AccountKind } from "../quotas/account-kind";
import { lambdaConcurrency } from "../quotas/lambda-concurrency";
import type { WireObject } from "../resource-type";
import { isUnknown, textAt } from "../wire";
import type { CheckFailure } from "./check-failure";

/** How long before its end a value is worth a warning. */
const warnedDays = 180;
const day = 24 * 60 * 60 * 1000;

/** What is asked of a resource: its inputs now and at the last deployment, where it stands, and when. */
export interface Offered {
  readonly inputs: WireObject;
  /** The inputs of the last deployment; empty for a new resource. */
  readonly olds: WireObject;
  readonly region: string;
  readonly now: Date;
  readonly kind: AccountKind;
}

/** What AWS does not offer, or no longer, and what it will not for long. */
export interface OfferFindings {
  readonly failures: readonly CheckFailure[];
  readonly warnings: readonly CheckFailure[];
}

const none: OfferFindings = { failures: [], warnings: [] };
const refused = (property: string, reason: string): OfferFindings => ({
  failures: [{ property, reason: `${reason} Source: ${offers().source}.` }],
  warnings: [],
});
const warned = (property: string, reason: string): OfferFindings => ({
  failures: [],
  warnings: [{ property, reason }],
});

/**
 * The Lambda runtime below each major version of the Synthetics runtime without a browser. Source: CloudWatch guide,
 * "Runtime versions using Node.js".
 */
const lambdaBelow: Readonly<Record<string, string>> = {
  "syn-nodejs-3": "nodejs20.x",
  "syn-nodejs-4": "nodejs22.x",
  "syn-nodejs-5": "nodejs22.x",
};

const checks: Readonly<Record<string, (offered: Offered) => readonly OfferFindings[]>> = {
  "aws:lambda/function:Function": (offered) => [lambdaRuntime(offered), reservation(offered)],
  "aws:synthetics/canary:Canary": (offered) => [canaryRuntime(offered)],
  "aws:rds/instance:Instance": (offered) => [databaseVersion(offered), databaseClass(offered)],
  "aws:rds/cluster:Cluster": (offered) => [databaseVersion(offered)],
  "aws:elasticache/replicationGroup:ReplicationGroup": (offered) => [
    cacheVersion(offered),
    cacheNode(offered),
    transitEncryptionMode(offered),
  ],
  "aws:elasticache/cluster:Cluster": (offered) => [cacheVersion(offered), cacheNode(offered)],
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": (offered) => [costMonitor(offered)],
};

/** What AWS's closed lists say of a resource. Unknown values are passed over. */
export function offerFindings(type: string, offered: Offered): OfferFindings {
  const found = checks[type]?.(offered) ?? [];
  return { failures: found.flatMap(({ failures }) => failures), warnings: found.flatMap(({ warnings }) => warnings) };
}

function lambdaRuntime({ inputs, olds, now }: Offered): OfferFindings {
  const runtime = known(inputs, "runtime");
  const life = runtime === undefined ? undefined : offers().lambdaRuntimes[runtime];
  if (runtime === undefined || life === undefined) return none;
  const blocked = runtime === known(olds, "runtime") ? life.updateBlocked : life.createBlocked;
  if (isPast(blocked, now)) {
    return refused(
      "runtime",
      `InvalidParameterValueException: The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions, since ${blocked ?? ""}.${instead(life)}`,
    );
  }
  return soonEnds("runtime", `Lambda's runtime ${runtime}`, life, now);
}

/** A function may set aside only what the account does not have to keep for all. */
function reservation({ inputs, kind }: Offered): OfferFindings {
  const property = "reservedConcurrentExecutions";
  const wanted = inputs[property];
  const { limit, unreserved } = lambdaConcurrency[kind];
  if (typeof wanted !== "number" || wanted <= 0 || wanted <= limit - unreserved) return none;
  const reason = `InvalidParameterValueException: Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${unreserved}]: ${kind === "new" ? "a new" : "an"} account runs ${limit} at once.`;
  return { failures: [{ property, reason: `${reason} Source: Lambda quotas.` }], warnings: [] };
}

/** A member account of an organisation watches its services and nothing else. */
function costMonitor({ inputs, olds, kind }: Offered): OfferFindings {
  const property = "monitorSpecification";
  if (kind !== "member" || known(inputs, "monitorType") !== "CUSTOM" || known(olds, "monitorType") === "CUSTOM") {
    return none;
  }
  const reason =
    "ValidationException: Cost monitors for linked accounts, cost allocation tags and cost categories can only be created in the management account. To fix: use the monitor of AWS services that the account has, by its ARN. Source: Cost Management, Getting started with AWS Cost Anomaly Detection.";
  return { failures: [{ property, reason }], warnings: [] };
}

/** A Synthetics runtime ends with the Lambda runtime below it, and no new canary can have it then. */
function canaryRuntime({ inputs, olds, now }: Offered): OfferFindings {
  const version = known(inputs, "runtimeVersion");
  const below = lambdaBelow[version?.replace(/\.\d+$/, "") ?? ""];
  const life = below === undefined ? undefined : offers().lambdaRuntimes[below];
  if (version === undefined || below === undefined || life === undefined) return none;
  if (isPast(life.deprecated, now) && version !== known(olds, "runtimeVersion")) {
    return refused(
      "runtimeVersion",
      `ValidationException: Deprecated runtime version ${version}: it stands on ${below}, which Lambda deprecated on ${life.deprecated}, and no canary can be created with it.`,
    );
  }
  // What Lambda recommends instead is no runtime of Synthetics.
  return soonEnds(
    "runtimeVersion",
    `Synthetics' runtime ${version} stands on ${below}, which`,
    { deprecated: life.deprecated },
    now,
  );
}

function databaseVersion({ inputs, olds }: Offered): OfferFindings {
  const [engine = "", version = ""] = [known(inputs, "engine"), known(inputs, "engineVersion")];
  const versions = offers().databaseVersions[engine];
  if (!versions || version === "" || version === known(olds, "engineVersion")) return none;
  const { offered, ended } = versions;
  if (offered.some((each) => each === version || each.startsWith(`${version}.`))) return none;
  const newest = offered.filter((each) => each.split(".")[0] === version.split(".")[0]);
  const reason = ended.includes(version) ? "can no longer be created" : "is not known";
  return refused(
    "engineVersion",
    `InvalidParameterCombination: Cannot find version ${version} for ${engine}: it ${reason}. Allowed: ${(newest.length > 0 ? newest : offered).join(", ")}, as of ${offers().date}.`,
  );
}

function databaseClass({ inputs, region }: Offered): OfferFindings {
  if (known(inputs, "engine") !== "postgres") return none;
  return sized("instanceClass", known(inputs, "instanceClass"), offers().databaseClasses[region], {
    code: "InvalidParameterCombination: RDS does not support creating a DB instance with this class",
    region,
  });
}

function cacheVersion({ inputs, olds }: Offered): OfferFindings {
  const [engine = "redis", version = ""] = [known(inputs, "engine"), known(inputs, "engineVersion")];
  const versions = offers().cacheVersions[engine];
  if (!versions || version === "" || version === known(olds, "engineVersion") || version === "6.x") return none;
  return versions.includes(version)
    ? none
    : refused(
        "engineVersion",
        `InvalidParameterCombination: Cannot find version ${version} for ${engine}. Allowed: ${versions.join(", ")}, as of ${offers().date}.`,
      );
}

function cacheNode({ inputs, region }: Offered): OfferFindings {
  return sized("nodeType", known(inputs, "nodeType"), offers().cacheNodeTypes[region], {
    code: "InvalidParameterValue: The specified cache node type is not available",
    region,
  });
}

/** Source: ElastiCache guide, "In-transit encryption": the mode can be set from Redis OSS 7.0.5 on. */
function transitEncryptionMode({ inputs }: Offered): OfferFindings {
  const [engine = "redis", version = ""] = [known(inputs, "engine"), known(inputs, "engineVersion")];
  if (engine !== "redis" || !/^[2-6]\./.test(version) || known(inputs, "transitEncryptionMode") === undefined)
    return none;
  return refused(
    "transitEncryptionMode",
    `InvalidParameterCombination: Transit encryption mode is not supported for engine version ${version}; it needs Redis OSS 7.0.5 or later.`,
  );
}

/** A class such as `db.t4g.micro` must be among the sizes of its family in the Region. */
function sized(
  property: string,
  name: string | undefined,
  families: Readonly<Record<string, string>> | undefined,
  { code, region }: { readonly code: string; readonly region: string },
): OfferFindings {
  const [, family = "", size = ""] = name?.split(".") ?? [];
  if (name === undefined || families === undefined) return none;
  const sizes = families[family]?.split(" ") ?? [];
  if (sizes.includes(size)) return none;
  const allowed = sizes.length > 0 ? `${family}: ${sizes.join(", ")}` : Object.keys(families).join(", ");
  return refused(property, `${code}: ${name} in ${region}. Allowed: ${allowed}, as of ${offers().date}.`);
}

function soonEnds(property: string, what: string, life: RuntimeLife, now: Date): OfferFindings {
  const left = Math.ceil((Date.parse(life.deprecated) - now.getTime()) / day);
  if (left > warnedDays) return none;
  const ends = left > 0 ? `ends on ${life.deprecated}, in ${left} days` : `ended on ${life.deprecated}`;
  return warned(property, `${what} ${ends}.${instead(life)} Source: ${offers().source}.`);
}

const instead = ({ successor }: RuntimeLife) => (successor === undefined ? "" : ` Use ${successor}.`);

const isPast = (date: string | undefined, now: Date) => date !== undefined && now.getTime() >= Date.parse(date);

function known(inputs: WireObject, name: string): string | undefined {
  const value = textAt(inputs, name);
  return value === undefined || value === "" || isUnknown(value) ? undefined : value;
}
