import { SettingsError } from "../../settings/faults/settings-error";
import type { Path } from "../../settings/fields/field";
import { nearest } from "../../settings/fields/nearest";
import { type Stage, stageMeant, stages } from "../../settings/stage/stage";
import type { Store, SystemDeclaration, SystemSection } from "../../settings/system/declaration";
import { registry } from "../registry";

/** The declarations there are. */
type Declared = (typeof registry)[number];

/** One of the systems. */
export type System = Declared["name"];

/** The declaration of any system. */
export type AnyDeclaration = SystemDeclaration<System, Section, SystemSection>;

/** The key of a system's section in the parsed settings. */
export type SectionOf<S extends System> = Extract<Declared, { readonly name: S }>["key"];

/** The key of the section of one of the systems. */
export type Section = SectionOf<System>;

/** The settings of each system, by the key of its section. */
export type SystemSections = {
  readonly [D in Declared as D["key"]]?: D extends SystemDeclaration<string, string, infer S> ? S : never;
};

/** Every declaration, in the order of the registry. */
export const declarations: readonly AnyDeclaration[] = registry;

/** The names of the systems a stage can run. */
export const systems: readonly System[] = declarations.map(({ name }) => name);

/** The key of each system's section in the parsed settings; in the stage file it is the system's own name. */
export const sections = Object.fromEntries(declarations.map(({ name, key }) => [name, key])) as {
  readonly [S in System]: SectionOf<S>;
};

/**
 * The declaration of a system.
 * @throws Error for a name that no system has.
 */
export function declarationOf(system: System): AnyDeclaration {
  const found = declarations.find(({ name }) => name === system);
  if (found === undefined) throw new Error(`There is no system ${system}; there are ${systems.join(", ")}.`);
  return found;
}

/** A table with an entry for each system. */
export function ofEachSystem<T>(entry: (system: System) => T): Readonly<Record<System, T>> {
  return Object.fromEntries(systems.map((system) => [system, entry(system)])) as Record<System, T>;
}

/** Whether one of some systems keeps its data in a store. */
export function usesStore(listed: readonly System[], store: Store): boolean {
  return listed.some((system) => declarationOf(system).stores.includes(store));
}

/** The system whose section this is; `undefined` for any other key of the settings. */
export function systemOfSection(key: unknown): System | undefined {
  return declarations.find((declaration) => declaration.key === key)?.name;
}

/** Whether a name is that of a system. */
export function isSystem(name: unknown): name is System {
  return (systems as readonly unknown[]).includes(name);
}

/** The keys of the file that lead to a path of the schema. */
export function fileKeys(path: Path): Path {
  const [section, part, ...rest] = path;
  const system = systemOfSection(section);
  if (system === undefined) return path;
  if (part === "vendorSecrets" && rest.length > 0) return [`${system}.${rest.join(".")}`];
  return [system, ...path.slice(1)];
}

/** The name of a Pulumi stack: `staging`, or `staging-med-platform` for one system of the stage. */
export type StackName = Stage | `${Stage}-${System}`;

/** The parts of a Pulumi stack's name. */
export interface Stack {
  readonly name: StackName;
  readonly stage: Stage;
  /** The one system the stack is named after; absent where it holds the systems its settings list. */
  readonly system?: System;
}

/** Every stack there can be. */
const stacks: readonly Stack[] = stages.flatMap((stage) => [
  { name: stage, stage },
  ...systems.map((system) => ({ name: `${stage}-${system}` as const, stage, system })),
]);

/** The names of all stacks there can be, those of a stage together. */
export const stackNames: readonly StackName[] = stacks.map(({ name }) => name);

/** Whether a name is a valid stack name. */
export function isStack(name: string): name is StackName {
  return (stackNames as readonly string[]).includes(name);
}

/** The suggested stack for an invalid name; `undefined` if none is near enough. */
export function stackMeant(name: string): StackName | undefined {
  return stageMeant(name) ?? (nearest(name.toLowerCase(), stackNames) as StackName | undefined);
}

/**
 * The stage of a Pulumi stack, and the system if its name has one (DS-ENV-01..03).
 * @throws SettingsError if the name contains no stage.
 */
export function stackNamed(stack: string): Stack {
  const known = stacks.find(({ name }) => name === stack);
  if (known !== undefined) return known;
  const meant = stackMeant(stack);
  const example = `staging-${systems.at(-1) ?? ""}`;
  throw new SettingsError(
    [
      `There is no stage named "${stack}".`,
      "",
      `    given    the stack "${stack}"`,
      `    allowed  ${stages.join(", ")}, or a stage with one system, such as ${example}`,
      `    fix      ${meant === undefined ? "pulumi stack select <stage>" : `pulumi stack select ${meant} --create`}`,
    ].join("\n"),
  );
}
