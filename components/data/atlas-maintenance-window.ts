import * as mongodbatlas from "@pulumi/mongodbatlas/maintenanceWindow";
import * as pulumi from "@pulumi/pulumi";
import type { WholeStage } from "../naming";

/** The days of the week in Atlas's order: Sunday is 1. */
const days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;

/** When Atlas may restart the nodes of a project, one after the other. */
export interface WeeklyHour {
  day: (typeof days)[number];
  /** Its starting hour, 0 to 23, in the project's time zone; that is UTC unless it is changed in Atlas. */
  hour: number;
}

/**
 * The maintenance window of each stage: two days between staging and production, so that faults show in staging
 * first; at night in southern Africa, after the snapshots.
 */
export const usualMaintenance: Readonly<Record<WholeStage, WeeklyHour>> = {
  development: { day: "monday", hour: 2 },
  staging: { day: "tuesday", hour: 2 },
  production: { day: "thursday", hour: 2 },
};

export interface AtlasMaintenanceWindowArgs {
  stage: WholeStage;
  /** The project whose clusters are maintained. */
  projectId: pulumi.Input<string>;
  /** The window. @default the stage's in `usualMaintenance` */
  window?: WeeklyHour;
}

/**
 * The weekly hour in which Atlas updates a project's clusters, each with an election of a new primary.
 * Production defers every maintenance by a week automatically, so that staging always has it first.
 *
 * Cost: none.
 */
export class AtlasMaintenanceWindow extends pulumi.ComponentResource {
  readonly day: WeeklyHour["day"];
  readonly hour: number;

  /** Throws a RangeError for an invalid hour. */
  constructor(name: string, args: AtlasMaintenanceWindowArgs, options?: pulumi.ComponentResourceOptions) {
    const window = args.window ?? usualMaintenance[args.stage];
    if (!Number.isInteger(window.hour) || window.hour < 0 || window.hour > 23) {
      throw new RangeError(`The maintenance hour is ${window.hour}; must be a whole number from 0 to 23.`);
    }
    super("care-platform:data:AtlasMaintenanceWindow", name, { ...args }, options);

    this.window(name, args, window);

    this.day = window.day;
    this.hour = window.hour;
    this.registerOutputs({ day: this.day, hour: this.hour });
  }

  private window(name: string, { stage, projectId }: AtlasMaintenanceWindowArgs, { day, hour }: WeeklyHour): void {
    new mongodbatlas.MaintenanceWindow(
      `${name}-window`,
      {
        projectId,
        dayOfWeek: days.indexOf(day) + 1,
        hourOfDay: hour,
        autoDeferOnceEnabled: stage === "production",
      },
      { parent: this },
    );
  }
}
