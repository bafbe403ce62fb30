import { row } from "../checklist/index";
import type { Proof } from "../checklist/proof";
import { attestedTests } from "./attested/tests";
import type { Probe } from "./probe";
import { probes } from "./probes/index";
import { settledTogether } from "./together";

/** The test in which each attested test that failed fails its rows. */
const ofAttestations = { file: "test/verify/attested.test.ts", name: "%s that failed fails exactly its rows" };

/** The test in which each probe fails a reference application that is wrong, and passes one that is right. */
const ofProbes = { file: "test/verify/references.test.ts", name: "$name fails exactly its rows, on $system" };

/** The test in which each probe of the state fails a reference account in which something is wrong, and passes one that is right. */
const ofState = { file: "test/verify/state.test.ts", name: "$name fails exactly its rows" };

/** The test in which each question fails a real Postgres in which something is wrong, and passes one that is right. */
const ofDatabase = { file: "test/verify/database.test.ts", name: "$name fails exactly its rows" };

/** The test in which each scenario fails a reference application that answers one of its steps wrongly. */
const ofScenarios = {
  file: "test/verify/scenarios.test.ts",
  name: "$flow fails exactly its rows where $step is answered wrongly",
};

/**
 * The rows that want a verification of the running stage and have a probe or an attested test that settles them: its file, and the test
 * that fails when the probe does not see what it is for.
 */
export const verifications: ReadonlyMap<string, Proof> = new Map([
  ...probes.flatMap((probe) => toVerify(probe.rows).map((id) => [id, proofOf(probe)] as const)),
  ...[...settledTogether].flatMap(([id, parts]) =>
    probes.filter(({ name }) => parts.includes(name)).map((probe) => [id, proofOf(probe)] as const),
  ),
  ...attestedTests.flatMap(({ rows }) =>
    toVerify(rows).map((id) => [id, { by: "verify/attested/tests.ts", test: ofAttestations }] as const),
  ),
]);

function proofOf({ file, actions, needs }: Probe): Proof {
  if (needs === "flows") return { by: file, test: ofScenarios };
  if (needs === "database") return { by: file, test: ofDatabase };
  return { by: file, test: actions === undefined ? ofProbes : ofState };
}

function toVerify(ids: readonly string[]): readonly string[] {
  return ids.filter((id) => row(id).kind === "verify");
}
