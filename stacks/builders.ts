import type * as pulumi from "@pulumi/pulumi";
import { AhavaHealthcare } from "./ahava-healthcare/ahava-healthcare";
import { DoctorSystem } from "./doctor-system/doctor-system";
import type { Foundation } from "./foundation";
import { MedPlatform } from "./med-platform/med-platform";
import type { Settings, SettingsWith } from "./settings/schema";
import type { Section, SectionOf, System } from "./settings/systems";
import type { BuiltSystem } from "./system/built-system";
import { PreparedSystem } from "./system/prepared-system";

/** The component of a system, which builds all of it. */
type Builder<K extends Section> = new (
  settings: SettingsWith<K>,
  foundation: Foundation,
  options?: pulumi.ComponentResourceOptions,
) => BuiltSystem;

/** The Pulumi part of each system of the registry. */
export const builders: { readonly [S in System]: Builder<SectionOf<S>> } = {
  "doctor-system": DoctorSystem,
  "ahava-healthcare": AhavaHealthcare,
  "med-platform": MedPlatform,
};

/**
 * Builds the parts of a system that the stage's pass deploys (docs/decisions/0047-first-deployment.md); the settings must
 * have its section.
 */
export function build(
  system: System,
  settings: Settings,
  foundation: Foundation,
  options: pulumi.ComponentResourceOptions,
): BuiltSystem {
  const Builder: Builder<Section> = builders[system];
  if (settings.deploy === "preparation") return new PreparedSystem(Builder.name, system, settings, foundation, options);
  return new Builder(settings as SettingsWith<Section>, foundation, options);
}
