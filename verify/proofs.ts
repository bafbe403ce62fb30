import { row } from "../checklist/index";
import type { Proof } from "../checklist/proof";
import { attestedTests } from "./attested/tests";
import { probes } from "./probes/index";

/** The test in which each attested test that failed fails its rows. */
const ofAttestations = { file: "test/verify/attested.test.ts", name: "%s that failed fails exactly its rows" };

/** The test in which each probe fails a reference application that is wrong, and passes one that is right. */
const ofProbes = { file: "test/verify/references.test.ts", name: "$name fails exactly its rows, on $system" };

/**
 * The rows that want a verification of the running stage and have a probe or an attested test that settles them: its file, and the test
 * that fails when the probe does not see what it is for.
 */
export const verifications: ReadonlyMap<string, Proof> = new Map([
  ...probes.flatMap(({ file, rows }) => toVerify(rows).map((id) => [id, { by: file, test: ofProbes }] as const)),
  ...attestedTests.flatMap(({ rows }) =>
    toVerify(rows).map((id) => [id, { by: "verify/attested/tests.ts", test: ofAttestations }] as const),
  ),
]);

function toVerify(ids: readonly string[]): readonly string[] {
  return ids.filter((id) => row(id).kind === "verify");
}
