import { judged, type Measurement, unknown } from "../outcome";
import { hostOf, originsOf, type Probe } from "../probe";

/** The ports of the applications, of the data stores and of SSH. */
const internalPorts = [22, 4000, 5432, 6379, 8080, 8081, 27017] as const;

/** Judges which of the internal ports let a connection in; where HTTPS does not either, closed ports say nothing. */
export function judgePorts(open: readonly number[], answersHttps: boolean): Measurement {
  if (open.length === 0 && !answersHttps) return unknown("443 does not open either: the host was not reached");
  return judged(
    open.map((port) => `${port} is open`),
    `closed: ${internalPorts.join(", ")}`,
  );
}

/** Only HTTP and HTTPS are reachable from the internet. */
export const internalPortsClosed: Probe = {
  name: "internal-ports",
  file: "verify/probes/internal-ports.ts",
  title: `The ports ${internalPorts.join(", ")} are closed to the internet`,
  rows: ["AH-NET-12", "AH-NET-13", "AH-NET-14", "MP-HST-02"],
  checks: ({ face }) =>
    originsOf(face).map((origin) => ({
      address: hostOf(origin),
      wanted: `closed: ${internalPorts.join(", ")}`,
      run: async (reach) => {
        // Side by side: a filtered port takes three seconds to say nothing.
        const found = await Promise.all(internalPorts.map(async (port) => reach.opens(hostOf(origin), port)));
        const open = internalPorts.filter((_, index) => found[index]);
        return judgePorts(open, await reach.opens(hostOf(origin), 443));
      },
    })),
};
