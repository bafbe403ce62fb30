import { nameOf, type RoleUses } from "../../../readiness/run-result";
import type { Call } from "../call";
import { lastOf, text } from "../calls/type-calls";
import { judge, NotJudged, type Verdict } from "../judge";
import { Graph, type Standing } from "./graph";
import { isTold, unreadable, usesIn } from "./index";
import { type RoleRights, StandingPolicies } from "./standing-policies";
import type { Context, UseOf } from "./use";

/** Where the resources stand. */
export interface Place {
  /** Twelve digits. */
  readonly account: string;
  /** The Region of what names none. */
  readonly region: string;
}

/**
 * Judges what AWS and the applications do with the roles, keys and resources that stand, and says what the table of uses
 * does not know: roles that nothing takes on, and resources that name a role and do nothing known with it.
 */
export async function judgeRoleUses(resources: readonly Standing[], { account, region }: Place): Promise<RoleUses> {
  const graph = new Graph(resources, account, region);
  const all = usesIn(graph);
  const { judged, denied, notJudged } = await judgeUses(all, graph);
  return { judged, denied, notJudged: [...notJudged, ...gaps(graph, all)] };
}

/**
 * Judges uses by the policies of the role, its boundary, the policy of the resource and of its key together.
 */
export async function judgeUses(all: readonly UseOf[], graph: Graph): Promise<RoleUses> {
  const policies = new StandingPolicies(graph);
  const denied: RoleUses["denied"][number][] = [];
  const unknown = new Map<string, RoleUses["notJudged"][number]>();
  let judged = 0;
  for (const use of distinct(all)) {
    const verdict = await verdictOn(use, graph, policies);
    if (typeof verdict === "string") {
      const what = `${use.by || nameOf(use.user)}: ${use.action}`;
      unknown.set(what, { what, why: verdict });
      continue;
    }
    judged += 1;
    if (!verdict.allowed) denied.push({ ...use, reason: reasonOf(use, verdict) });
  }
  return { judged, denied, notJudged: [...unknown.values()] };
}

/** Uses of one right by the same party for the same resource are one, whatever they are for. */
function distinct(all: readonly UseOf[]): readonly UseOf[] {
  const byKey = new Map<string, UseOf>();
  for (const use of all) {
    const key = JSON.stringify([use.by, use.action, use.resource, use.context]);
    if (!byKey.has(key)) byKey.set(key, use);
  }
  return [...byKey.values()];
}

/** The verdict, or why there is none. */
async function verdictOn(use: UseOf, graph: Graph, policies: StandingPolicies): Promise<Verdict | string> {
  const { by, action, resource, purpose } = use;
  if (by === "" || resource === "") return "its role or its resource is not of this stack";
  const isKey = action.startsWith("kms:");
  // A role may be allowed by its own policies alone; a service, and the use of a key, are not without the resource's.
  if ((isKey || !by.startsWith("arn:")) && !stands(resource, graph)) return `${resource} is not of this stack`;
  const caller = callerOf(by, policies);
  if (caller === undefined) return `${by} is not of this stack`;
  const policy = policies.resource(resource);
  const context = contextOf(use, graph);
  const call: Call = { action, resource, owner: graph.account, context, purpose, ...(policy && { policy }) };
  try {
    const verdict = await judge(call, caller);
    if (verdict.allowed) return verdict;
    if (caller.unknown.length > 0) return `the text of ${caller.unknown.join(", ")} is not known`;
    return isKey && hasGrants(resource, graph) ? "a grant of the key may allow it" : verdict;
  } catch (error) {
    if (error instanceof NotJudged) return error.message;
    throw error;
  }
}

/** The rights of whoever asks: of a service none of its own, of another account all; undefined for an unknown role. */
function callerOf(by: string, policies: StandingPolicies): RoleRights | undefined {
  if (!by.startsWith("arn:")) return { principal: by, policies: [], unknown: [] };
  return by.endsWith(":root") ? { principal: by, policies: [everything], unknown: [] } : policies.role(by);
}

function hasGrants(key: string, graph: Graph): boolean {
  const id = graph.at(key)?.state.keyId;
  return graph.list("aws:kms/grant:Grant").some(({ state }) => [key, id].includes(state.keyId));
}

/** What another account allows its own is its own affair. */
const everything = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };

function stands(arn: string, graph: Graph): boolean {
  if (arn.startsWith("arn:aws:s3:::")) return graph.bucket(lastOf(arn.split("/")[0], ":")) !== undefined;
  return graph.at(arn.replace(/:log-stream:.*$/, "")) !== undefined;
}

/** Every request comes over TLS; one of a role says whose role and whose resource it is. Source: IAM guide, global keys. */
function contextOf(use: UseOf, { account }: Graph): Context {
  const role = use.by.startsWith("arn:aws:iam:");
  return {
    "aws:SecureTransport": "true",
    ...(use.action.startsWith("s3:") && { "s3:TlsVersion": "1.3" }),
    ...(role
      ? { "aws:PrincipalAccount": use.by.split(":")[4] ?? "", "aws:ResourceAccount": account }
      : { "aws:PrincipalIsAWSService": "true" }),
    ...(use.action.startsWith("kms:") && role && { "kms:CallerAccount": use.by.split(":")[4] ?? "" }),
    ...use.context,
  };
}

/** What the policy of a resource is called, by the service of the resource. */
const policyNames: Readonly<Record<string, string>> = {
  iam: "trust policy",
  kms: "key policy",
  lambda: "function's policy",
  s3: "bucket policy",
  secretsmanager: "secret's policy",
  sns: "topic policy",
  sqs: "queue policy",
};

function reasonOf(use: UseOf, { deniedBy, explicitly = false }: Verdict): string {
  const own = policyNames[use.resource.split(":")[2] ?? ""] ?? "resource policy";
  const whose = { role: "role's policies", boundary: "permissions boundary", resource: own } as const;
  const of = use.by.startsWith("arn:") ? whose[deniedBy ?? "role"] : own;
  return explicitly ? `a statement of the ${of} denies it` : `no statement of the ${of} allows it`;
}

/**
 * Roles that nothing in the table uses, resources that name a role and do nothing known with it, and those that hide what
 * they use.
 */
function gaps(graph: Graph, all: readonly UseOf[]): readonly RoleUses["notJudged"][number][] {
  const roles = graph.list("aws:iam/role:Role").map(({ state }) => text(state.arn));
  const known = new Set(
    all.flatMap(({ by, resource, user }) => [by, resource, `${user} ${by}`, `${user} ${resource}`]),
  );
  const users = graph.resources.filter(({ type }) => !type.startsWith("aws:iam/") && !isTold(type));
  const named = users.flatMap((user) => {
    const texts = JSON.stringify(user.state);
    return roles
      .filter((role) => texts.includes(`"${role}"`) && !known.has(`${user.urn} ${role}`))
      .map((role) => ({
        role,
        what: `${role}: ${nameOf(user.urn)}`,
        why: `the use of the role by ${user.type} is unknown`,
      }));
  });
  const unused = roles
    .filter((role) => !known.has(role) && !named.some((each) => each.role === role))
    .map((role) => ({ what: role, why: "no use in the table assumes the role" }));
  const hidden = graph.resources.flatMap((user) => {
    const property = unreadable(user);
    return property === undefined ? [] : [{ what: nameOf(user.urn), why: `a secret hides its ${property}` }];
  });
  const endpoints = graph.resources
    .filter(({ type, inputs }) => type === "aws:ec2/vpcEndpoint:VpcEndpoint" && inputs?.includes("policy") === true)
    .map(({ urn }) => ({ what: nameOf(urn), why: "denials of a VPC endpoint's policy are not judged" }));
  return [...named.map(({ what, why }) => ({ what, why })), ...unused, ...hidden, ...endpoints];
}
