import { declarationOf, type System } from "../systems";
import { beginningOf } from "./first-generations";
import type { DeploymentRecord } from "../../../settings/rotation/deployment";
import type { SecretKind } from "../../../settings/secrets/kind";
import { defaultDueDays, dueDaysOf } from "../../../settings/secrets/lifetimes";
import { keyringRows, renewedRows } from "../../../settings/secrets/row";
import { type RotationSettings, vendorRecordOf } from "./keyrings";

/** The age of a secret's value, and its limit. */
export interface SecretAge {
  readonly secret: string;
  readonly kind: SecretKind;
  /** Since when the value is in use, ISO 8601. @default not recorded */
  readonly since?: string;
  /** Days after which it is due; it is overdue after twice as many. */
  readonly dueAfterDays: number;
}

/**
 * The ages of all secrets of a system: generated ones and vendor secrets.
 * @param record the deployed state from the stage's outputs. @default "unknown": it could not be read
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
