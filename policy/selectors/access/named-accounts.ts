import type { StackResource } from "../../stack-view";
import { known } from "../../unknown-value";
import { parsedJson } from "../json-text";
import { statementsOf } from "../policy-document";
import { eachKnownText } from "../texts";
import { accountOf } from "./accounts";

/** An account that a setting of a resource names. */
export interface NamedAccount {
  readonly account: string;
  readonly setting: string;
}

/** Settings that hold the number of an account by itself. */
const holdsAccount = /(account|account_?ids?|accounts|ownerId|registryId|bucketOwner|principals?)$/i;

/** A security group of another account, as a rule of a group names it. Source: EC2 API, `UserIdGroupPair`. */
const groupOfAccount = /^(\d{12})\/sg-/;

/** Types that are about other accounts, and texts that are for people only. */
const aboutAccounts = /^aws:(organizations|controltower|account|guardduty|securityhub|inspector2|macie2|detective)\//;
const forPeople = /^(tags|tagsAll|description|comment|dashboardBody|name|defaultTags)$/;

/** The properties that name principals, which `policies-own-accounts` reads. */
const ofPrincipals = /^(assumeRolePolicy|accessPolicy|accessPolicies|resourcePolicy)$/;

/**
 * The accounts that the settings of a resource of AWS name: by a number in a setting that is called so, in an ARN, or in
 * what an identity's policy allows. What a preview does not know is passed over: it is made from resources of the stack.
 */
export function namedAccounts({ type, props, given }: StackResource): readonly NamedAccount[] {
  if (!type.startsWith("aws:") || aboutAccounts.test(type)) return [];
  const found: NamedAccount[] = [];
  const settings = given === undefined ? Object.keys(props) : Object.keys(given);
  for (const setting of settings) {
    if (forPeople.test(setting) || ofPrincipals.test(setting)) continue;
    const value = known(() => (props as Readonly<Record<string, unknown>>)[setting]);
    eachKnownText(value, (text, path) => {
      const written = [setting, ...path];
      for (const account of accountsIn(text, written)) found.push({ account, setting: written.join(".") });
    });
  }
  return found;
}

function accountsIn(text: string, path: readonly string[]): readonly string[] {
  const last = path.findLast((key) => !/^\d+$/.test(key)) ?? "";
  if (/^\s*[[{]/.test(text)) return accountsInJson(text, path);
  if (/^\d{12}$/.test(text)) return holdsAccount.test(last) ? [text] : [];
  const [, ofGroup] = groupOfAccount.exec(text) ?? [];
  return ofGroup === undefined ? [accountOf(text) ?? []].flat() : [ofGroup];
}

/** Of a policy, what it allows; a policy with principals is read by `policies-own-accounts`. Of other JSON, every text. */
function accountsInJson(text: string, path: readonly string[]): readonly string[] {
  const statements = statementsOf(text);
  if (statements !== undefined)
    return statements
      .filter(({ effect, principals }) => effect === "Allow" && principals.length === 0)
      .flatMap(({ resources }) => resources.flatMap((resource) => accountOf(resource) ?? []));
  const found: string[] = [];
  eachKnownText(parsedJson(text), (inner, innerPath) => {
    found.push(...accountsIn(inner, [...path, ...innerPath]));
  });
  return found;
}
