import { rdsForceSsl } from "../../../policy/rules/data-stores/rds-force-ssl";
import { inStack, judgedTogether, unknown } from "../harness";

const instance = "aws:rds/instance:Instance";
const cluster = "aws:rds/cluster:Cluster";

describe("rds-force-ssl", () => {
  const groupOf = (parameters: object[] | undefined, name = "production-own") =>
    inStack("aws:rds/parameterGroup:ParameterGroup", "group", { name, parameters });
  const inGroup = (parameterGroupName: string | undefined, engine = "postgres") =>
    inStack(instance, "database", { engine, parameterGroupName });
  const forced = { name: "rds.force_ssl", value: "1" };
  const says = (found: string, setting: string) => [
    `[rds-force-ssl] database: found ${found}; needed a parameter group with rds.force_ssl 1. Change ${setting}.`,
  ];

  it.each([
    ["a group that forces TLS", "production-own", [forced], ["pass"]],
    [
      "a group that allows plain connections",
      "production-own",
      [{ ...forced, value: "0" }],
      says("rds.force_ssl 0", "parameters of group"),
    ],
    ["a group that says nothing", "production-own", undefined, says("rds.force_ssl not set", "parameters of group")],
    [
      "a group of unknown parameters",
      "production-own",
      [{ name: "rds.force_ssl", value: unknown }],
      ["[rds-force-ssl] database: undecided: waits for parameters.0.value."],
    ],
    [
      "the default group",
      "default.postgres16",
      [forced],
      says("the engine's default parameter group", "parameterGroupName"),
    ],
    ["no group", undefined, [forced], says("the engine's default parameter group", "parameterGroupName")],
    [
      "a group from elsewhere",
      "production-shared",
      [forced],
      [
        "[rds-force-ssl] database: undecided: waits for the parameter group production-shared, which is not in this stack.",
      ],
    ],
    ["an unknown group", unknown, [forced], ["[rds-force-ssl] database: undecided: waits for parameterGroupName."]],
  ])("judges %s", (_, name, parameters, expected) => {
    expect(judgedTogether(rdsForceSsl, [inGroup(name), groupOf(parameters)])).toEqual(expected);
  });

  it("follows the dependency while the group's name is unknown", () => {
    const group = groupOf([forced], unknown);
    const database = inStack(
      instance,
      "database",
      { engine: "postgres", parameterGroupName: unknown },
      { parameterGroupName: [group] },
    );
    expect(judgedTogether(rdsForceSsl, [database, group])).toEqual(["pass"]);
  });

  it("waits while any group may still turn out to be the one", () => {
    expect(judgedTogether(rdsForceSsl, [inGroup("production-own"), groupOf([forced], unknown)])).toEqual([
      "[rds-force-ssl] database: undecided: waits for name.",
    ]);
  });

  it("knows MySQL's own parameter, and leaves engines without one alone", () => {
    const mysql = groupOf([{ name: "require_secure_transport", value: "ON" }]);
    expect(judgedTogether(rdsForceSsl, [inGroup("production-own", "mysql"), mysql])).toEqual(["pass"]);
    expect(judgedTogether(rdsForceSsl, [inGroup("production-own", "oracle-ee"), mysql])).toEqual(["pass"]);
  });

  it("asks the same of a cluster, through its own kind of group", () => {
    const aurora = (name: string, engine = "aurora-postgresql") =>
      inStack(cluster, "database", { engine, dbClusterParameterGroupName: name });
    const clusterGroup = (value: string) =>
      inStack("aws:rds/clusterParameterGroup:ClusterParameterGroup", "group", {
        name: "production-own",
        parameters: [{ name: "rds.force_ssl", value }],
      });
    expect(judgedTogether(rdsForceSsl, [aurora("production-own"), clusterGroup("1")])).toEqual(["pass"]);
    expect(judgedTogether(rdsForceSsl, [aurora("production-own"), clusterGroup("0")])).toEqual(
      says("rds.force_ssl 0", "parameters of group"),
    );
    expect(judgedTogether(rdsForceSsl, [aurora("default.aurora-postgresql16"), clusterGroup("1")])).toEqual(
      says("the engine's default parameter group", "dbClusterParameterGroupName"),
    );
    // An instance's group with the right parameter is none of the cluster's.
    expect(judgedTogether(rdsForceSsl, [aurora("production-own"), groupOf([forced])])).toEqual([
      "[rds-force-ssl] database: undecided: waits for the parameter group production-own, which is not in this stack.",
    ]);
  });
});
