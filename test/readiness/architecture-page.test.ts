import { stageSection } from "../../readiness/architecture-page";
import type { DeployedResource } from "../../readiness/deployed-resource";
import { stageParts } from "../../readiness/stage-parts";

const urnOf = (type: string, name: string) => `urn:pulumi:staging::care-platform::${type}::${name}`;

function resource(
  type: string,
  name: string,
  { parent, uses = [], properties = {} }: { parent?: string; uses?: string[]; properties?: object } = {},
): DeployedResource {
  return { urn: urnOf(type, name), type, parent, dependencies: uses, properties: { ...properties } };
}

const system = urnOf("care-platform:stack:Clinic", "clinic");
const database = urnOf("care-platform:data:Postgres", "database");
const instance = urnOf("aws:rds/instance:Instance", "instance");
const secrets = urnOf("care-platform:security:ApplicationSecrets", "secrets");
const version = urnOf("aws:secretsmanager/secretVersion:SecretVersion", "url");
const api = urnOf("care-platform:service:ContainerService", "api");
const edge = urnOf("care-platform:edge:Edge", "edge");
const balancer = urnOf("aws:lb/loadBalancer:LoadBalancer", "balancer");

const clinic: DeployedResource[] = [
  resource("pulumi:pulumi:Stack", "stack"),
  resource("care-platform:stack:Clinic", "clinic", { parent: urnOf("pulumi:pulumi:Stack", "stack") }),
  resource("care-platform:data:Postgres", "database", { parent: system }),
  resource("aws:rds/instance:Instance", "instance", { parent: database }),
  resource("care-platform:security:ApplicationSecrets", "secrets", { parent: system }),
  resource("aws:secretsmanager/secretVersion:SecretVersion", "url", { parent: secrets, uses: [instance] }),
  resource("care-platform:edge:Edge", "edge", { parent: system }),
  resource("aws:lb/loadBalancer:LoadBalancer", "balancer", { parent: edge }),
  resource("aws:route53/record:Record", "a", {
    parent: edge,
    properties: { name: "api.example.test", type: "A", aliases: [{}] },
  }),
  resource("aws:route53/record:Record", "proof", {
    parent: edge,
    properties: { name: "_x.example.test", type: "CNAME" },
  }),
  resource("care-platform:service:ContainerService", "api", { parent: system }),
  resource("aws:ecs/taskDefinition:TaskDefinition", "task", { parent: api, uses: [version] }),
  resource("aws:ecs/service:Service", "service", { parent: api, uses: [balancer] }),
];

describe("the parts of a stage", () => {
  it("are the components below a system, with the resources and the names of each", () => {
    expect(
      stageParts(clinic).map(({ name, component, area, resources, publicNames }) => [
        name,
        component,
        area,
        resources,
        publicNames,
      ]),
    ).toEqual([
      ["api", "ContainerService", "service", 2, []],
      ["database", "Postgres", "data", 1, []],
      ["edge", "Edge", "edge", 3, ["api.example.test"]],
      ["secrets", "ApplicationSecrets", "security", 1, []],
    ]);
  });

  it("use what they were made from, through a secret too", () => {
    const uses = Object.fromEntries(stageParts(clinic).map((part) => [part.name, part.uses]));
    expect(uses).toEqual({ api: [database, edge].sort(), database: [], edge: [], secrets: [database] });
  });
});

describe("the diagram", () => {
  it("leaves out the arrow that others imply, and every part that serves all", () => {
    const both = clinic.map((item) => (item.urn === balancer ? { ...item, dependencies: [instance] } : item));
    const arrows = stageSection({ stage: "staging", resources: both }).filter((line) => line.includes("-->"));
    expect(arrows).toEqual(['  internet -->|"api.example.test"| n2', "  n0 --> n2", "  n2 --> n1"]);
  });
});
