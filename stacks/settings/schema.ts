import type { z } from "zod";
import { section } from "../../settings/fields/field";
import { rotation } from "../../settings/rotation/section";
import { type CommonFields, commonFields } from "../../settings/stage/common";
import type { Stage } from "../../settings/stage/stage";
import { checked } from "./cross-field-checks";
import {
  declarations,
  type Section,
  type SectionOf,
  type StackName,
  stackNames,
  type System,
  type SystemSections,
  systems,
} from "./systems";

/**
 * What a stage's settings must look like: what every stage has, and the section of each system. Ranges and defaults differ
 * by stage, so each stage has a schema of its own; all of them have the same shape.
 *
 * The keys stand in `Pulumi.<stage>.yaml` below `care-platform:`, where the section of a system has the system's name,
 * and each of its vendor secrets is a key of its own, `<system>.<NAME>`. There is a section exactly for each system that
 * `systems` lists.
 */
export function stageSchema(stage: Stage): z.ZodType<Settings> {
  const known = schemas.get(stage);
  if (known !== undefined) return known;
  const schema = checked(shape(stage));
  schemas.set(stage, schema);
  return schema;
}

/** Each schema is made once: zod copies the whole of it with every check that is added. */
const schemas = new Map<Stage, z.ZodType<Settings>>();

function shape(stage: Stage): z.ZodType<Settings> {
  const common = commonFields<StackName, System>(stage, { stackNames, systems, rotation: rotation(declarations) });
  const ofSystems = declarations.map(
    (declaration) => [declaration.key, declaration.section(stage).optional()] as const,
  );
  return section({ ...common, ...Object.fromEntries(ofSystems) });
}

/** A stage's configuration, parsed and frozen. */
export type Settings = Readonly<z.infer<z.ZodObject<CommonFields<StackName, System>>> & SystemSections>;

/** The settings of a stage that runs the system of this section. */
export type SettingsWith<K extends Section> = Settings & { readonly [P in K]-?: NonNullable<Settings[P]> };

/** The section of a system in a stage's settings. */
export type SystemSettings<S extends System> = NonNullable<Settings[SectionOf<S>]>;

/** Whether a stage runs a system, and so has its section. */
export function runs<S extends System>(settings: Settings, system: S): settings is SettingsWith<SectionOf<S>> {
  return settings.systems.includes(system);
}
