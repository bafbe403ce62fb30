import { declarationOf, type System } from "../systems";
import { beginningOf } from "./beginnings";
import type { DeploymentRecord } from "../../../settings/rotation/deployment";
import type { SecretKind } from "../../../settings/secrets/kind";
import { defaultDueDays, dueDaysOf } from "../../../settings/secrets/lifetimes";
import { keyringRows, renewedRows } from "../../../settings/secrets/row";
import { type RotationSettings, vendorRecordOf } from "./keyrings";

/** How old the value of a secret is, and how old it may become. */
export interface SecretAge {
  readonly secret: string;
  readonly kind: SecretKind;
  /** Since when the value is in use, ISO 8601. @default nobody has recorded it */
  readonly since?: string;
  /** Days after which it is due; it is overdue after twice as many. */
  readonly dueAfterDays: number;
}

/**
 * The ages of all secrets of a system: of those the stage makes, and of those its vendors give out.
 * @param record what the stage's outputs say it has deployed. @default "unknown": nobody could ask
 */
export function secretAges(
  settings: Pick<RotationSettings, "rotation">,
  system: System,
  record: DeploymentRecord | "unknown" = "unknown",
): SecretAge[] {
  const { secrets } = declarationOf(system);
  const made = keyringRows(secrets).map((row): SecretAge => ({
    secret: row.name,
    kind: row.kind,
    since: beginningOf(settings, system, row.name, record),
    dueAfterDays: dueDaysOf(row),
  }));
  const given = renewedRows(secrets).map(({ name, kind }): SecretAge => ({
    secret: name,
    kind,
    since: vendorRecordOf(settings, system, name)?.renewedAt,
    dueAfterDays: defaultDueDays,
  }));
  return [...made, ...given];
}
