import type { Step } from "../../settings/rotation/gates";
import type { SystemChange } from "../../stacks/settings/rotation/orders";
import { carryOut, type OrderResult } from "../../stacks/settings/rotation/orders";
import { recordedRows } from "../../settings/secrets/row";
import { declarationOf } from "../../stacks/settings/systems";
import { StandingStage } from "./standing-stage";

/**
 * A step of every keyring of a standing stage, written into its file as `npm run rotate` does; encryption keys take a word of
 * their own, and are retired once no row needs them. What is refused is returned, and not written.
 */
export async function takeRotationStep(stage: StandingStage, step: Step, now: Date): Promise<OrderResult["refused"]> {
  const record = StandingStage.deployedRecord(await stage.state());
  const reencryption = step === "retire" ? { generation: 1, rowsLeft: 0, at: now.toISOString() } : undefined;
  const { systems } = stage.rotation();
  const encryptionKeys = systems.flatMap((system) =>
    recordedRows(declarationOf(system).secrets).flatMap(({ name, kind }) => (kind === "encryption" ? [name] : [])),
  );
  const refused: OrderResult["refused"][number][] = [];
  for (const secret of [undefined, ...new Set(encryptionKeys)]) {
    const order = { step, ...(secret !== undefined && { reencryption }) };
    const result = carryOut(stage.rotation(), secret === undefined ? {} : { secret }, order, record, now);
    refused.push(...result.refused);
    stage.record(result.changes);
  }
  return refused;
}

/** Replaces every secret of every system at once, as after a leak; the vendors' own are renewed by people. */
export async function replaceAllSecrets(stage: StandingStage, reason: string, now: Date): Promise<readonly string[]> {
  const record = StandingStage.deployedRecord(await stage.state());
  const changes: SystemChange[] = [];
  for (const system of stage.rotation().systems) {
    changes.push(...carryOut(stage.rotation(), { system }, { step: "emergency", reason }, record, now).changes);
  }
  stage.record(changes);
  return changes.map(({ system, name }) => `${system}.${name}`);
}
