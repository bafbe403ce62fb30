import * as ipaddr from "ipaddr.js";
import type { ProviderRule, ValueKind } from "../published/provider-rule";
import { typeModel } from "../published/models";
import type { WireValue } from "../resource-type";
import { containsUnknown, isList, isObject, isUnknown } from "../wire";
import type { Fault } from "./combination";

/** A rule about the value of one input. */
export type ValueRule = ProviderRule & { readonly kind: ValueKind };

/**
 * What a rule refuses of the value of an input, of an element of its list or of a value in its map, in the words of the provider's validator and
 * without the value, which may be a secret.
 */
export function valueFault(rule: ValueRule, type: string, value: WireValue): Fault | undefined {
  const input = rule.inputs[0] ?? "";
  if (rule.kind === "items")
    return isList(value) && !containsUnknown(value) ? items(rule, input, value.length) : undefined;
  for (const each of isList(value) ? value : isObject(value) ? Object.values(value) : [value]) {
    if (each === undefined || each === null || isUnknown(each) || isObject(each) || isList(each)) continue;
    if (rule.exact !== true && (each === "" || each === false)) continue;
    const reason = refused(rule, type, input, each);
    if (reason !== undefined) return { input, reason };
  }
  return undefined;
}

type Scalar = string | number | boolean;

function refused(rule: ValueRule, type: string, input: string, value: Scalar): string | undefined {
  const text = String(value);
  switch (rule.kind) {
    case "values":
      return rule.values?.includes(text) === true ? undefined : expected(input, rule.values ?? []);
    case "enumeration": {
      // The model refuses a wrong value itself; an empty one it passes over.
      const values = value === "" ? modelled(type, rule, input) : [];
      return values.length === 0 ? undefined : expected(input, values);
    }
    case "range":
      return text === "" || within(rule, Number(text)) ? undefined : `expected ${input} to be ${bounds(rule, "")}.`;
    case "divisible":
      return Number(text) % (rule.divisor ?? 1) === 0 || rule.values?.includes(text) === true
        ? undefined
        : `expected ${input} to be divisible by ${rule.divisor ?? 1} or one of ${(rule.values ?? []).join(", ")}.`;
    case "length":
      return within(rule, Buffer.byteLength(text))
        ? undefined
        : `expected length of ${input} to be ${bounds(rule, ", in bytes")}.`;
    case "form":
      return new RegExp(rule.pattern ?? "", "u").test(text)
        ? undefined
        : `invalid value for ${input} (${rule.says ?? `it must match ${rule.pattern ?? ""}`}).`;
    case "arn":
      return prefixed(`"${input}" is an invalid ARN: `, arnFault(text));
    case "network":
      return isNetwork(text) ? undefined : `"${input}" is not a valid CIDR block, or its address is not the network's.`;
    case "dailyWindow":
      return /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/.test(text)
        ? undefined
        : `"${input}" must satisfy the format of "hh24:mi-hh24:mi".`;
    case "weeklyWindow":
      return weekly.test(text) ? undefined : `"${input}" must satisfy the format of "ddd:hh24:mi-ddd:hh24:mi".`;
    case "json":
      return text === "" ? undefined : prefixed(`"${input}" contains an invalid JSON: `, jsonFault(text));
    case "policy":
      return policyFault(input, text);
    case "items":
      return undefined;
  }
}

function items(rule: ProviderRule, input: string, count: number): Fault | undefined {
  const { min = 0, max = Infinity } = rule;
  if (count > max) {
    return { input, reason: `Too many list items: it supports ${max} item maximum, but config has ${count} declared.` };
  }
  return count < min
    ? {
        input,
        reason: `Not enough list items: it requires ${min} item minimum, but config has only ${count} declared.`,
      }
    : undefined;
}

const expected = (input: string, values: readonly string[]) => `expected ${input} to be one of ${values.join(", ")}.`;

const prefixed = (before: string, fault: string | undefined) =>
  fault === undefined ? undefined : `${before}${fault}.`;

const within = ({ min = -Infinity, max = Infinity }: ProviderRule, measure: number) => measure >= min && measure <= max;

function bounds({ min, max }: ProviderRule, unit: string): string {
  if (min === undefined) return `at most (${max ?? ""})${unit}`;
  return max === undefined ? `at least (${min})${unit}` : `in the range (${min} - ${max})${unit}`;
}

/** What AWS's model lists for the input, which is what the provider's list is made from. */
function modelled(type: string, { at }: ProviderRule, input: string): readonly string[] {
  const model = typeModel(type);
  const path = at === "" ? input : `${at}.${input}`;
  const bound = model?.at(path) ?? [];
  return bound.flatMap((each) => model?.constraintsOf(each) ?? []).flatMap(({ values }) => values ?? []);
}

/** Source: internal/verify/validate.go of hashicorp/terraform-provider-aws, `ValidARNCheck`. */
function arnFault(text: string): string | undefined {
  if (text === "") return undefined;
  if (!text.startsWith("arn:")) return "arn: invalid prefix";
  const [, partition = "", , region = "", account = "", ...resource] = text.split(":");
  if (resource.length === 0) return "arn: not enough sections";
  if (partition === "") return "missing partition value";
  if (!/^aws(-[a-z]+)*$/.test(partition)) return "invalid partition value";
  if (region !== "" && !/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) return "invalid region value";
  if (account !== "" && !/^(aws|aws-managed|third-party|\d{12}|cw.{10})$/.test(account)) {
    return "invalid account ID value";
  }
  return resource.join(":") === "" ? "missing resource value" : undefined;
}

/** Source: internal/verify/validate.go of hashicorp/terraform-provider-aws, `ValidIAMPolicyJSON`. */
function policyFault(input: string, text: string): string | undefined {
  if (text === "") return `"${input}" is an empty string, which is not a valid JSON value.`;
  const invalid = `"${input}" contains an invalid JSON policy: `;
  if (/^\s/.test(text)) return `${invalid}leading space characters are not allowed.`;
  if (text.startsWith('"')) return `${invalid}contains a JSON-encoded string, not a JSON-encoded object.`;
  if (text.startsWith("[")) return `${invalid}contains a JSON array, not a JSON object.`;
  if (!text.startsWith("{")) return `${invalid}not a JSON object.`;
  return prefixed(invalid, jsonFault(text));
}

function jsonFault(text: string): string | undefined {
  if (containsUnknown(text)) return undefined;
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return "it cannot be parsed";
  }
}

/** Source: internal/types/timestamp/timestamp.go of hashicorp/terraform-provider-aws. */
const weekly =
  /^(mon|tue|wed|thu|fri|sat|sun):([01]\d|2[0-3]):[0-5]\d-(mon|tue|wed|thu|fri|sat|sun):([01]\d|2[0-3]):[0-5]\d$/i;

function isNetwork(text: string): boolean {
  if (!ipaddr.isValidCIDR(text)) return false;
  const [address, prefix] = ipaddr.parseCIDR(text);
  const network =
    address.kind() === "ipv4" ? ipaddr.IPv4.networkAddressFromCIDR(text) : ipaddr.IPv6.networkAddressFromCIDR(text);
  return prefix >= 0 && network.toString() === address.toString();
}
