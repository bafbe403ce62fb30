import { z } from "zod";
import { folderUrl } from "../fields/address";
import { listOf, oneOf, section, text } from "../fields/field";
import { teamName } from "../fields/team-name";
import { timeZone } from "../fields/time";
import type { RotationSection } from "../rotation/section";
import { alerts } from "../sections/alerts";
import { deploymentPass } from "../sections/deployment-pass";
import { budget } from "../sections/budget";
import { aws, network } from "../sections/network";
import { releases } from "../sections/release";
import { backup, logs, secrets } from "../sections/retention";
import { stageDefaults } from "../sections/stage-defaults";
import { type DataLoss, fixed, inPlace, newStage, onChange, type SettingChange } from "../standing/change-rule";
import { foundationThresholds } from "../thresholds/foundation";
import { thresholdSection } from "../thresholds/row";
import { type Stage, stages } from "./stage";

/** Facts about the systems for the settings of every stage. */
export interface OfSystems<StackName extends string, System extends string> {
  /** The names of all stacks there can be. */
  readonly stackNames: readonly StackName[];
  /** The names of all systems. */
  readonly systems: readonly System[];
  /** The section `rotation`, with the secrets of all systems. */
  readonly rotation: z.ZodType<RotationSection<System>>;
}

/** The settings of every stage, independent of its systems: every key, its range, its default and the source of each. */
export function commonFields<StackName extends string, System extends string>(
  stage: Stage,
  { stackNames, systems, rotation }: OfSystems<StackName, System>,
) {
  return {
    /** The name of the Pulumi stack, not a key of the file: that of the stage, or of the stage and its one system. */
    stack: onChange(
      oneOf(stackNames as readonly [StackName, ...StackName[]]),
      fixed("every resource name starts with it", newStage("stack")),
    ),
    /** The stage of the stack. */
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
    /** The time zone of every schedule, and of the applications (AH-VAR-13, C-19). */
    timeZone: onChange(timeZone(), {
      effect: "Changes every schedule and the TIMEZONE of the tasks, which ECS replaces.",
    }),
    network: network(stage),
    alerts: onChange(alerts(), {
      effect: "Replaces the SNS subscription of a changed route; the new one must be confirmed before it delivers.",
    }),
    /** Alarm thresholds of the shared resources. */
    thresholds: thresholdSection(foundationThresholds),
    /** The URL of the runbooks; every alarm links there. */
    runbookUrl: onChange(folderUrl(), { effect: "Changes the description of every alarm, in place." }),
    logs: onChange(logs(stage), inPlace),
    backup: onChange(backup(stage), inPlace),
    budget: onChange(budget(stage), inPlace),
    /**
     * Whether everything that holds data, and every address others rely on, is guarded against deletion, by AWS and by
     * Pulumi. Production may only be without for as long as it takes to take it down, which the policy pack checks
     * (docs/decisions/0004-data-protection.md).
     * @default "on" in production, "off" elsewhere
     */
    dataProtection: onChange(oneOf(["on", "off"]).default(stageDefaults[stage].dataProtection), {
      effect: "Switches deletion protection in place.",
      recorded: true,
    }),
    secrets: onChange(secrets(stage), inPlace),
    deploy: deploymentPass(),
    /** The signing keys of releases, and exceptions (docs/decisions/0060-release-record.md). */
    release: releases(systems),
    /** The rotation records of the secrets (docs/decisions/0010-rotation-gates.md). */
    rotation: onChange(rotation, {
      effect: "Moves keyrings through the steps of a rotation; a step that is too early is refused.",
    }),
    /** The systems the stage runs. */
    systems: onChange(listOf(oneOf(systems as readonly [System, ...System[]]), { of: "systems" }), {
      effect: "Adds a system. Removing one deletes its services and its data stores.",
      loses: lostWithSystem,
    }),
    /**
     * The settings whose change may lose data in the next deployment, by key: `<system>.redis.engineVersion`. Empty it
     * after that deployment. @default none
     */
    acceptDataLoss: onChange(
      z.array(text("the key of a setting, such as logs.archiveDays"), {
        error: "a list of keys of settings",
      }),
      { effect: "Permits the data loss for one deployment; changes no resource." },
    ).default([]),
  };
}

/** The fields of {@link commonFields} for these stacks and systems. */
export type CommonFields<StackName extends string, System extends string> = ReturnType<
  typeof commonFields<StackName, System>
>;

/** The settings of every stage, without the systems. */
export type CommonSettings = Readonly<
  Omit<z.infer<z.ZodObject<CommonFields<string, string>>>, "rotation"> & { readonly rotation: RotationSection<never> }
>;

/** A system that is no longer listed is deleted with its data. */
function lostWithSystem({ before, after }: SettingChange): DataLoss | undefined {
  const removed = (before as readonly string[]).filter((system) => !(after as readonly string[]).includes(system));
  return removed.length === 0
    ? undefined
    : {
        kind: "replaces a data store",
        allowed: `a list with ${removed.join(" and ")}: removing a system deletes its data stores`,
        fix: "keep it in the list",
      };
}
