import * as path from "node:path";
import type { PublicFace } from "../../settings/system/public-face";
import { rehearsalSource } from "../../stacks/settings/overlay";
import { parseSettings } from "../../stacks/settings/parse";
import { declarationOf, type System, systems } from "../../stacks/settings/systems";
import type { Verification } from "../../verify/result";
import { verify, type RunOptions } from "../../verify/run";
import { accountSecrets } from "../reference/accounts";
import { ahavaReference } from "../reference/ahava-healthcare";
import { doctorSystemReference, referenceSecrets } from "../reference/doctor-system";
import { medPlatformReference } from "../reference/med-platform";
import { type ReferenceApplication, type StageFault, startReference } from "../reference/reference-stage";

const root = path.resolve(__dirname, "../..");
const settings = parseSettings(rehearsalSource("staging", root).source);

/** What a person who verifies the reference applications has in the environment. */
export const knownSecrets: Readonly<Record<string, string>> = { ...referenceSecrets, ...accountSecrets };

/** What of a system can be checked from outside, as staging's settings say, but with a small load and no haste. */
export function faceOf(system: System): PublicFace {
  const declaration = declarationOf(system);
  const section = settings[declaration.key];
  if (section === undefined) throw new Error(`staging does not run ${system}`);
  const face = declaration.publicFace(section);
  return {
    ...face,
    // Times of a busy machine decide nothing here.
    latency: { ...face.latency, milliseconds: 60_000 },
    load: { ...face.load, requests: 40 },
    ...(face.registration && { registration: { ...face.registration, removalPath: "/api/auth/me" } }),
  };
}

/** The domain of a system in staging. */
export function domainOf(system: System): string {
  const [site = ""] = faceOf(system).allowedOrigins;
  return system === "med-platform" ? site.replace("https://", "") : site.replace(/^https:\/\/[^.]+\./, "");
}

/** A fresh reference application of a system. */
export const references: Readonly<Record<System, () => ReferenceApplication>> = {
  "doctor-system": () => doctorSystemReference(domainOf("doctor-system")),
  "ahava-healthcare": () => ahavaReference(domainOf("ahava-healthcare")),
  "med-platform": () => medPlatformReference(domainOf("med-platform")),
};

/** Verifies a system against its reference application, with what is wrong with it. */
export async function verifiedReference(
  system: System,
  {
    fault,
    application = references[system](),
    face = faceOf(system),
    ...options
  }: Partial<RunOptions> & {
    readonly fault?: StageFault;
    readonly application?: ReferenceApplication;
    readonly face?: PublicFace;
  } = {},
): Promise<Verification> {
  const stage = await startReference(application, fault);
  try {
    return await verify({
      stage: "staging",
      systems: [{ system, version: "v1.0.0", face }],
      by: "care-platform of a test",
      consents: ["change data"],
      secretOf: (name) => knownSecrets[name],
      identity: "verify-reference",
      connectTo: stage.connectTo,
      authorities: stage.authorities,
      now: () => new Date(),
      clock: () => 0,
      ...options,
    });
  } finally {
    await stage.close();
  }
}

/** The results that did not pass, in a line each. */
export function unpassed({ results }: Verification): readonly string[] {
  return results
    .filter(({ verdict }) => verdict !== "passed")
    .map(({ probe, address, verdict, measured }) => `${probe} ${address}: ${verdict}, ${measured}`);
}

export { systems };
export type { System };
