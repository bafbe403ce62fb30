import type { SecureVersion } from "node:tls";
import { judged, type Measurement } from "../outcome";
import { hostOf, originsOf, type Probe } from "../probe";
import type { Reach } from "../reach/reach";

/** Suites of TLS 1.2 without forward secrecy or without authenticated encryption (RFC 9325, 4.1 and 4.2). */
const weakSuites = [
  "AES128-GCM-SHA256",
  "AES256-GCM-SHA384",
  "AES128-SHA",
  "AES256-SHA",
  "ECDHE-RSA-AES128-SHA",
  "ECDHE-ECDSA-AES128-SHA",
  "ECDHE-RSA-AES128-SHA256",
  "ECDHE-ECDSA-AES128-SHA256",
  "aNULL",
  "eNULL",
].join(":");

/** What a server accepted of what it was offered. */
export interface OfferedVersions {
  readonly accepted: readonly SecureVersion[];
  /** The weak suite that it chose when it was offered no other. @default none */
  readonly weakSuite?: string;
}

/** Judges the TLS that a server speaks. */
export function judgeTls({ accepted, weakSuite }: OfferedVersions): Measurement {
  const [obsolete, needed] = [["TLSv1", "TLSv1.1"] as const, ["TLSv1.2", "TLSv1.3"] as const];
  const faults = [
    ...obsolete.filter((version) => accepted.includes(version)).map((version) => `accepts ${version}`),
    ...needed.filter((version) => !accepted.includes(version)).map((version) => `declines ${version}`),
    ...(weakSuite === undefined ? [] : [`accepts the suite ${weakSuite}`]),
  ];
  return judged(faults, "TLS 1.2 and 1.3, no weak suite");
}

async function offer(reach: Reach, host: string): Promise<OfferedVersions> {
  const accepted: SecureVersion[] = [];
  for (const version of ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"] as const) {
    if ((await reach.handshake({ host, version })) !== undefined) accepted.push(version);
  }
  const weak = await reach.handshake({ host, version: "TLSv1.2", ciphers: weakSuites });
  return { accepted, weakSuite: weak?.cipher };
}

/** Connections are encrypted as is thought safe today. */
export const tlsVersions: Probe = {
  name: "tls-versions",
  file: "verify/probes/tls-versions.ts",
  title: "TLS 1.2 and 1.3 are accepted; TLS 1.0, 1.1 and suites without forward secrecy or AEAD are declined",
  rows: ["AH-GO-05", "MP-NGX-05", "MP-NGX-09", "MP-NGX-10"],
  partOf: ["AH-VER-08"],
  checks: ({ face }) =>
    originsOf(face).map((origin) => ({
      address: `${hostOf(origin)}:443`,
      wanted: "TLS 1.2 and 1.3, not 1.0 or 1.1, no weak suite",
      run: async (reach) => judgeTls(await offer(reach, hostOf(origin))),
    })),
};
