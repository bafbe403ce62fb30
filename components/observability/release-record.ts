import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { physicalPath } from "../naming";
import type { Stage } from "../naming";

export interface ReleaseRecordArgs {
  stage: Stage;
  /** The system that was released; the middle part of the record's name. */
  system: string;
  /** The version that is deployed: "v1.4.2" (AH-GO-11). */
  version: string;
  /** The digest of its image: "sha256:…". @default the settings name a tag alone */
  digest?: string;
  /** Who deploys: a person, or the pipeline run a person started (AH-GO-09). */
  deployedBy: string;
  /** When, as a point in time with its zone (AH-GO-10). */
  deployedAt: string;
  /** The status of the release (AH-GO-13). */
  status: "ready" | "in progress" | "deployed" | "verified";
}

/**
 * The record of the newest release of a system, as the parameter `/<stage>/<system>/release`. Its history in Parameter
 * Store is the list of all releases, and every reader of the account can read the current version.
 *
 * Cost: none.
 */
export class ReleaseRecord extends pulumi.ComponentResource {
  /** The name of the parameter. */
  readonly parameterName: pulumi.Output<string>;

  constructor(name: string, args: ReleaseRecordArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:observability:ReleaseRecord", name, { ...args }, options);

    const parameter = this.parameter(name, args);

    this.parameterName = parameter.name;
    this.registerOutputs({ parameterName: this.parameterName });
  }

  private parameter(
    name: string,
    { stage, system, version, digest, deployedBy, deployedAt, status }: ReleaseRecordArgs,
  ): ssm.Parameter {
    return new ssm.Parameter(
      `${name}-parameter`,
      {
        name: `/${physicalPath(stage, system, "release")}`,
        description: `The newest release of ${system}: which version, who deployed it, when, how far it is`,
        type: "String",
        // No secret, and readable in a preview, which `value` never is.
        insecureValue: JSON.stringify({ version, digest, deployedBy, deployedAt, status }),
      },
      { parent: this },
    );
  }
}
