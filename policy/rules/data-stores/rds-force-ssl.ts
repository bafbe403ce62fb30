import type { ClusterState, InstanceState } from "@pulumi/aws/rds";
import type { RuleContext } from "../../context";
import { parameterOf } from "../../selectors/parameters";
import type { ParameterGroupState } from "../../selectors/parameters";
import { tokens } from "../../selectors/tokens";
import { stackRule } from "../../rule";
import type { Reference, StackResource, StackView } from "../../stack-view";

/** The parameter that refuses connections without TLS, by a part of the engine's name. */
const parameters: readonly { engine: RegExp; name: string; on: readonly string[] }[] = [
  { engine: /postgres|sqlserver/, name: "rds.force_ssl", on: ["1"] },
  { engine: /mysql|mariadb/, name: "require_secure_transport", on: ["1", "ON"] },
];

/** Where a database and a cluster name their parameter group. */
const ofInstance: Reference = {
  property: "parameterGroupName",
  to: tokens.databaseParameterGroups,
  by: ["name", "id"],
};
const ofCluster: Reference = {
  property: "dbClusterParameterGroupName",
  to: tokens.databaseClusterParameterGroups,
  by: ["name", "id"],
};

export const rdsForceSsl = stackRule({
  id: "rds-force-ssl",
  title: "RDS parameter groups require TLS",
  severity: "high",
  enforcement: "everywhere",
  rows: ["MP-DB-06", "AH-DB-06"],
  frameworks: ["FSBP RDS.41", "FSBP RDS.44", "Checkov CKV2_AWS_69"],
  remediation: "Give the database its own parameter group with rds.force_ssl 1.",
  example: 'new rds.ParameterGroup("records", { parameters: [{ name: "rds.force_ssl", value: "0" }], … });',
  types: [...tokens.databases, ...tokens.databaseClusters],
  check(stack, context) {
    for (const database of stack.of<InstanceState>(tokens.databases)) {
      requiresTls(stack, database, ofInstance, context.about(database));
    }
    for (const cluster of stack.of<ClusterState>(tokens.databaseClusters)) {
      requiresTls(stack, cluster, ofCluster, context.about(cluster));
    }
  },
});

function requiresTls(
  stack: StackView,
  database: StackResource<{ engine: string }>,
  reference: Reference,
  about: RuleContext,
): void {
  about.guard(() => {
    // A replica of a database that another stack holds names no engine; all of those here are Postgres.
    const engine = database.props.engine ?? "postgres";
    const parameter = parameters.find((candidate) => candidate.engine.test(engine));
    if (parameter === undefined) return;
    const needed = `a parameter group with ${parameter.name} ${parameter.on[0] ?? ""}`;
    const group = stack.referenced<ParameterGroupState>(database, reference);
    if (group !== undefined) {
      about.requires({
        read: () => parameterOf(group.props, parameter.name),
        accept: (value) => value !== undefined && parameter.on.includes(value),
        found: (value) => `${parameter.name} ${value ?? "not set"}`,
        needed,
        setting: `parameters of ${group.name}`,
      });
      return;
    }
    const name = (database.props as Readonly<Record<string, string | undefined>>)[reference.property];
    if (name === undefined || name.startsWith("default.")) {
      about.fails({ found: "the engine's default parameter group", needed, setting: reference.property });
    } else {
      about.undecided(`the parameter group ${name}, which is not in this stack`);
    }
  });
}
