import * as cloudwatch from "@pulumi/aws/cloudwatch";
import { deployPrograms } from "./small-programs";

// A log group whose retention is raised while AWS refuses changes, and what the runs after that do about it.

const type = "aws:cloudwatch/logGroup:LogGroup";

/** The runs in their order: the retention in days, and whether AWS refuses and the engine refreshes. */
const runs: readonly (readonly [name: string, days: number, arranged?: "refused" | "refresh"])[] = [
  ["first", 30],
  ["refused", 60, "refused"],
  ["up again", 60],
  ["up --refresh", 60, "refresh"],
];

void deployPrograms(
  runs.map(([name, days, arranged]) => ({
    name,
    program: () => {
      new cloudwatch.LogGroup("log", { name: "clinic", retentionInDays: days });
      return {};
    },
    refresh: arranged === "refresh",
    before: (account) => {
      account.fails = ({ operation }) => (arranged === "refused" && operation === "update" ? "refused" : undefined);
    },
    after: (account) => ({ days: account.store.list(type)[0]?.state.retentionInDays }),
  })),
);
