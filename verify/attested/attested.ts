import { type Measurement, unknown } from "../outcome";
import { type Result, resultOf, type VerifiedSystem } from "../result";
import type { Attestations } from "./statements";
import { attestedTests } from "./tests";

/** Judges what attestations say about one test of an image. A test that failed in one attestation has failed. */
export function judgeAttested(name: string, digest: string, { results, signed }: Attestations): Measurement {
  const own = results.filter(({ digests }) => digests.includes(digest));
  const bound = `attested for ${digest}, ${signed ? "signed" : "signature not verified"}`;
  if (own.some(({ failed }) => failed.includes(name))) return { verdict: "failed", measured: `failed, ${bound}` };
  if (own.some(({ warned }) => warned.includes(name))) return unknown(`passed with warnings, ${bound}`);
  if (own.some(({ passed }) => passed.includes(name))) return { verdict: "passed", measured: `passed, ${bound}` };
  return unknown(own.length === 0 ? `no attestation of ${digest}` : `no attestation of ${digest} names ${name}`);
}

/** The results of the tests that the pipeline of a system attests, of those about which its checklist asks. */
export function attestedResults(system: VerifiedSystem, attestations: Attestations, now: Date): readonly Result[] {
  const { version, digest } = system;
  return attestedTests
    .map(({ name, title, rows, partOf = [] }) =>
      resultOf(
        system,
        {
          probe: `attested/${name}`,
          address: digest ?? version ?? "no image",
          rows,
          partOf,
          wanted: `attested for the image: ${title}`,
          at: now.toISOString(),
        },
        digest === undefined
          ? unknown(`the settings name ${version ?? "no version"} and no digest: set --digest`)
          : judgeAttested(name, digest, attestations),
      ),
    )
    .filter(({ rows, partOf }) => rows.length + partOf.length > 0);
}
