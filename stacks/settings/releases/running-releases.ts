import { z } from "zod";
import { type RememberedRecord, rememberedOf } from "../../../settings/release/gate";
import { readStageOutput } from "../../../settings/stage/stage-output";
import type { Settings } from "../schema";
import type { System } from "../systems";
import { ownRecord, type RecordText, wantedRelease } from "./records";

const toldRelease = z.object({
  version: z.string(),
  digest: z.string().optional(),
  last: z.string().optional(),
  revocations: z.array(z.string()),
});

/** A stack's running releases, in its output `releases`: by system, the release and its record. */
const toldReleases = z.record(z.string(), toldRelease);
export type ToldReleases = Readonly<Record<string, Release & RememberedRecord>>;

/** A release; the digest is absent where the settings name a tag alone. */
interface Release {
  readonly version: string;
  readonly digest?: string | undefined;
}

/**
 * Reads a stack's output `releases`.
 * @throws Error in one sentence if it is malformed.
 */
export function readToldReleases(value: unknown): ToldReleases {
  return readStageOutput("releases", toldReleases, value);
}

/**
 * The running releases of a stage after its deployment. A release that does not run is omitted; its record is still
 * stored, so that no older copy is accepted.
 */
export function toldBy(
  settings: Settings,
  textOf: RecordText,
  before: ToldReleases,
  runs: (system: System) => boolean,
): ToldReleases {
  return Object.fromEntries(
    settings.systems.flatMap((system) => {
      const wanted = wantedRelease(settings, system);
      const running = runs(system) ? wanted : before[system];
      if (running === undefined) return [];
      const { version, digest } = running;
      const record = rememberedOf(ownRecord(settings, system, textOf));
      return [[system, { version, ...(digest !== undefined && { digest }), ...record }]];
    }),
  );
}
