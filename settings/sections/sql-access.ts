import { oneOf, refusal, text } from "../fields/field";
import type { CrossFieldCheck } from "../checks/cross-field-check";
import { inPlace, onChange } from "../standing/change-rule";

/**
 * Seconds a person's SQL statement may take, and seconds after which the task ends by itself (house values). Both are
 * within the ten minutes for which `aws ecs wait tasks-stopped` waits: 100 times 6 s (botocore, waiters of ECS).
 */
export const sqlLimits = { statementSeconds: 450, taskSeconds: 480 } as const;

/** What people may do by SQL: nothing, read, or write as well. */
const sqlAccessWords = ["closed", "read", "write"] as const;

/** How people reach a database by SQL: the keys of its section. */
export function sqlAccess() {
  return {
    /**
     * Whether there is a task by which people run SQL, and what its user may do
     * (docs/runbooks/procedures/run-sql.md). @default "closed"
     */
    sqlAccess: onChange(oneOf(sqlAccessWords).default("closed"), {
      effect:
        "Creates or deletes the task definition, its security group and its log, and gives its database user the rights or takes them and ends its sessions.",
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

/** What the settings of a system say of access by SQL. */
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
