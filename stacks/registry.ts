import { ahavaHealthcare } from "./ahava-healthcare/declaration";
import { doctorSystem } from "./doctor-system/declaration";
import { medPlatform } from "./med-platform/declaration";

/**
 * Every system: the only list of them, in the order in which stages and documents name them. `builders.ts` has the Pulumi part
 * of each, so that reading a declaration does not load Pulumi.
 */
export const registry = [doctorSystem, ahavaHealthcare, medPlatform] as const;
