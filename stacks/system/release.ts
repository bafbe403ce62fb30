import { ReleaseRecord } from "../../components/release-record";
import type { SystemContext } from "./context";

/** What is being released, as the settings say it. */
export interface Release {
  readonly version: string;
  readonly deployedBy: string;
  readonly deployedAt: string;
}

/** Which version runs, who deployed it and when (AH-GO-09 to AH-GO-11); production always says so, others may. */
export function createReleaseRecord(
  { system, settings, parent }: SystemContext,
  release: Release | undefined,
): ReleaseRecord | undefined {
  if (release === undefined) return undefined;
  const { version, deployedBy, deployedAt } = release;
  return new ReleaseRecord(
    `${system}-release`,
    { stage: settings.stage, system, version, deployedBy, deployedAt },
    { parent },
  );
}
