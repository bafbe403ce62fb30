import { accountOf } from "./accounts";
import type { Conditions } from "../conditions";
import { isEverybody } from "../policy-document";
import type { Statement } from "../policy-document";

/** An account that a statement admits. */
export interface AdmittedAccount {
  readonly account: string;
  /** Whether the caller must give an external ID that the statement names. */
  readonly withExternalId: boolean;
}

/** Keys whose value is an account, or an ARN in one, of the caller or of the source of a service's request. */
const keysOfAccounts: ReadonlySet<string> = new Set([
  ...["aws:sourceaccount", "aws:sourceowner", "aws:sourcearn", "aws:principalaccount", "aws:principalarn"],
  ...["kms:calleraccount"],
]);

/**
 * The accounts that an Allow statement names: as principals, or, if it admits a service or all principals, in its
 * condition.
 */
export function admittedAccounts(statement: Statement): readonly AdmittedAccount[] {
  const { effect, principals, conditions } = statement;
  if (effect !== "Allow") return [];
  const withExternalId = valuesOf(conditions, (key) => key === "sts:externalid").length > 0;
  const open = principals.some(isEverybody) || statement.principalsOf("Service").length > 0;
  const inConditions = open ? valuesOf(conditions, (key) => keysOfAccounts.has(key)) : [];
  const accounts = [...principals, ...inConditions].flatMap((text) => accountOf(text) ?? []);
  return [...new Set(accounts)].map((account) => ({ account, withExternalId }));
}

/** Keys whose value is an organisation, or a path in one, of the caller or of the source of a service's request. */
const keysOfOrganizations: ReadonlySet<string> = new Set([
  ...["aws:principalorgid", "aws:principalorgpaths", "aws:sourceorgid", "aws:sourceorgpaths"],
]);

/** The organisations that an Allow statement admits by a condition, by id: "o-a1b2c3d4e5". */
export function admittedOrganizations({ effect, conditions }: Statement): readonly string[] {
  if (effect !== "Allow") return [];
  const values = valuesOf(conditions, (key) => keysOfOrganizations.has(key));
  return [...new Set(values.map((value) => value.split("/")[0] ?? value))];
}

/** The values of the positive tests on some keys. */
function valuesOf(conditions: Conditions, isWanted: (key: string) => boolean): readonly string[] {
  return Object.entries(conditions)
    .filter(([operator]) => /^(foranyvalue:)?(string|arn)(equals|like|equalsignorecase)$/i.test(operator))
    .flatMap(([, keys]) => Object.entries(keys))
    .filter(([key]) => isWanted(key.toLowerCase()))
    .flatMap(([, values]) => [values].flat().map(String));
}
