import { ReleaseRecord } from "../../components/observability/release-record";
import type { ReleaseRecordArgs } from "../../components/observability/release-record";
import type { SystemContext } from "./context";

/** The release in the settings. */
export interface Release {
  readonly version: string;
  readonly digest?: string | undefined;
  readonly deployedBy: string;
  readonly deployedAt: string;
  readonly status: ReleaseRecordArgs["status"];
}

/** The version, its deployer, time and status (AH-GO-09 to AH-GO-13); required in production, optional elsewhere. */
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
