import type { Proof } from "../proof";
import { ahavaHealthcareFoundations } from "./ahava-healthcare-foundations";
import { ahavaHealthcareOperations } from "./ahava-healthcare-operations";
import { doctorSystemOperations } from "./doctor-system-operations";
import { doctorSystemSettings } from "./doctor-system-settings";
import { medPlatformApplication } from "./med-platform-application";
import { medPlatformEdge } from "./med-platform-edge";
import { medPlatformOperations } from "./med-platform-operations";
import { medPlatformService } from "./med-platform-service";

/** The proof of each row of the kinds `resource` and `config-validation`, by the row's id. */
export const proofs: ReadonlyMap<string, Proof> = new Map(
  [
    doctorSystemSettings,
    doctorSystemOperations,
    ahavaHealthcareFoundations,
    ahavaHealthcareOperations,
    medPlatformApplication,
    medPlatformService,
    medPlatformEdge,
    medPlatformOperations,
  ].flatMap((table) => Object.entries(table)),
);
