import { atlasLookups } from "./atlas-lookups";
import { accountId } from "./creation";
import { getSubnets, lookupInvokes } from "./lookups";
import { zonesOf } from "./published/closed-lists";
import { getService } from "./running-service";
import type { AccountView, Invoke, WireObject, WireValue } from "./resource-type";
import { isList, isObject } from "./wire";

/** The answers to the functions a program may call, by token. */
export const invokes: Readonly<Record<string, Invoke>> = {
  ...lookupInvokes,
  ...atlasLookups,
  "aws:ecs/getService:getService": getService,
  "aws:ec2/getSubnets:getSubnets": getSubnets,
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
    const names = zonesOf(region);
    return {
      id: region,
      names,
      zoneIds: names.map((_, index) => `${region}-az${index + 1}`),
      groupNames: [region],
      state: args.state ?? "available",
    };
  },
  "aws:iam/getPolicyDocument:getPolicyDocument": (args) => {
    const document = policyDocument(args);
    return {
      ...args,
      id: "policy",
      json: JSON.stringify(document, undefined, 2),
      minifiedJson: JSON.stringify(document),
    };
  },
};

function regionOf(args: WireObject, account: AccountView): string {
  return typeof args.region === "string" ? args.region : account.region;
}

/** The JSON document of a policy that the program wrote as data. */
function policyDocument(args: WireObject): WireObject {
  const own = isList(args.statements) ? args.statements.filter(isObject) : [];
  const written = own.map(statementOf);
  return {
    Version: args.version ?? "2012-10-17",
    ...(args.policyId !== undefined && { Id: args.policyId }),
    // A statement takes the place of one with its Sid that came before it.
    Statement: [
      ...statementsOf(args.sourcePolicyDocuments),
      ...written,
      ...statementsOf(args.overridePolicyDocuments),
    ].filter(
      ({ Sid: sid }, index, all) => sid === undefined || all.findLastIndex(({ Sid: other }) => other === sid) === index,
    ),
  };
}

/** The statements of documents that are given as JSON. */
function statementsOf(documents: WireValue): readonly WireObject[] {
  const texts = isList(documents) ? documents.filter((text) => typeof text === "string" && text !== "") : [];
  return texts.flatMap((text) => {
    const { Statement: statements } = JSON.parse(textOf(text)) as WireObject;
    return isList(statements) ? statements.filter(isObject) : isObject(statements) ? [statements] : [];
  });
}

function statementOf(statement: WireObject): WireObject {
  return {
    ...(textOf(statement.sid) !== "" && { Sid: statement.sid }),
    Effect: statement.effect ?? "Allow",
    ...named("Action", statement.actions),
    ...named("NotAction", statement.notActions),
    ...named("Resource", statement.resources),
    ...named("NotResource", statement.notResources),
    ...principals("Principal", statement.principals),
    ...principals("NotPrincipal", statement.notPrincipals),
    ...conditions(statement.conditions),
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
  const byType: Record<string, WireValue[]> = {};
  for (const principal of values.filter(isObject)) {
    const identifiers = isList(principal.identifiers) ? principal.identifiers : [];
    (byType[textOf(principal.type)] ??= []).push(...identifiers);
  }
  if ("*" in byType) return { [key]: "*" };
  return { [key]: Object.fromEntries(Object.entries(byType).map(([type, all]) => [type, single(all)])) };
}

function conditions(values: WireValue): WireObject {
  if (!isList(values) || values.length === 0) return {};
  const byTest: Record<string, Record<string, WireValue[]>> = {};
  for (const condition of values.filter(isObject)) {
    const test = (byTest[textOf(condition.test)] ??= {});
    (test[textOf(condition.variable)] ??= []).push(...(isList(condition.values) ? condition.values : []));
  }
  const written = Object.entries(byTest).map(([test, variables]) => [
    test,
    Object.fromEntries(Object.entries(variables).map(([variable, all]) => [variable, single(all)])),
  ]);
  return { Condition: Object.fromEntries(written) as WireObject };
}
