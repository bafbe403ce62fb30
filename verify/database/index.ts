import type { Probe } from "../probe";
import { rightsProbes } from "./rights";
import { serverProbes } from "./server";
import { structureProbes } from "./structure";

/** Every question to the database, and what its answer must be. */
export const databaseProbes: readonly Probe[] = [...structureProbes, ...rightsProbes, ...serverProbes];
