import type { InstanceState } from "@pulumi/aws/rds";
import { parameterOf } from "../../readings/parameters";
import type { ParameterGroupState } from "../../readings/parameters";
import { tokens } from "../../readings/tokens";
import { stackRule } from "../../rule";

/** The parameter that refuses connections without TLS, by the beginning of the engine's name. */
const parameters: readonly { engine: string; name: string; on: readonly string[] }[] = [
  { engine: "postgres", name: "rds.force_ssl", on: ["1"] },
  { engine: "mysql", name: "require_secure_transport", on: ["1", "ON"] },
  { engine: "mariadb", name: "require_secure_transport", on: ["1", "ON"] },
];

export const rdsForceSsl = stackRule({
  id: "rds-force-ssl",
  title: "A database refuses every connection that is not encrypted",
  severity: "high",
  rows: ["MP-DB-06", "AH-DB-06"],
  frameworks: ["Checkov CKV2_AWS_69"],
  remediation: "Give the database a parameter group of its own that sets rds.force_ssl to 1.",
  example:
    'new rds.ParameterGroup("database", { family: "postgres16", parameters: [{ name: "rds.force_ssl", value: "0" }] });',
  types: tokens.databases,
  check(stack, examination) {
    for (const database of stack.of<InstanceState>(tokens.databases)) {
      const about = examination.about(database);
      about.attempt(() => {
        const parameter = parameters.find(({ engine }) => (database.props.engine ?? "postgres").startsWith(engine));
        if (parameter === undefined) return;
        const needed = `a parameter group with ${parameter.name} ${parameter.on[0] ?? ""}`;
        const group = stack.referenced<ParameterGroupState>(database, {
          property: "parameterGroupName",
          to: tokens.databaseParameterGroups,
          by: ["name", "id"],
        });
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
        const name = database.props.parameterGroupName;
        if (name === undefined || name.startsWith("default.")) {
          about.fails({ found: "the engine's default parameter group", needed, setting: "parameterGroupName" });
        } else {
          about.undecided(`the parameter group ${name}, which is not in this stack`);
        }
      });
    }
  },
});
