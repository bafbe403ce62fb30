import { z } from "zod";
import { agreed } from "../checks/cross-field-checks";
import { httpsUrl } from "../fields/address";
import { alerts } from "../sections/alerts";
import { budget } from "../sections/budget";
import { listOf, oneOf, section, text } from "../fields/field";
import { teamName } from "../fields/team-name";
import { aws, network } from "../sections/network";
import { backup, logs, secrets } from "../sections/retention";
import { rotation } from "../rotation/section";
import {
  type Section,
  type SectionOf,
  type Stage,
  type StackName,
  stackNames,
  stages,
  type System,
  systems,
} from "./stage";
import { stageDefaults } from "../sections/stage-defaults";
import { type ChangeRefusal, fixed, inPlace, newStage, onChange, type SettingChange } from "../standing/change-rule";
import { ahavaHealthcare } from "../systems/ahava-healthcare/section";
import { doctorSystem } from "../systems/doctor-system/section";
import { medPlatform } from "../systems/med-platform/section";
import { timeZone } from "../fields/time";
import { foundationThresholds } from "../thresholds/foundation";
import { thresholdSection } from "../thresholds/row";

export { sections, stages, systems, type Stage, type System } from "./stage";

/**
 * What a stage's settings must look like: every key, its range, its default and the source of each. Ranges and
 * defaults differ by stage, so each stage has a schema of its own; all of them have the same shape.
 *
 * The keys stand in `Pulumi.<stage>.yaml` below `care-platform:`, where the section of a system has the system's name,
 * `ahava-healthcare` for `ahavaHealthcare`, and each of its vendor secrets is a key of its own, `ahava-healthcare.<NAME>`.
 * A section is there exactly for each system that `systems` lists.
 */
export function stageSchema(stage: Stage): ReturnType<typeof shape> {
  const known = schemas.get(stage);
  if (known !== undefined) return known;
  const schema = agreed(shape(stage));
  schemas.set(stage, schema);
  return schema;
}

/** Each schema is made once: zod copies the whole of it with every check that is added. */
const schemas = new Map<Stage, ReturnType<typeof shape>>();

/** A system that is no longer listed is deleted with its data. */
function refuseRemoval({ before, after }: SettingChange): ChangeRefusal | undefined {
  const removed = (before as readonly string[]).filter((system) => !(after as readonly string[]).includes(system));
  return removed.length === 0
    ? undefined
    : {
        kind: "replaces a data store",
        allowed: `a list with ${removed.join(" and ")}: removing a system deletes its data stores`,
        fix: "keep it in the list",
      };
}

function shape(stage: Stage) {
  return section({
    /** The name of the Pulumi stack, not a key of the file: that of the stage, or of the stage and its one system. */
    stack: onChange(
      oneOf(stackNames as readonly [StackName, ...StackName[]]),
      fixed("every resource name starts with it", newStage("stack")),
    ),
    /** The stage the stack stands for. */
    stage: onChange(oneOf(stages), fixed("every resource name starts with it", newStage("stage"))),
    /** The team that answers for the stage; becomes a tag of every resource, hence AWS's characters and length. */
    owner: onChange(teamName(), { effect: "Changes a tag of every resource, in place." }),
    aws: aws(),
    /** The MongoDB Atlas organisation of the stage's project. */
    atlas: section({
      /** The organisation's id. */
      organizationId: onChange(
        text("the 24 hexadecimal digits of an Atlas organisation, in quotes", (value) => /^[0-9a-f]{24}$/.test(value)),
        fixed(
          "the Atlas project and its cluster would be replaced",
          "keep it; moving a project to another organisation is a manual step (Atlas, Project Settings)",
        ),
      ),
    }),
    /** The zone of every schedule, and the application's TIMEZONE (AH-VAR-13, C-19). */
    timeZone: onChange(timeZone(), {
      effect: "Changes every schedule and the TIMEZONE of the tasks, which ECS replaces.",
    }),
    network: network(stage),
    alerts: onChange(alerts(), {
      effect: "Replaces the SNS subscription of a changed route; the new one must be confirmed before it delivers.",
    }),
    /** When the alarms of what all systems share fire. */
    thresholds: thresholdSection(foundationThresholds),
    /** Where the runbooks are read; every alarm links there. */
    runbookUrl: onChange(httpsUrl(), { effect: "Changes the description of every alarm, in place." }),
    logs: onChange(logs(stage), inPlace),
    backup: onChange(backup(stage), inPlace),
    budget: onChange(budget(stage), inPlace),
    /**
     * Whether everything that holds data, and every address others rely on, is guarded against deletion, by AWS and by
     * Pulumi. Production may only be without for as long as it takes to take it down, which the policy pack sees to
     * (docs/decisions/0004-data-protection.md).
     * @default "on" in production, "off" elsewhere
     */
    dataProtection: onChange(oneOf(["on", "off"]).default(stageDefaults[stage].dataProtection), {
      effect: "Switches deletion protection in place.",
      recorded: true,
    }),
    secrets: onChange(secrets(stage), inPlace),
    /** How far the rotation of each secret has come (docs/decisions/0010-rotation-gates.md). */
    rotation: onChange(rotation(), {
      effect: "Moves keyrings through the steps of a rotation; a step that is too early is refused.",
    }),
    /** The systems the stage runs. */
    systems: onChange(listOf(oneOf(systems), { of: "systems" }), {
      effect: "Adds a system. Removing one deletes its services and its data stores.",
      refuses: refuseRemoval,
    }),
    /**
     * The settings whose change may lose data in the next deployment, by key: `ahava-healthcare.redis.engineVersion`. Empty
     * it again after that deployment. @default none
     */
    acceptDataLoss: onChange(
      z.array(text("the key of a setting, such as ahava-healthcare.redis.engineVersion"), {
        error: "a list of keys of settings",
      }),
      { effect: "Permits the data loss for one deployment; changes nothing itself." },
    ).default([]),
    doctorSystem: doctorSystem(stage).optional(),
    ahavaHealthcare: ahavaHealthcare(stage).optional(),
    medPlatform: medPlatform(stage).optional(),
  });
}

/** A stage's configuration, parsed and frozen. */
export type Settings = Readonly<z.infer<ReturnType<typeof shape>>>;

/** The settings of a stage that runs the system of this section. */
export type SettingsWith<K extends Section> = Settings & { readonly [P in K]-?: NonNullable<Settings[P]> };

/** What a stage decides about a system. */
export type SystemSettings<S extends System> = NonNullable<Settings[SectionOf<S>]>;

/** Whether a stage runs a system, and so has its section. */
export function runs<S extends System>(settings: Settings, system: S): settings is SettingsWith<SectionOf<S>> {
  return settings.systems.includes(system);
}
