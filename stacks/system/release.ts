import { ReleaseRecord } from "../../components/observability/release-record";
import type { ReleaseRecordArgs } from "../../components/observability/release-record";
import type { SystemContext } from "./context";

/** What is being released, as the settings say it. */
export interface Release {
  readonly version: string;
  readonly digest?: string | undefined;
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
  const { version, digest, deployedBy, deployedAt, status } = release;
  return new ReleaseRecord(
    `${system}-release`,
    {
      stage: settings.stage,
      system,
      version,
      ...(digest !== undefined && { digest }),
      deployedBy,
      deployedAt,
      status,
    },
    { parent },
  );
}

/** The image that the tasks run: the digest of the release, where the settings name one, and otherwise the tag. */
export function pinnedImage({
  image,
  release,
}: {
  readonly image: string;
  readonly release?: Release | undefined;
}): string {
  return release?.digest ?? image;
}
