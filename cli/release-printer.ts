import type { Lack } from "../settings/release/gate";
import { type CurrentRelease, type ReleaseState, validSignatures } from "../settings/release/state";
import { signatories, type Step } from "../settings/release/statement";

/** A record as the status shows it. */
export interface ShownRecord {
  readonly stack: string;
  readonly system: string;
  readonly state: ReleaseState;
  readonly faults: readonly string[];
  readonly lacks: readonly Lack[];
}

const day = 86_400_000;

/** Age in days. */
export function ageOf(at: string, now: Date): string {
  const days = Math.floor((now.getTime() - Date.parse(at)) / day);
  return days === 1 ? "1 day ago" : `${days} days ago`;
}

/** The status of a system's release, its signatures, contacts and drills. */
export function statusText({ stack, system, state, faults, lacks }: ShownRecord, now: Date): string {
  const { current, contacts, drills } = state;
  const damage = [...faults, ...state.faults];
  return [
    `${system} on ${stack}`,
    ...damage.map((fault) => `  damaged     ${fault}`),
    ...(current === undefined ? ["  release     none was proposed yet"] : releaseLines(current, state)),
    ...lacks.flatMap(({ what, who, fix }) => [`  missing     ${what} (from ${who})`, `              ${fix}`]),
    ...contacts.map(({ duty, reach, at }) => `  ${duty.padEnd(11)} ${reach}, entered ${ageOf(at, now)}`),
    ...(contacts.some(({ duty }) => duty === "on-call") ? [] : ["  on-call     no contact"]),
    ...drills.map(({ drill, heldAt, result }) => `  drill       ${drill} ${result} ${ageOf(heldAt, now)}`),
    ...(drills.length > 0 ? [] : ["  drill       none was recorded"]),
  ].join("\n");
}

function releaseLines(current: CurrentRelease, state: ReleaseState): string[] {
  const valid = validSignatures(state, current);
  return [
    `  release     ${current.version}, ${current.status}${current.isRollback ? ", a rollback" : ""}`,
    `  digest      ${current.digest}`,
    ...signatories.map((role) => {
      const one = valid.find((signature) => signature.role === role);
      return `  ${role.padEnd(12)}${one === undefined ? "not signed" : `signed by ${one.by} at ${one.at} (${one.id.slice(0, 12)})`}`;
    }),
  ];
}

/** All releases of a system, the newest first, each with its steps and signatures. */
export function historyText({ stack, system, state }: ShownRecord): string {
  const { history, signatures } = state;
  if (history.length === 0) return `${system} on ${stack}: no releases`;
  const releases = [...history]
    .reverse()
    .flatMap(({ version, digest, status, steps }) => [
      `  ${version} (${digest}): ${status}`,
      ...steps.map((step) => `    ${step.at}  ${step.kind.padEnd(11)} ${step.by}${detailOf(step)}`),
    ]);
  const signed = signatures.map(
    ({ role, version, by, at, revoked }) =>
      `    ${at}  ${role.padEnd(11)} ${version} ${by}${revoked === undefined ? "" : `; revoked ${revoked.at} by ${revoked.by}: ${revoked.reason}`}`,
  );
  return [`${system} on ${stack}`, ...releases, ...(signed.length > 0 ? ["  signatures", ...signed] : [])].join("\n");
}

function detailOf(step: Step): string {
  switch (step.kind) {
    case "deployed":
    case "verified":
      return `; ${step.evidence.says} (sha256 ${step.evidence.sha256.slice(0, 12)})`;
    case "stopped":
      return `; ${step.reason}`;
    case "rolled back":
      return `; ${step.reason}; database ${step.database}`;
    case "proposed":
      return `; migrations: ${step.migrations}`;
    case "started":
      return "";
  }
}

/** The effect of a rollback on the database, which is printed first. */
export function databaseText(target: CurrentRelease, migrations: readonly string[]): string {
  return [
    "The database does not go back. Migrations that were applied since stay applied:",
    ...(migrations.length === 0 ? ["  none was started since"] : migrations.map((one) => `  ${one}`)),
    `${target.version} (${target.digest}) must work with them. If one removed or renamed data that it reads, do not roll back:`,
    "fix forward, or restore the database (docs/runbooks/procedures/restore-a-database.md).",
  ].join("\n");
}
