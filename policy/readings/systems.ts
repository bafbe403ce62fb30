import type { TaskArgs } from "./containers";
import type { ExaminedResource } from "../rule";

/** The systems whose checklists name what their tasks must have. */
export const systems = ["doctor-system", "ahava-healthcare", "med-platform"] as const;

export type System = (typeof systems)[number];

/**
 * The system whose API a task is, from the facts of the component, or else from the family's name; undefined for every
 * other task. Throws the SDK's unknown-value error when that cannot be told yet.
 */
export function apiOf({ props }: ExaminedResource<TaskArgs>): System | undefined {
  const { system, role, family } = props;
  const words = system === undefined ? (family ?? "") : `${system}-${role ?? ""}`;
  return /(^|[-_/])api($|[-_])/.test(words) ? systems.find((candidate) => words.includes(candidate)) : undefined;
}
