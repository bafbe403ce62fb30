import { oneOf, refusal, text } from "../fields/field";
import type { CrossFieldCheck } from "../checks/cross-field-check";
import { inPlace, onChange } from "../standing/change-rule";

/**
 * Maximum seconds of a person's SQL statement, and of its task (house values). Both are
 * within the ten minutes for which `aws ecs wait tasks-stopped` waits: 100 times 6 s (botocore, waiters of ECS).
 */
export const sqlLimits = { statementSeconds: 450, taskSeconds: 480 } as const;

/** People's SQL access: none, read, or write. */
const sqlAccessWords = ["closed", "read", "write"] as const;

/** SQL access to a database: the keys of its section. */
export function sqlAccess() {
  return {
    /**
     * The task for SQL, and the rights of its user
     * (docs/runbooks/procedures/run-sql.md). @default "closed"
     */
    sqlAccess: onChange(oneOf(sqlAccessWords).default("closed"), {
      effect:
        "Creates or deletes the task definition, its security group and its log, and grants its database user the rights, or revokes them and ends its sessions.",
    }),
    /** The image with `psql` in the system's repository, by digest. Needed unless `sqlAccess` is closed. */
    sqlImage: onChange(
      text("a digest sha256:<64 lower-case hexadecimal digits>", (value) =>
        /^sha256:[0-9a-f]{64}$/.test(value),
      ).optional(),
      inPlace,
    ),
  };
}

/** A system's settings of SQL access. */
export interface ChosenSqlAccess {
  readonly sqlAccess: (typeof sqlAccessWords)[number];
  readonly sqlImage?: string | undefined;
}

/** A task needs an image. */
export const sqlImageCheck: CrossFieldCheck<{ readonly postgres: ChosenSqlAccess }> = {
  at: ["postgres", "sqlImage"],
  with: [["postgres", "sqlAccess"]],
  violation: ({ postgres: { sqlAccess: access, sqlImage } }) =>
    access === "closed" || sqlImage !== undefined
      ? undefined
      : refusal(
          `the digest of an image with psql in the system's repository, while sqlAccess is ${access}`,
          "push the image (docs/runbooks/procedures/run-sql.md), or set sqlAccess to closed",
        ),
};
