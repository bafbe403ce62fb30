import type { z } from "zod";
import { agreed } from "./agreements";
import { httpsUrl } from "./address";
import { ahavaHealthcare } from "./ahava-healthcare";
import { alerts } from "./alerts";
import { listOf, oneOf, section, text } from "./field";
import { aws, network } from "./network";
import { backup, logs, secrets } from "./retention";
import { type Stage, stages, systems } from "./stage";
import { stageDefaults } from "./stage-defaults";
import { timeZone } from "./time";

export { stages, systems, type Stage } from "./stage";

/**
 * What a stage's settings must look like: every key, its range, its default and the source of each. Ranges and
 * defaults differ by stage, so each stage has a schema of its own; all of them have the same shape.
 *
 * The keys stand in `Pulumi.<stage>.yaml` below `care-platform:`, where `ahavaHealthcare` is written
 * `ahava-healthcare` and each of its vendor secrets is a key of its own, `ahava-healthcare.<NAME>`.
 */
export function stageSchema(stage: Stage) {
  return agreed(shape(stage));
}

function shape(stage: Stage) {
  return section({
    /** The stage: the name of the Pulumi stack, not a key of the file. */
    stage: oneOf(stages),
    /** The team that answers for the stage; becomes a tag of every resource, hence AWS's characters and length. */
    owner: text("the name of a team: up to 256 letters, digits, spaces and _ . : / = + - @", (value) =>
      /^[\p{L}\p{N} _.:/=+\-@]{1,256}$/u.test(value),
    ),
    aws: aws(),
    /** The MongoDB Atlas organisation of the stage's project. */
    atlas: section({
      /** The organisation's id. */
      organizationId: text("the 24 hexadecimal digits of an Atlas organisation, in quotes", (value) =>
        /^[0-9a-f]{24}$/.test(value),
      ),
    }),
    /** The zone of every schedule, and the application's TIMEZONE (AH-VAR-13, C-19). */
    timeZone: timeZone(),
    network: network(stage),
    alerts: alerts(),
    /** Where the runbooks are read; every alarm links there. */
    runbookUrl: httpsUrl(),
    logs: logs(stage),
    backup: backup(stage),
    /**
     * Whether everything that holds data, and every address others rely on, is guarded against deletion, by AWS and by
     * Pulumi. Production may only be without for as long as it takes to take it down, which the policy pack sees to
     * (docs/decisions/0004-data-protection.md).
     * @default "on" in production, "off" elsewhere
     */
    dataProtection: oneOf(["on", "off"]).default(stageDefaults[stage].dataProtection),
    secrets: secrets(stage),
    /** The systems the stage runs. */
    systems: listOf(oneOf(systems), { of: "systems" }),
    ahavaHealthcare: ahavaHealthcare(stage),
  });
}

/** A stage's configuration, parsed and frozen. */
export type Settings = Readonly<z.infer<ReturnType<typeof shape>>>;
