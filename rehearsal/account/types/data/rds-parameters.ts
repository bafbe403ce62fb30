import type { Refusal } from "../../resource-type";
import { invalidCombination } from "./rds-refusals";

/**
 * Parameters of PostgreSQL that can only be set at its start. Source: PostgreSQL 16 documentation, chapter 20, "This
 * parameter can only be set at server start"; RDS calls them static (User Guide, "Parameters for RDS for PostgreSQL").
 */
const startOnly: ReadonlySet<string> = new Set([
  "autovacuum_freeze_max_age",
  "huge_pages",
  "max_connections",
  "max_files_per_process",
  "max_locks_per_transaction",
  "max_logical_replication_workers",
  "max_pred_locks_per_transaction",
  "max_prepared_transactions",
  "max_replication_slots",
  "max_wal_senders",
  "max_worker_processes",
  "rds.logical_replication",
  "shared_buffers",
  "shared_preload_libraries",
  "superuser_reserved_connections",
  "track_activity_query_size",
  "track_commit_timestamp",
  "wal_buffers",
]);

interface Parameter {
  readonly name?: string;
  readonly applyMethod?: string;
}

/** RDS changes a static parameter at a reboot only; the provider asks for "immediate" when nothing else is said. */
export function refusesParameters(family: string, parameters: readonly Parameter[] = []): Refusal | undefined {
  if (!/^(aurora-)?postgres/.test(family)) return undefined;
  const wrong = parameters.find(
    ({ name = "", applyMethod = "immediate" }) => startOnly.has(name) && applyMethod === "immediate",
  );
  return wrong && invalidCombination(`cannot use immediate apply method for static parameter: ${wrong.name ?? ""}`);
}
