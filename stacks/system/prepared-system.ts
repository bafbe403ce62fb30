import * as pulumi from "@pulumi/pulumi";
import type { Foundation } from "../foundation";
import type { Settings } from "../settings/schema";
import { sections, type System } from "../settings/systems";
import type { BuiltSystem } from "./built-system";
import { createZone } from "./edge";

/** What the stage's outputs say of a prepared system. */
export interface PreparedOutputs {
  /** The image repository URL, without a tag. */
  readonly imageRepository: pulumi.Output<string> | undefined;
  /** The name servers to which the owner of the domain above delegates this stage's domain. */
  readonly nameServers: pulumi.Output<string[]>;
  /** Manual steps before the second pass. */
  readonly next: readonly pulumi.Output<string>[];
}

/**
 * A system in the first pass of a deployment: only its hosted zone, so that it can be delegated before a certificate is
 * requested. Type and names are those of the whole system, so the second pass keeps the zone.
 *
 * Cost (November 2026, list price): USD 0.50 a month for the zone.
 */
export class PreparedSystem extends pulumi.ComponentResource implements BuiltSystem {
  readonly outputs: PreparedOutputs;
  readonly running: BuiltSystem["running"] = [];
  readonly stores: BuiltSystem["stores"] = {};
  readonly measured: BuiltSystem["measured"] = {};

  constructor(
    /** The name of the whole system's component class, which is part of the URN of everything below it. */
    componentClass: string,
    system: System,
    settings: Settings,
    foundation: Foundation,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super(`care-platform:stack:${componentClass}`, system, { stage: settings.stage }, options);
    const section = settings[sections[system]];
    if (section === undefined) throw new pulumi.RunError(`The settings have no section ${system}.`);
    const zone = createZone({ system, settings, foundation, parent: this }, section.domain);
    const imageRepository = foundation.repositoryUrls[system];
    const { domain, image } = section;
    this.outputs = {
      imageRepository,
      nameServers: zone.nameServers,
      next: [
        pulumi.interpolate`Create NS records for ${domain} in its parent domain: ${zone.nameServers.apply((names) => names.join(", "))}. Check them with: dig +short NS ${domain}`,
        pulumi.interpolate`Push the image ${image} of ${system} to ${imageRepository ?? "its repository"}.`,
      ],
    };
    const { outputs, stores, measured } = this;
    this.registerOutputs({ ...outputs, stores, measured });
  }
}
