import { importOf } from "../../../rehearsal/failures/import-file";

const stack = "urn:pulumi:staging::care-platform::";
const group = "aws:lb/targetGroup:TargetGroup";
const cluster = "aws:ecs/cluster:Cluster";

it("names a parent by its URN where another component has its name, and a child apart from its parent", () => {
  const file = {
    nameTable: {
      aws: `${stack}pulumi:providers:aws::aws`,
      // The engine's file knows one of two components with this name.
      clinic: `${stack}t:Stack$t:Dashboard::clinic`,
      services: `${stack}t:Stack$t:Cluster::services`,
    },
    resources: [
      { type: group, name: "clinic-targets", id: "<PLACEHOLDER>", parent: "clinic", provider: "aws" },
      { type: cluster, name: "services", id: "<PLACEHOLDER>", parent: "services", provider: "aws" },
      { type: group, name: "other", id: "<PLACEHOLDER>", parent: "clinic", provider: "aws" },
    ],
  };
  const { nameTable, resources } = importOf(file, [
    {
      type: group,
      id: "arn:1",
      state: { region: "us-east-1" },
      urn: `${stack}t:Stack$t:Balancer$${group}::clinic-targets`,
    },
    { type: cluster, id: "services", state: {}, urn: `${stack}t:Stack$t:Cluster$${cluster}::services` },
  ]);
  const parents = resources.map(({ parent = "" }) => nameTable?.[parent]);
  expect(parents).toEqual([`${stack}t:Stack$t:Balancer::clinic`, `${stack}t:Stack$t:Cluster::services`]);
  expect(resources).toMatchObject([
    { name: "imported-0", logicalName: "clinic-targets", id: "arn:1@us-east-1", provider: "aws" },
    { name: "imported-1", logicalName: "services", id: "services" },
  ]);
});

it("imports nothing that the preview would not create", () => {
  expect(
    importOf({ resources: [] }, [{ type: group, id: "a", state: {}, urn: `${stack}${group}::a` }]).resources,
  ).toEqual([]);
});
