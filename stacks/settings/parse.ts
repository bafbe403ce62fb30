import { namespace } from "../../settings/stage/namespace";
import { fixByExample, overlaps, readRefusal, type Path, valueAt } from "../../settings/fields/field";
import type { z } from "zod";
import { type Fault, keysText, report, shown } from "../../settings/faults/fault";
import { deepFreeze } from "../../settings/stage/freeze";
import { literally } from "../../settings/fields/literally";
import { isPlaceholder, placeholderForms } from "../../settings/fields/placeholder";
import { type Settings, stageSchema } from "./schema";
import { sharedValues } from "./shared-values";
import { Secret } from "../../settings/fields/secret";
import { SettingsError } from "../../settings/faults/settings-error";
import {
  assemble,
  isMapping,
  listedSystems,
  needlessSecret,
  setSecretCommand,
  type SettingsSource,
  unknownKey,
} from "./source";
import { needlessLosses } from "./standing/accepted-losses";
import { fileKeys, stackNamed, systems } from "./systems";

/**
 * The settings of a stage, checked and frozen; chosen values behind stand-ins are checked first.
 * @throws SettingsError naming every fault at once, each with its place, the value given, what is allowed and the
 * fix; no secret appears in it.
 */
export function parseSettings(source: SettingsSource): Settings {
  if (source.chosen !== undefined) parseSettings(source.chosen);
  const stack = stackNamed(source.stage);
  const { name, stage } = stack;
  const { tree, faults: handedOver, needlesslySecret } = assemble(stack, source.values);
  const result = stageSchema(stage).safeParse(tree);
  const issues = issuesOf(name, tree, result.error?.issues ?? []);
  const found = [
    ...withoutRepetition([...handedOver, ...issues.unknownKeys, ...placeholdersIn(name, tree), ...issues.values]),
    ...sharedValues(tree, source.otherStacks),
    ...needlessLosses(stage, listedSystems(source.values), valueAt(tree, ["acceptDataLoss"])),
  ].map((fault) =>
    needlesslySecret.includes(String(fault.path[0])) ? { ...fault, given: "a secret, not shown" } : fault,
  );
  const faults = [...found, ...needlesslySecret.map((key) => needlessSecret(name, key, tree))];
  if (faults.length === 0 && result.success) return deepFreeze(result.data);
  throw new SettingsError(withoutSecrets(report(name, inOrder(faults, source), source), secretsOf(source.values)));
}

/** Every remaining placeholder, in any stage (DS-ENV-05, AH-VAR-01). */
function placeholdersIn(stack: string, value: unknown, path: Path = []): Fault[] {
  if (Array.isArray(value)) return value.flatMap((entry, index) => placeholdersIn(stack, entry, [...path, index]));
  if (isMapping(value)) {
    return Object.entries(value).flatMap(([key, inner]) => placeholdersIn(stack, inner, [...path, key]));
  }
  if (!isPlaceholder(value)) return [];
  const fix =
    value instanceof Secret
      ? setSecretCommand(keysText(fileKeys(path)), stack)
      : "replace it; the comment beside the key says where to find the value";
  return [
    {
      path: fileKeys(path),
      given: isPrivate(path) ? "a placeholder in a URL, not shown" : `the placeholder ${shown(value)}`,
      allowed: placeholderForms,
      fix,
    },
  ];
}

/** The schema's issues as faults. */
function issuesOf(stack: string, tree: unknown, issues: readonly z.core.$ZodIssue[]) {
  const unknownKeys: Fault[] = [];
  const values: Fault[] = [];
  for (const issue of issues) {
    const path = issue.path as Path;
    if (issue.code === "unrecognized_keys") {
      unknownKeys.push(
        ...issue.keys.map((key) => unknownKey(stack, [...fileKeys(path), key], issue.message.split(", "))),
      );
    } else {
      values.push(valueFault(stack, path, valueAt(tree, path), issue.message));
    }
  }
  return { unknownKeys, values };
}

function valueFault(stack: string, path: Path, value: unknown, message: string): Fault {
  const { allowed, fix: exact } = readRefusal(message);
  const fix = exact ?? (value === undefined ? `add ${String(path.at(-1))}:` : fixByExample(allowed));
  const hidden = isPrivate(path) && value !== undefined;
  return {
    path: fileKeys(path),
    given: hidden ? "a URL, not shown: its path may hold a key" : shown(value),
    allowed,
    fix: value instanceof Secret ? `${fix}: ${setSecretCommand(keysText(fileKeys(path)), stack)}` : fix,
  };
}

/** The endpoints of on-call services carry a key in their path. */
function isPrivate(path: Path): boolean {
  return path[0] === "alerts" && path.at(-1) === "https";
}

/**
 * The first of several faults at or below the same path: a placeholder that is not a domain is reported as a placeholder. The
 * allowed values are those of the last, the schema's.
 */
function withoutRepetition(faults: readonly Fault[]): Fault[] {
  return faults.reduce<Fault[]>((kept, fault) => {
    const same = kept.findIndex(({ path }) => path.length === fault.path.length && overlaps(path, fault.path));
    const first = kept[same];
    if (first !== undefined) return kept.with(same, { ...first, allowed: fault.allowed });
    const isBelow = kept.some(({ path }) => path.length < fault.path.length && overlaps(path, fault.path));
    return isBelow ? kept : [...kept, fault];
  }, []);
}

/** Faults in the order of the file's lines; those without a line keep their order at the end. */
function inOrder(faults: readonly Fault[], { lineOf }: SettingsSource): Fault[] {
  const line = ({ path }: Fault) => lineOf?.(path) ?? Infinity;
  return [...faults].sort((one, other) => (line(one) === line(other) ? 0 : line(one) - line(other)));
}

/** Shorter secrets are words that appear by chance; the values of secret keys are never printed in the first place. */
const shortestHidden = 6;

/** Every value that was given as a secret, and every vendor secret however it was given, with the parts of mappings. */
function secretsOf(values: SettingsSource["values"]): string[] {
  return Object.entries(values)
    .filter(([key, { secret }]) => secret || systems.some((system) => key.startsWith(`${namespace}${system}.`)))
    .flatMap(([, { value }]) => [value, JSON.stringify(value).slice(1, -1)])
    .filter((value) => value.length >= shortestHidden)
    .sort((one, other) => other.length - one.length);
}

/** A secret that was pasted into the wrong key as well is not shown there either, nor in other capitals in its fix. */
function withoutSecrets(message: string, secrets: readonly string[]): string {
  return secrets.reduce((text, secret) => text.replaceAll(new RegExp(literally(secret), "gi"), "[secret]"), message);
}
