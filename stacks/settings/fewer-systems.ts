import { isMap, isScalar, parseDocument } from "yaml";
import { namespace } from "../../settings/stage/namespace";
import { type System, systems } from "./systems";

/**
 * The text of a stage's file reduced to some systems: without the sections and secrets of the others, and
 * with a shorter `systems`. Comments stay; a stack of one system starts as such a file.
 */
export function withSystems(text: string, left: readonly System[]): string {
  const document = parseDocument(text);
  const config = document.get("config");
  const gone = systems.filter((system) => !left.includes(system));
  const keys = isMap(config) ? config.items.map(({ key }) => (isScalar(key) ? String(key.value) : "")) : [];
  for (const key of keys) {
    const name = key.startsWith(namespace) ? key.slice(namespace.length) : key;
    if (gone.some((system) => name === system || name.startsWith(`${system}.`))) document.deleteIn(["config", key]);
  }
  document.setIn(["config", `${namespace}systems`], left);
  return document.toString({ lineWidth: 0 });
}
