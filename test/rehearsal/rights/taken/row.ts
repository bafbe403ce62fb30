import type { Change } from "../standing-stage";

/** What somebody needs; the resource that says so, by type and logical name; its change; whose use it is; what is denied. */
export type Row = readonly [string, string, string, Change, string, string];

type Policies = "policy" | "assumeRolePolicy";

interface Statement {
  readonly Sid?: string;
}

function withPolicy(property: Policies, change: (text: string) => string): Change {
  return (each) => {
    const text = each.state[property];
    if (typeof text !== "string") throw new Error(`${each.urn} has no ${property}`);
    return { ...each, state: { ...each.state, [property]: change(text) } };
  };
}

/** The policy without the statement of a name. */
export function without(sid: string, property: Policies = "policy"): Change {
  return withPolicy(property, (text) => {
    const document = JSON.parse(text) as { readonly Statement: readonly Statement[] };
    const kept = document.Statement.filter(({ Sid }) => Sid !== sid);
    if (kept.length === document.Statement.length) throw new Error(`No statement ${sid}`);
    return JSON.stringify({ ...document, Statement: kept });
  });
}

/** The policy with another account in its conditions. */
export function ofAnotherAccount(property: Policies): Change {
  const condition = /(aws:SourceAccount":"|logs:af-south-1:)0{12}/g;
  return withPolicy(property, (text) => text.replaceAll(condition, "$1111111111111"));
}

/** The policy with a statement that denies an action to everybody. */
export function denying(Action: string, Resource: string): Change {
  return withPolicy("policy", (text) => {
    const { Statement, ...rest } = JSON.parse(text) as { readonly Statement: readonly Statement[] };
    return JSON.stringify({ ...rest, Statement: [...Statement, { Effect: "Deny", Principal: "*", Action, Resource }] });
  });
}

/** The role within another permissions boundary. */
export function boundedBy(policy: string): Change {
  return (each) => ({ ...each, state: { ...each.state, permissionsBoundary: `arn:aws:iam::aws:policy/${policy}` } });
}

/** Nothing of it is left. */
export const gone: Change = () => undefined;

export const role = "no statement of the role's policies allows it";

export function policy(kind: string): string {
  return `no statement of the ${kind} policy allows it`;
}
