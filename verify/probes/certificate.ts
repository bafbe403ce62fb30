import { judged, type Measurement, unknown } from "../outcome";
import { hostOf, originsOf, type Probe } from "../probe";
import type { Accepted } from "../reach/handshake";

const day = 86_400_000; // milliseconds

/** Judges the certificate that a server showed. */
export function judgeCertificate(
  { notAfter, untrusted, otherName }: Accepted["certificate"],
  { days, now }: { readonly days: number; readonly now: Date },
): Measurement {
  const left = Math.floor((notAfter.getTime() - now.getTime()) / day);
  const faults = [
    ...(otherName === undefined ? [] : [otherName]),
    ...(untrusted === undefined ? [] : [`not trusted: ${untrusted}`]),
    ...(left < days ? [`${left} days left`] : []),
  ];
  return judged(faults, `trusted, ${left} days left`);
}

/** The certificate is the host's own and lasts. */
export const certificate: Probe = {
  name: "certificate",
  file: "verify/probes/certificate.ts",
  title: "The certificate is trusted, holds for the host and is valid for more days than its alarm asks for",
  rows: ["AH-GO-05", "AH-NET-02", "MP-NGX-08"],
  checks: ({ face, now }) =>
    originsOf(face).map((origin) => ({
      address: `${hostOf(origin)}:443`,
      wanted: `trusted, holds for ${hostOf(origin)}, at least ${face.certificateDays} days left`,
      run: async (reach) => {
        const host = hostOf(origin);
        const shown =
          (await reach.handshake({ host, version: "TLSv1.3" })) ??
          (await reach.handshake({ host, version: "TLSv1.2" }));
        if (shown === undefined) return unknown("no handshake with TLS 1.2 or 1.3");
        return judgeCertificate(shown.certificate, { days: face.certificateDays, now: now() });
      },
    })),
};
