import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { dashboardBody } from "./dashboard-body";
import type { DashboardFacts } from "./dashboard-body";
import { physicalName } from "../naming";
import type { Stage } from "../naming";

/** The contents of the dashboard. */
export interface DashboardArgs {
  stage: Stage;
  /** Its rows; a row without its facts is omitted. */
  facts: pulumi.Input<{ [K in keyof DashboardFacts]: pulumi.Input<DashboardFacts[K]> }>;
}

/**
 * One page of graphs per system: API, database, Redis and queues, with the thresholds of the alarms drawn in
 * (DS-OPS-01 to 03, MP-MON-08).
 *
 * Cost (November 2026, list price, everywhere): three dashboards of an account are free, each further one USD 3 a month.
 */
export class Dashboard extends pulumi.ComponentResource {
  /** The name of the dashboard. */
  readonly dashboardName: pulumi.Output<string>;

  constructor(name: string, args: DashboardArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:observability:Dashboard", name, { stage: args.stage }, options);

    const dashboard = new cloudwatch.Dashboard(
      `${name}-dashboard`,
      {
        dashboardName: physicalName("dashboard", args.stage, name),
        dashboardBody: pulumi.output(args.facts).apply((facts) => JSON.stringify(dashboardBody(facts))),
      },
      { parent: this },
    );

    this.dashboardName = dashboard.dashboardName;
    this.registerOutputs({ dashboardName: this.dashboardName });
  }
}
