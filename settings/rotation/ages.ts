import type { System } from "../stage/stage";
import { beginningOf } from "./beginnings";
import type { DeploymentRecord } from "./deployment";
import type { KeyringKind } from "./keyring";
import { type RotationSettings, vendorRecordOf } from "./keyrings";
import { defaultDueDays, rotatedSecrets } from "./rotated-secrets";
import { vendors } from "./vendors";

/** How old the value of a secret is, and how old it may become. */
export interface SecretAge {
  readonly secret: string;
  readonly kind: KeyringKind | "vendor";
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
  const made = rotatedSecrets[system].map(({ name, kind, dueAfterDays = defaultDueDays }): SecretAge => ({
    secret: name,
    kind,
    since: beginningOf(settings, system, name, record),
    dueAfterDays,
  }));
  const given = Object.keys(vendors[system]).map((name): SecretAge => ({
    secret: name,
    kind: "vendor",
    since: vendorRecordOf(settings, system, name)?.renewedAt,
    dueAfterDays: defaultDueDays,
  }));
  return [...made, ...given];
}
