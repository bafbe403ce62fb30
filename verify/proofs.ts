import { row } from "../checklist/index";
import type { Proof } from "../checklist/proof";
import { probes } from "./probes/index";

/** The test in which each probe fails a reference application that is wrong, and passes one that is right. */
const test = { file: "test/verify/references.test.ts", name: "$name fails exactly its rows, on $system" };

/**
 * The rows that want a verification of the running stage and have a probe that settles them: the probe's file, and the test
 * that fails when the probe does not see what it is for.
 */
export const verifications: ReadonlyMap<string, Proof> = new Map(
  probes.flatMap(({ file, rows }) =>
    rows.filter((id) => row(id).kind === "verify").map((id) => [id, { by: file, test }] as const),
  ),
);
