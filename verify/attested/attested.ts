import { row } from "../../checklist/index";
import { type Measurement, unknown } from "../outcome";
import type { Result, VerifiedSystem } from "../result";
import type { Attestations } from "./statements";
import { attestedTests } from "./tests";

/** Judges what attestations say about one test of an image. A test that failed once is not mended by another attestation. */
export function judgeAttested(name: string, digest: string, { results, signed }: Attestations): Measurement {
  const own = results.filter(({ digests }) => digests.includes(digest));
  const bound = `attested for ${digest}, ${signed ? "signed" : "signature not verified"}`;
  if (own.some(({ failed }) => failed.includes(name))) return { verdict: "failed", measured: `failed, ${bound}` };
  if (own.some(({ warned }) => warned.includes(name))) return unknown(`passed with warnings, ${bound}`);
  if (own.some(({ passed }) => passed.includes(name))) return { verdict: "passed", measured: `passed, ${bound}` };
  return unknown(own.length === 0 ? `no attestation of ${digest}` : `no attestation of ${digest} names ${name}`);
}

/** The results of the tests that the pipeline of a system attests, of those about which its checklist asks. */
export function attestedResults(
  { system, version, digest }: VerifiedSystem,
  attestations: Attestations,
  now: Date,
): readonly Result[] {
  return attestedTests.flatMap(({ name, title, rows, partOf = [] }): Result[] => {
    const own = (ids: readonly string[]) => ids.filter((id) => row(id).system === system);
    if (own([...rows, ...partOf]).length === 0) return [];
    const measurement =
      digest === undefined
        ? unknown(`the settings name ${version ?? "no version"} and no digest: set --digest`)
        : judgeAttested(name, digest, attestations);
    return [
      {
        probe: `attested/${name}`,
        system,
        version,
        digest,
        address: digest ?? version ?? "no image",
        rows: own(rows),
        partOf: own(partOf),
        ...measurement,
        wanted: `attested for the image: ${title}`,
        at: now.toISOString(),
      },
    ];
  });
}
