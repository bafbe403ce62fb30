import { ReleaseRecord } from "../../components/observability/release-record";
import type { ReleaseRecordArgs } from "../../components/observability/release-record";
import type { SystemContext } from "./context";

/** What is being released, as the settings say it. */
export interface Release {
  readonly version: string;
  readonly deployedBy: string;
  readonly deployedAt: string;
  readonly status: ReleaseRecordArgs["status"];
}

/** Which version runs, who deployed it, when, and how far it is (AH-GO-09 to AH-GO-13); production always says so, others may. */
export function createReleaseRecord(
  { system, settings, parent }: SystemContext,
  release: Release | undefined,
): ReleaseRecord | undefined {
  if (release === undefined) return undefined;
  const { version, deployedBy, deployedAt, status } = release;
  return new ReleaseRecord(
    `${system}-release`,
    { stage: settings.stage, system, version, deployedBy, deployedAt, status },
    { parent },
  );
}
