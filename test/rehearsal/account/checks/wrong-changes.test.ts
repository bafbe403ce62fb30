import * as fs from "node:fs";
import * as path from "node:path";
import { checkInputs } from "../../../../rehearsal/account/checks/check";
import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { resourceTypes } from "../../../../rehearsal/account/types";
import { type ChangeKind, type DeployedInputs, type WrongChange, wrongChanges } from "./wrong-changes";

/** The inputs of a rehearsed production: of each type as many resources as together have every input that any has. */
const deployed = JSON.parse(
  fs.readFileSync(path.join(__dirname, "deployed-inputs.json"), "utf8"),
) as readonly DeployedInputs[];

/** Inputs for which the wrong value is a right one, each with the reason. */
interface Free {
  readonly reason: string;
  readonly kinds: readonly ChangeKind[];
  /** Matches the type's name and the input's path: `Plan rules[].ruleName`. */
  readonly at: RegExp;
}

const words: readonly ChangeKind[] = ["a wrong word", "a wrong form"];
const free: readonly Free[] = [
  {
    reason: "a name of the program's own, for which another word is another name",
    kinds: ["a wrong word"],
    at: /[ .](name|ruleName|family|identifier|replicationGroupId|dashboardName|targetId|setIdentifier|userId|userGroupId|userName|username|metricName|namespace|deliverySourceName|handler|header|headerName|httpHeaderName|singleHeader\.name|authorizedUser\w+Name|aliases\[\]|fieldKeys\[\]|versionStages\[\]|rules\[\]\.id)$/,
  },
  {
    reason: "a name of another resource, or an ARN that may be a name: whether it is there shows when it is deployed",
    kinds: words,
    at: /[ .](bucket|s3Bucket|s3BucketName|targetBucket|cluster|clusterName|taskDefinition|containerName|capacityProvider|alarmNames\[\]|role|rule|repository|secretId|backupVaultName|targetVaultName|logGroupName|cloudWatchLogGroupName|logStreamName|subnetGroupName|dbSubnetGroupName|parameterGroupName|userGroupIds\[\]|userIds\[\]|sourceIds\[\]|restoreMetadataOverrides\.\w+|includeVaults\[\]|resources\[\])$/,
  },
  {
    reason: "an id that AWS makes and says no form of: whether it is there shows when it is deployed",
    kinds: words,
    at: /[ .](planId|zoneId|cachePolicyId|originRequestPolicyId|responseHeadersPolicyId|originAccessControlId)$/,
  },
  {
    reason: "a dimension, of which any value is one of a metric that may be there",
    kinds: [...words, "no number"],
    at: /dimensions?\.[\w[\]]+$/,
  },
  {
    reason: "a text for people",
    kinds: words,
    at: /( |\.)(alarmDescription|description|comment|label|displayName)$/,
  },
  {
    reason: "the name of a subnet group or of a role in a database, which shows when it is used",
    kinds: ["too long"],
    at: /(restoreMetadataOverrides\.dbSubnetGroupName|roles\[\]\.roleName)$/,
  },
  {
    reason: "a description of up to 8 192 characters, of which the change has 3 000",
    kinds: ["too long"],
    at: /^Key description$/,
  },
  {
    reason: "what is compared with a request or a tag, or sent or run as it is",
    kinds: words,
    at: /(searchString|labelMatchStatement\.key|stringEquals\[\]\.(key|value)|recoveryPointTags\.\w+|httpHeader\.values|values\[\]|customHeaders\[\]\.value|redirect\.query|contentType|defaultRootObject|insecureValue|[Ff]unction code|triggers\.code|secretString|password|source)$/,
  },
  {
    reason: "a key of an object or the beginning of one",
    kinds: words,
    at: /[ .](key|s3Key|s3KeyPrefix|prefix|targetPrefix|errorOutputPrefix)$/,
  },
  {
    reason: "a number of which the metric decides what is much",
    kinds: ["too small", "too great"],
    at: /(MetricAlarm threshold|metricThresholdConfig\.threshold|targetValue)$/,
  },
];

const isFree = ({ kind, type, path: at }: WrongChange) =>
  free.filter(({ kinds, at: pattern }) => kinds.includes(kind) && pattern.test(`${type.split(":")[2] ?? ""} ${at}`));

const isRefused = (type: string, inputs: WireObject) =>
  checkInputs(type, resourceTypes[type]!, {
    inputs,
    olds: {},
    region: typeof inputs.region === "string" ? inputs.region : "af-south-1",
    now: new Date("2026-11-29"),
    kind: "new",
  }).failures.length > 0;

const changes = wrongChanges(deployed);
const refusable = changes.filter((change) => isFree(change).length === 0);
const accepted = refusable.filter(({ type, inputs }) => !isRefused(type, inputs));

const counted = (list: readonly WrongChange[]) =>
  list.reduce<Partial<Record<ChangeKind, number>>>(
    (counts, { kind }) => ({ ...counts, [kind]: (counts[kind] ?? 0) + 1 }),
    {},
  );

it("accepts the inputs as they are deployed", () => {
  expect(deployed.filter(({ type, inputs }) => isRefused(type, inputs))).toEqual([]);
});

it("refuses in a preview at least 97 of 100 wrong changes, and how many of each kind", () => {
  expect(counted(refusable)).toEqual({
    "a member that is missing": 369,
    "a wrong form": 141,
    "a wrong word": 265,
    "another type": 111,
    "no number": 16,
    "too great": 114,
    "too long": 149,
    "too small": 114,
  });
  expect(counted(accepted)).toEqual({
    "a wrong form": 3,
    "a wrong word": 8,
    "too great": 10,
    "too long": 9,
    "too small": 1,
  });
  expect(accepted.length / refusable.length).toBeLessThanOrEqual(0.03);
});

it("leaves out only inputs of which something wrong is accepted", () => {
  const used = new Set(changes.filter(({ type, inputs }) => !isRefused(type, inputs)).flatMap(isFree));

  expect(free.filter((each) => !used.has(each))).toEqual([]);
});
