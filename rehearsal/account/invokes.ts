import { accountId } from "./creation";
import type { AccountView, Invoke, WireObject, WireValue } from "./resource-type";
import { isList, isObject } from "./wire";

/** The answers to the functions a program may call, by token. */
export const invokes: Readonly<Record<string, Invoke>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": () => ({
    id: accountId,
    accountId,
    arn: `arn:aws:sts::${accountId}:assumed-role/rehearsal/rehearsal`,
    userId: "AROAREHEARSAL:rehearsal",
  }),
  "aws:index/getRegion:getRegion": (args, account) => {
    const region = regionOf(args, account);
    return { id: region, name: region, region, endpoint: `ec2.${region}.amazonaws.com`, description: region };
  },
  "aws:index/getPartition:getPartition": () => ({
    id: "aws",
    partition: "aws",
    dnsSuffix: "amazonaws.com",
    reverseDnsPrefix: "com.amazonaws",
  }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": (args, account) => {
    const region = regionOf(args, account);
    const names = ["a", "b", "c"].map((letter) => `${region}${letter}`);
    return {
      id: region,
      names,
      zoneIds: names.map((_, index) => `${region}-az${index + 1}`),
      groupNames: [region],
      state: args.state ?? "available",
    };
  },
  "aws:iam/getPolicyDocument:getPolicyDocument": (args) => {
    const json = JSON.stringify(policyDocument(args));
    return { ...args, id: "policy", json, minifiedJson: json };
  },
};

function regionOf(args: WireObject, account: AccountView): string {
  return typeof args.region === "string" ? args.region : account.region;
}

/** The JSON document of a policy that the program wrote as data. */
function policyDocument(args: WireObject): WireObject {
  const statements = isList(args.statements) ? args.statements.filter(isObject) : [];
  return {
    Version: args.version ?? "2012-10-17",
    ...(args.policyId !== undefined && { Id: args.policyId }),
    Statement: statements.map((statement) => ({
      ...(statement.sid !== undefined && { Sid: statement.sid }),
      Effect: statement.effect ?? "Allow",
      ...named("Action", statement.actions),
      ...named("NotAction", statement.notActions),
      ...named("Resource", statement.resources),
      ...named("NotResource", statement.notResources),
      ...principals("Principal", statement.principals),
      ...principals("NotPrincipal", statement.notPrincipals),
      ...conditions(statement.conditions),
    })),
  };
}

function textOf(value: WireValue): string {
  return typeof value === "string" ? value : "";
}

/** AWS writes a list of one as the one. */
function single(values: readonly WireValue[]): WireValue {
  return values.length === 1 ? values[0] : values;
}

function named(key: string, values: WireValue): WireObject {
  return isList(values) && values.length > 0 ? { [key]: single(values) } : {};
}

function principals(key: string, values: WireValue): WireObject {
  if (!isList(values) || values.length === 0) return {};
  const entries = values.filter(isObject).map((principal): [string, WireValue] => {
    const identifiers = isList(principal.identifiers) ? principal.identifiers : [];
    return [textOf(principal.type), single(identifiers)];
  });
  return { [key]: entries.some(([type]) => type === "*") ? "*" : Object.fromEntries(entries) };
}

function conditions(values: WireValue): WireObject {
  if (!isList(values) || values.length === 0) return {};
  const byTest: Record<string, Record<string, WireValue>> = {};
  for (const condition of values.filter(isObject)) {
    const test = (byTest[textOf(condition.test)] ??= {});
    test[textOf(condition.variable)] = single(isList(condition.values) ? condition.values : []);
  }
  return { Condition: byTest };
}
