import { scrypt } from "node:crypto";
import { type Stage, stages } from "../../../settings/stage/stage";
import { promisify } from "node:util";
import { z } from "zod";
import type { Settings } from "../schema";
import { sections, systems } from "../systems";
import { readStageOutput } from "../../../settings/stage/stage-output";

/** A stack's facts for the stacks of other stages, in its output `facts`: without secrets. */
export interface StageFacts {
  readonly stage: Stage;
  /** Values that only this stage may have, by name: the range of its network, domains, ids and ARNs. */
  readonly own: Readonly<Record<string, string>>;
  /** A fingerprint of each vendor secret, by the name of its setting (docs/decisions/0018-neighbours.md). */
  readonly fingerprints: Readonly<Record<string, string>>;
  /** The images that ran in it, by system, the newest first. */
  readonly images: Readonly<Record<string, readonly string[]>>;
}

/** Facts of a stage before it is deployed, with the images it has run so far. */
export type KnownFacts = StageFacts & { readonly before?: StageFacts["images"] };

const texts = z.record(z.string(), z.string());
const stageFacts = z.object({
  stage: z.enum(stages),
  own: texts,
  fingerprints: texts,
  images: z.record(z.string(), z.array(z.string())),
});

/**
 * Reads a stack's output `facts`.
 * @throws Error in one sentence if it is malformed.
 */
export function readStageFacts(value: unknown): StageFacts {
  return readStageOutput("facts", stageFacts, value);
}

/** Number of images of a system that are recorded: only recent ones are promoted. Our default. */
const remembered = 20;

/**
 * Facts of a stage before it is deployed.
 * @param before the stage's previous facts. @default none: it is the first deployment
 */
export async function factsOf(settings: Settings, before?: StageFacts): Promise<KnownFacts> {
  const running = settings.systems.map((system) => ({ system, section: settings[sections[system]] }));
  const secrets = running.flatMap(({ system, section }) =>
    Object.entries(section?.vendorSecrets ?? {}).flatMap(([name, secret]) =>
      secret === undefined ? [] : [{ name: `${system}.${name}`, value: secret.reveal() }],
    ),
  );
  const fingerprints = secrets.map(async ({ name, value }) => [name, await fingerprint(name, value)] as const);
  return {
    ...(before && { before: before.images }),
    stage: settings.stage,
    own: {
      // Resources of the last deployment; new ones are not known yet.
      ...before?.own,
      "network.cidr": settings.network.cidr,
      ...Object.fromEntries(running.map(({ system, section }) => [`${system}.domain`, section?.domain ?? ""])),
    },
    fingerprints: Object.fromEntries(await Promise.all(fingerprints)),
    images: Object.fromEntries(
      systems.flatMap((system) => {
        const ran = before?.images[system] ?? [];
        // No image has run on a stage that is only prepared.
        const started = settings.deploy === "preparation" ? [] : running;
        const image = started.find((one) => one.system === system)?.section?.image;
        if (image === undefined) return ran.length === 0 ? [] : [[system, ran]];
        return [[system, [image, ...ran.filter((other) => other !== image)].slice(0, remembered)]];
      }),
    ),
  };
}

/**
 * The facts of a stage after its deployment.
 * @param made the resources that no other stage may have, by name.
 * @param runs whether every service of a system runs the settings; otherwise its image does not count as run.
 */
export function toldFacts<Made>(
  { before, ...facts }: KnownFacts,
  made: Readonly<Record<string, Made>>,
  runs: (system: string) => boolean = () => true,
): Omit<StageFacts, "own"> & { readonly own: Readonly<Record<string, Made | string>> } {
  const settings = Object.entries(facts.own).filter(([name]) => fromSettings.test(name));
  const images = Object.keys({ ...before, ...facts.images }).flatMap((system) => {
    const ran = runs(system) ? facts.images[system] : before?.[system];
    return ran === undefined ? [] : [[system, ran] as const];
  });
  return { ...facts, own: { ...Object.fromEntries(settings), ...made }, images: Object.fromEntries(images) };
}

/** The names of values that belong to a stage by its settings. */
const fromSettings = /^network\.cidr$|\.domain$/;

/** Bytes of a fingerprint: two values in 16 million match, too short to identify a dictionary entry. */
const fingerprintBytes = 3;

/** Node's scrypt with its default cost: some 50 ms a guess. */
const derive = promisify<string, string, number, Buffer>(scrypt);

/** Six hexadecimal digits that are equal for the same setting with the same value, and reveal nothing else. */
async function fingerprint(name: string, value: string): Promise<string> {
  return (await derive(value, `care-platform ${name}`, fingerprintBytes)).toString("hex");
}
