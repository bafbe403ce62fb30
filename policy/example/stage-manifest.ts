import * as pulumi from "@pulumi/pulumi";

class StageManifest extends pulumi.ComponentResource {
  constructor(name: string, inputs: pulumi.Inputs) {
    super("care-platform:stage:StageManifest", name, inputs);
    this.registerOutputs({});
  }
}

new StageManifest("stage", {
  systems: { shop: { api: { secrets: ["DATABASE_URL"], variables: ["PORT"], least: { cpu: 512, memory: 1024 } } } },
});
