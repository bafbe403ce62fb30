import { imageReference } from "../../selectors/image-reference";
import { resourceRule } from "../../rule";

/** Inputs of the component of the SQL task, as far as this rule reads them. */
interface SqlTaskArgs {
  readonly image: string;
  readonly rights: string;
  readonly limitSeconds: number;
}

/** Seconds for which `aws ecs wait tasks-stopped` waits: 100 times 6 s (botocore, waiters of ECS). */
const longest = 600;

export const sqlTaskLimited = resourceRule<SqlTaskArgs>({
  id: "sql-task-limited",
  title: "SQL tasks only read, end within 10 minutes and use an image by digest",
  severity: "high",
  enforcement: "productionOnly",
  rows: ["MP-SQL-01", "DS-HRD-06"],
  frameworks: [],
  remediation:
    "Set sqlAccess to read or closed. If people must write, waive the rule for the task with a reason, an owner and the last day.",
  example: "sqlAccess: write # without a waiver",
  types: ["care-platform:data:SqlTask"],
  check({ props }, context) {
    context.requires({
      read: () => props.rights,
      accept: (rights) => rights === "read",
      found: (rights) => `a task that may ${rights}`,
      needed: "a task that reads, or a waiver with a last day",
      setting: "sqlAccess",
    });
    context.requires({
      read: () => props.limitSeconds,
      accept: (seconds = 0) => seconds > 0 && seconds <= longest,
      found: (seconds = 0) => `a limit of ${seconds} s`,
      needed: `at most ${longest} s`,
      setting: "limitSeconds",
    });
    context.requires({
      read: () => imageReference(props.image ?? "").digest,
      accept: (digest) => digest !== undefined,
      found: () => "an image by tag",
      needed: "an image by digest",
      setting: "sqlImage",
    });
  },
});
