import { ReleaseRecord } from "../../components/release-record";
import { systemName } from "./context";
import type { AhavaContext } from "./context";

/** Which version runs, who deployed it and when (AH-GO-09 to AH-GO-11); production always says so, others may. */
export function createReleaseRecord({ settings, parent }: AhavaContext): ReleaseRecord | undefined {
  const { release } = settings.ahavaHealthcare;
  if (release === undefined) return undefined;
  return new ReleaseRecord(
    `${systemName}-release`,
    { stage: settings.stage, system: systemName, ...release },
    { parent },
  );
}
