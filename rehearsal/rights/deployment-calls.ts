import type { DeployedResource } from "../../readiness/deployed-resource";
import { knownAction, resourcesOf } from "./actions";
import type { Call, Policy, Stack } from "./call";
import { typeCalls } from "./calls/index";
import { lastOf, text, type Properties, type TypeCalls } from "./calls/type-calls";
import { publishedPermissions, type Phase } from "./published/permissions";
import { serviceLinkedRole } from "./service-linked-roles";

const phases: readonly Phase[] = ["create", "read", "update", "delete"];

/** The types of AWS among resources that nothing is known of: their calls cannot be judged. */
export function unknownTypes(resources: readonly DeployedResource[]): readonly string[] {
  const types = resources.map(({ type }) => type).filter((type) => type.startsWith("aws:"));
  return [...new Set(types)].filter((type) => typeCalls[type] === undefined);
}

/** Every call that deploying, changing and taking down the resources makes with the caller's rights, each once. */
export async function deploymentCalls(resources: readonly DeployedResource[], stack: Stack): Promise<readonly Call[]> {
  const calls = new Map<string, Call>();
  const roles = rolesOf(resources);
  const keyPolicy = keyPolicies(resources, stack);
  for (const { urn, type, properties } of resources) {
    const description = typeCalls[type];
    if (description === undefined) continue;
    const place = { account: stack.account, region: text(properties.region) || stack.region };
    const kinds = description.kinds(properties, place);
    for (const phase of phases) {
      for (const name of actionsOf(type, description, phase)) {
        const action = await knownAction(name);
        if (action === undefined) continue;
        const of = { action: action.action, type, phase, place, stack };
        const context = { ...contextOf(of), ...description.context?.(), ...boundaryOf(type, properties, roles) };
        for (const resource of await resourcesOf(action, kinds, place)) {
          const policy = resource.includes(":key/") ? keyPolicy(properties, place.region) : undefined;
          const call: Call = { action: action.action, resource, context, purpose: urn, ...(policy && { policy }) };
          calls.set(JSON.stringify([call.action, resource, context, policy]), call);
        }
      }
    }
    for (const call of [...handedOver(urn, type, properties, roles, stack), ...linkedRoles(urn, type, stack)]) {
      calls.set(JSON.stringify([call.action, call.resource, call.context]), call);
    }
  }
  return [...calls.values()];
}

/** The actions of one phase: those of the schema that the program uses, and those beyond. */
function actionsOf(type: string, { beyond = {}, unused = [] }: TypeCalls, phase: Phase): readonly string[] {
  // Roles are handed over and service-linked roles are made under names of their own, which the schemas do not say.
  const patterns = [...unused, "iam:PassRole", "iam:CreateServiceLinkedRole"].map(patternOf);
  const published = publishedPermissions().types[type]?.[phase] ?? [];
  return [...published.filter((action) => !patterns.some((pattern) => pattern.test(action))), ...(beyond[phase] ?? [])];
}

function patternOf(pattern: string): RegExp {
  return new RegExp(`^${pattern.replaceAll("*", ".*")}$`, "i");
}

/** Actions that make the resource they name: it has no tags yet. */
const making = /:(Create|Allocate|Request|Register|Run)(?!Tags|Route$|Grant|Alias|LogStream)/;

interface Circumstances {
  readonly action: string;
  readonly type: string;
  readonly phase: Phase;
  readonly place: { readonly account: string; readonly region: string };
  readonly stack: Stack;
}

/**
 * The condition keys of a request. The tag of a KMS key counts up to five minutes after it was set (KMS developer guide,
 * "ABAC for AWS KMS"), so it does not count in the update that makes the key.
 */
function contextOf({ action, type, phase, place, stack }: Circumstances): Readonly<Record<string, string>> {
  const service = action.split(":")[0] ?? "";
  const own = type.split(/[:/]/)[1] ?? "";
  const late = service === "kms" && (phase === "create" || phase === "read");
  return {
    "aws:RequestedRegion": place.region,
    "aws:RequestTag/stage": stack.stage,
    ...(!late && !making.test(action) && { "aws:ResourceTag/stage": stack.stage }),
    ...(service === "kms" &&
      own !== "kms" && {
        "kms:ViaService": `${own}.${place.region}.amazonaws.com`,
        "kms:GrantIsForAWSResource": "true",
      }),
  };
}

/**
 * The key policy that judges a call about a key: the key's own, or that of a key of the stage in the Region, whose keys
 * all leave their use to the policies of the account.
 */
function keyPolicies(resources: readonly DeployedResource[], stack: Stack) {
  const keys = resources.filter(({ type }) => type === "aws:kms/key:Key").map(({ properties }) => properties);
  return (properties: Properties, region: string): Policy | undefined => {
    const own = keys.find((key) => key === properties);
    const near = keys.find((key) => (text(key.region) || stack.region) === region);
    const policy = text((own ?? near)?.policy);
    return policy === "" ? undefined : (JSON.parse(policy) as Policy);
  };
}

type Roles = ReadonlyMap<string, Properties>;

/** The roles of a deployment by name. */
function rolesOf(resources: readonly DeployedResource[]): Roles {
  const roles = resources.filter(({ type }) => type === "aws:iam/role:Role");
  return new Map(roles.map(({ properties }) => [text(properties.name), properties]));
}

/** Changing a role's rights is judged with the boundary that the role has. */
function boundaryOf(type: string, properties: Properties, roles: Roles): Readonly<Record<string, string>> {
  if (!type.startsWith("aws:iam/role")) return {};
  const role = type === "aws:iam/role:Role" ? properties : roles.get(text(properties.role));
  const arn = text(role?.permissionsBoundary);
  return arn === "" ? {} : { "iam:PermissionsBoundary": arn };
}

/** The services that a role is handed to beside those that its trust policy names, by the type that hands it over. */
const alsoPassedTo: Readonly<Record<string, string>> = {
  // docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_Roles.html
  "aws:synthetics/canary:Canary": "synthetics.amazonaws.com",
};

/** `iam:PassRole` of every role that a resource is given. */
function handedOver(urn: string, type: string, properties: Properties, roles: Roles, stack: Stack): readonly Call[] {
  if (type.startsWith("aws:iam/")) return [];
  const given = [...new Set(textsOf(properties))]
    .map((value) => roles.get(lastOf(value)))
    .filter((role) => role !== undefined);
  return given.flatMap((role) =>
    [...new Set([...trusted(role), ...[alsoPassedTo[type]].filter((each) => each !== undefined)])].map((service) => ({
      action: "iam:PassRole",
      resource: `arn:aws:iam::${stack.account}:role/${lastOf(role.name)}`,
      context: { "iam:PassedToService": service },
      purpose: urn,
    })),
  );
}

/** The services that may take a role on. */
function trusted(role: Properties): readonly string[] {
  const { Statement } = JSON.parse(text(role.assumeRolePolicy) || '{"Statement":[]}') as {
    Statement: readonly { readonly Principal?: { readonly Service?: string | readonly string[] } }[];
  };
  return Statement.flatMap(({ Principal }) => Principal?.Service ?? []);
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return value.startsWith("arn:aws:iam:") ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}

function linkedRoles(urn: string, type: string, { account }: Stack): readonly Call[] {
  const linked = serviceLinkedRole(type);
  if (linked === undefined) return [];
  return [
    {
      action: "iam:CreateServiceLinkedRole",
      resource: `arn:aws:iam::${account}:role/aws-service-role/${linked.service}/${linked.name}`,
      context: { "iam:AWSServiceName": linked.service },
      purpose: urn,
    },
  ];
}
