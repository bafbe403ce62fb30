import { type Fault, shown } from "../../../settings/faults/fault";
import { nearest } from "../../../settings/fields/nearest";
import { isPlaceholder } from "../../../settings/fields/placeholder";
import { leavesOf } from "../../../settings/standing/leaves";
import type { Stage } from "../../../settings/stage/stage";
import { stageSchema } from "../schema";
import { isSystem } from "../systems";
import { keyOf } from "./record";

/** The keys of the settings whose change may lose data, those of all systems among them. */
function losingKeys(stage: Stage): string[] {
  return leavesOf(stageSchema(stage)).flatMap(({ path, rule }) => (rule?.loses === undefined ? [] : [keyOf(path)]));
}

/** The faults of ineffective entries in `acceptDataLoss`: settings that lose no data, unknown ones, or duplicates. */
export function needlessLosses(stage: Stage, listed: readonly unknown[], entries: unknown): Fault[] {
  if (!Array.isArray(entries)) return [];
  const keys = losingKeys(stage).filter((key) => {
    const [first = ""] = key.split(".", 1);
    return !isSystem(first) || listed.includes(first);
  });
  return (entries as readonly unknown[]).flatMap((entry, index): Fault[] => {
    if (typeof entry !== "string" || isPlaceholder(entry)) return [];
    const isRepeated = entries.indexOf(entry) < index;
    if (keys.includes(entry) && !isRepeated) return [];
    const [longer, ...others] = keys.filter((key) => key.endsWith(`.${entry}`));
    const meant = others.length === 0 ? (longer ?? nearest(entry, keys)) : nearest(entry, keys);
    return [
      {
        path: ["acceptDataLoss", index],
        given: shown(entry),
        allowed: `a setting whose change may lose data, each once: ${keys.join(", ")}`,
        fix: isRepeated || meant === undefined ? "remove it" : `did you mean "${meant}"?`,
      },
    ];
  });
}
