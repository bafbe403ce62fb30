import type { WireValue } from "../resource-type";
import { containerDefinitions } from "./container-definitions";
import { isJsonList, isJsonObject, type Json, type JsonObject, jsonIn, normalizedJson } from "./documents";
import type { ReadProperty, Reads } from "./read";
import { loweredByBoth } from "./texts";

const s3Scheme = /^s3:\/\//;

/** Where a canary writes: Synthetics reports it without `s3://`. */
const artifactLocation: ReadProperty = {
  reported: (given) => (typeof given === "string" ? given.replace(s3Scheme, "") : given),
  same: (read, given) => typeof given === "string" && given.replace(s3Scheme, "") === read,
};

/** The rules of a repository in their order, without empty lists: equivalentLifecyclePolicyJSON. */
function lifecycleForm(policy: WireValue): WireValue {
  const document = jsonIn(policy);
  if (!isJsonObject(document) || !isJsonList(document.rules)) return policy;
  const rules = document.rules
    .filter(isJsonObject)
    .map((rule) => ({ ...rule, selection: selectionForm(rule.selection) }));
  const priority = ({ rulePriority }: JsonObject) => (typeof rulePriority === "number" ? rulePriority : 0);
  return normalizedJson(JSON.stringify(rules.sort((one, other) => priority(one) - priority(other))));
}

function selectionForm(selection: Json | undefined): Json {
  if (!isJsonObject(selection)) return selection ?? null;
  const members = Object.entries(selection).map(
    ([key, value]) => [key, isJsonList(value) ? [...value].sort() : value] as const,
  );
  return Object.fromEntries(members.filter(([, value]) => !(isJsonList(value) && value.length === 0)));
}

const lifecyclePolicy: ReadProperty = {
  reported: normalizedJson,
  same: (read, given) => lifecycleForm(read) === lifecycleForm(given),
  source: "internal/service/ecr/lifecycle_policy.go, equivalentLifecyclePolicyJSON",
};

export const computeReads: Reads = {
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
    source: "ecr/lifecycle_policy.go",
    properties: { policy: lifecyclePolicy },
  },
  "aws:ecs/cluster:Cluster": { source: "ecs/cluster.go" },
  "aws:ecs/taskDefinition:TaskDefinition": {
    source: "ecs/task_definition.go",
    properties: { containerDefinitions },
  },
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": {
    source: "firehose/delivery_stream.go",
    properties: { destination: loweredByBoth },
  },
  "aws:lambda/function:Function": { source: "lambda/function.go" },
  // Its Read does nothing.
  "aws:lambda/invocation:Invocation": { source: "lambda/invocation.go" },
  "aws:synthetics/canary:Canary": {
    source: "synthetics/canary.go",
    properties: { artifactS3Location: artifactLocation },
  },
};
