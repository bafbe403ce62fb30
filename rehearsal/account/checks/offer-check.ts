import { closedLists } from "../published/closed-lists";
import { offers } from "../published/offers";
import type { RuntimeLife } from "../published/offers";
import { lambdaConcurrency } from "../quotas/lambda-concurrency";
import { atlasCluster } from "./offers/atlas";
import { listedInputs } from "./offers/listed-inputs";
import { endInWords, isPast, known, none, refused as refusedBy, together, warned } from "./offers/offer";
import type { OfferCheck, Offered, OfferFindings } from "./offers/offer";
import { cacheGroup, databaseGroup } from "./offers/parameter-groups";
import { endpointService, regionFindings, zones } from "./offers/regions";
import { cacheSupport, databaseSupport } from "./offers/version-support";

export type { Offered, OfferFindings } from "./offers/offer";

const refused = (property: string, reason: string): OfferFindings => refusedBy(property, reason, offers().source);

/**
 * The Lambda runtime below each major version of the Synthetics runtime without a browser. Source: CloudWatch guide,
 * "Runtime versions using Node.js".
 */
const lambdaBelow: Readonly<Record<string, string>> = {
  "syn-nodejs-3": "nodejs20.x",
  "syn-nodejs-4": "nodejs22.x",
  "syn-nodejs-5": "nodejs22.x",
};

const about = (inputs: OfferCheck["inputs"], find: OfferCheck["find"]): OfferCheck => ({ inputs, find });

const cacheZones = zones("preferredCacheClusterAzs", "InvalidParameterValue");
const zone = (code: string) => zones("availabilityZone", code);

const checks: Readonly<Record<string, readonly OfferCheck[]>> = {
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": [about(["monitorSpecification"], costMonitor)],
  "aws:ec2/subnet:Subnet": [zone("InvalidParameterValue")],
  "aws:ec2/vpcEndpoint:VpcEndpoint": [endpointService],
  "aws:elasticache/cluster:Cluster": [
    about(["engineVersion"], cacheVersion),
    cacheSupport,
    about(["nodeType"], cacheNode),
    zone("InvalidParameterValue"),
  ],
  "aws:elasticache/parameterGroup:ParameterGroup": [cacheGroup],
  "aws:elasticache/replicationGroup:ReplicationGroup": [
    about(["engineVersion"], cacheVersion),
    cacheSupport,
    about(["nodeType"], cacheNode),
    about(["transitEncryptionMode"], transitEncryptionMode),
    cacheZones,
  ],
  "aws:lambda/function:Function": [
    about(["runtime"], lambdaRuntime),
    about(["reservedConcurrentExecutions"], reservation),
  ],
  "aws:rds/cluster:Cluster": [
    about(["engineVersion"], databaseVersion),
    databaseSupport,
    zones("availabilityZones", "InvalidVPCNetworkStateFault"),
  ],
  "aws:rds/clusterInstance:ClusterInstance": [about(["instanceClass"], databaseClass), zone("InvalidParameterValue")],
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": [databaseGroup],
  "aws:rds/instance:Instance": [
    about(["engineVersion"], databaseVersion),
    about(["instanceClass"], databaseClass),
    databaseSupport,
    zone("InvalidParameterValue"),
  ],
  "aws:rds/parameterGroup:ParameterGroup": [databaseGroup],
  "aws:synthetics/canary:Canary": [about(["runtimeVersion"], canaryRuntime)],
  "mongodbatlas:index/advancedCluster:AdvancedCluster": atlasCluster,
};

const checksOf = (type: string): readonly OfferCheck[] => [...(checks[type] ?? []), ...(listedInputs[type] ?? [])];

/** The inputs of a type that a closed list decides about, by their paths. */
export function listedInputsOf(type: string): readonly string[] {
  return [...new Set(checksOf(type).flatMap(({ inputs }) => inputs))];
}

/** What the closed lists of AWS and Atlas say of a resource. Unknown values and those of secrets are passed over. */
export function offerFindings(type: string, offered: Offered): OfferFindings {
  return together(checksOf(type).map(({ find }) => find(offered)));
}

export { regionFindings };

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
  if (version === undefined) return none;
  const isNew = version !== known(olds, "runtimeVersion");
  const [, family = "", number = ""] = /^(.*)-([\d.]+)$/.exec(version) ?? [];
  const { runtimes, source } = closedLists().canaryRuntimes;
  const listed = runtimes[version];
  const below = listed?.lambda ?? lambdaBelow[version.replace(/\.\d+$/, "")];
  const life = below === undefined ? undefined : offers().lambdaRuntimes[below];
  if (isNew && (listed?.deprecated === true || isPast(life?.deprecated, now))) {
    const why =
      life === undefined
        ? "AWS creates no canary with it"
        : `it runs on ${below ?? ""}, which Lambda deprecated on ${life.deprecated}, and no canary can be created with it`;
    const said = listed ? `${source} and ${offers().source}` : offers().source;
    return refusedBy("runtimeVersion", `ValidationException: Deprecated runtime version ${version}: ${why}.`, said);
  }
  const siblings = Object.keys(runtimes).filter((each) => each.replace(/-[\d.]+$/, "") === family);
  // The list lags behind Synthetics: a runtime newer than its newest is passed over.
  const isOlder = siblings.some((each) => Number(each.slice(family.length + 1)) > Number(number));
  if (isNew && !listed && below === undefined && (siblings.length === 0 || isOlder)) {
    const values = siblings.length > 0 ? siblings : Object.keys(runtimes).slice(-3);
    return refusedBy(
      "runtimeVersion",
      `ValidationException: Invalid runtime version ${version}. Allowed: ${values.slice(-3).join(", ")} or a newer one.`,
      source,
    );
  }
  // What Lambda recommends instead is no runtime of Synthetics.
  return below === undefined || life === undefined
    ? none
    : soonEnds(
        "runtimeVersion",
        `Synthetics' runtime ${version} runs on ${below}, which`,
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
  const engine = known(inputs, "engine") ?? "";
  const families = engine === "postgres" ? offers().databaseClasses : closedLists().instanceClasses.engines[engine];
  return sized("instanceClass", known(inputs, "instanceClass"), families?.[region], {
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
  if (name === undefined || families === undefined) return none;
  const [, family = "", ...rest] = name.split(".");
  const size = rest.join(".");
  const sizes = families[family]?.split(" ") ?? [];
  if (sizes.includes(size)) return none;
  const allowed = sizes.length > 0 ? `${family}: ${sizes.join(", ")}` : Object.keys(families).join(", ");
  return refused(property, `${code}: ${name} in ${region}. Allowed: ${allowed}, as of ${offers().date}.`);
}

function soonEnds(property: string, what: string, life: RuntimeLife, now: Date): OfferFindings {
  const ends = endInWords(life.deprecated, now);
  return ends === undefined ? none : warned(property, `${what} ${ends}.${instead(life)}`, offers().source);
}

const instead = ({ successor }: RuntimeLife) => (successor === undefined ? "" : ` Use ${successor}.`);
