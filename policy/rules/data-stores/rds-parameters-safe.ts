import { tokens } from "../../selectors/tokens";
import type { ParameterGroupState } from "../../selectors/parameters";
import { resourceRule } from "../../rule";

/**
 * Parameters by which a database encrypts less, or writes values of statements to its log. Sources: PostgreSQL manual,
 * "Connections and Authentication" and "Error Reporting and Logging"; MySQL manual, "Encrypted Connections".
 */
const unsafe: readonly (readonly [name: string, value: RegExp, needed: string])[] = [
  ["ssl_min_protocol_version", /^TLSv1(\.1)?$/i, "TLSv1.2 or TLSv1.3"],
  ["password_encryption", /^md5$/i, "scram-sha-256"],
  ["rds.accepted_password_auth_method", /^md5/i, "scram"],
  ["log_statement", /^(all|mod)$/i, "none or ddl, for statements have data of patients"],
  ["tls_version", /(^|,)\s*TLSv1(\.1)?\s*(,|$)/i, "TLSv1.2,TLSv1.3"],
  ["general_log", /^(1|ON)$/i, "0, for statements have data of patients"],
];

export const rdsParametersSafe = resourceRule<ParameterGroupState>({
  id: "rds-parameters-safe",
  title: "RDS parameter groups allow no TLS before 1.2 and no MD5 passwords, and log no statements",
  severity: "medium",
  enforcement: "deployed",
  rows: ["MP-DB-06", "AH-DB-06"],
  frameworks: [],
  remediation: "Leave the parameter out, or set it as the message says.",
  example: 'parameters: [{ name: "ssl_min_protocol_version", value: "TLSv1" }]',
  types: [...tokens.databaseParameterGroups, ...tokens.databaseClusterParameterGroups],
  check({ props }, context) {
    context.each(
      () => props.parameters,
      ({ name, value }) => {
        const found = unsafe.find(([parameter, values]) => parameter === name && values.test(value));
        if (found === undefined) return;
        context.fails({ found: `${name} ${value}`, needed: found[2], setting: "parameters" });
      },
    );
  },
});
