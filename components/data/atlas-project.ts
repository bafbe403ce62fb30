import * as mongodbatlas from "@pulumi/mongodbatlas/project";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../naming";
import type { Stage } from "../naming";

export interface AtlasProjectArgs {
  stage: Stage;
  /** The Atlas organisation, 24 hexadecimal digits. */
  organizationId: pulumi.Input<string>;
  /** Further tags, such as owner and project: the AWS provider's default tags do not apply to Atlas. @default {} */
  tags?: Readonly<Record<string, string>>;
  /** Whether the engine refuses to delete it. @default true */
  protectData?: boolean;
}

/**
 * The Atlas project of one stage (DS-DB-01): no other stage has a cluster, a user or an address in it. The Data Explorer
 * and AI features of Atlas are disabled, so no one browses patient data there.
 *
 * Cost: none; its resources are charged.
 */
export class AtlasProject extends pulumi.ComponentResource {
  /** The project's id, 24 hexadecimal digits; Atlas's API calls it the group id. */
  readonly projectId: pulumi.Output<string>;
  readonly projectName: pulumi.Output<string>;

  constructor(name: string, args: AtlasProjectArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:data:AtlasProject", name, { ...args }, options);

    const project = this.project(name, args);

    this.projectId = project.id;
    this.projectName = project.name;
    this.registerOutputs({ projectId: this.projectId, projectName: this.projectName });
  }

  private project(name: string, args: AtlasProjectArgs): mongodbatlas.Project {
    return new mongodbatlas.Project(
      `${name}-project`,
      {
        name: physicalName("atlasProject", args.stage, name),
        orgId: args.organizationId,
        isDataExplorerEnabled: false,
        isDataExplorerGenAiFeaturesEnabled: false,
        isDataExplorerGenAiSampleDocumentPassingEnabled: false,
        isClusterAiAssistantEnabled: false,
        isCollectDatabaseSpecificsStatisticsEnabled: true,
        isPerformanceAdvisorEnabled: true,
        // Atlas's own alerts for project owners: bills, keys that are due, hosts that are down.
        withDefaultAlertsSettings: true,
        tags: { ...args.tags, stage: args.stage },
      },
      { parent: this, protect: args.protectData ?? true },
    );
  }
}
