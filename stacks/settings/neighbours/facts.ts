import { scrypt } from "node:crypto";
import { type Stage, stages } from "../../../settings/stage/stage";
import { promisify } from "node:util";
import { z } from "zod";
import type { Settings } from "../schema";
import { sections, systems } from "../systems";
import { readStageOutput } from "../../../settings/stage/stage-output";

/** What a stack tells the stacks of other stages about itself, in its output `facts`: nothing in it is a secret. */
export interface StageFacts {
  readonly stage: Stage;
  /** What only this stage may have, by what it is called: the range of its network, domains, ids and ARNs. */
  readonly own: Readonly<Record<string, string>>;
  /** A fingerprint of each secret that a vendor gave out, by the name of its setting (docs/decisions/0018-neighbours.md). */
  readonly fingerprints: Readonly<Record<string, string>>;
  /** The images that ran in it, by system, the newest first. */
  readonly images: Readonly<Record<string, readonly string[]>>;
}

/** What is known of a stage before it is deployed, with the images it ran until then. */
export type KnownFacts = StageFacts & { readonly before?: StageFacts["images"] };

const texts = z.record(z.string(), z.string());
const stageFacts = z.object({
  stage: z.enum(stages),
  own: texts,
  fingerprints: texts,
  images: z.record(z.string(), z.array(z.string())),
});

/**
 * Reads what a stack's output `facts` says.
 * @throws Error in one sentence when it is no such output.
 */
export function readStageFacts(value: unknown): StageFacts {
  return readStageOutput("facts", stageFacts, value);
}

/** Images of a system that are remembered: what is promoted was tried not long ago. House value. */
const remembered = 20;

/**
 * What is known of a stage before it is deployed.
 * @param before what the stage told of itself until then. @default nothing: it is the first deployment
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
      // What was made for it last time; what is made this time is not known yet.
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
 * What a stage tells of itself once it is deployed.
 * @param made what was made for it and no other may have, by what it is called.
 * @param runs whether every service of a system runs what the settings say; of one that does not the image never ran here.
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

/** The names of what is a stage's own by its settings, and not because it was made for it. */
const fromSettings = /^network\.cidr$|\.domain$/;

/** Bytes of a fingerprint: two values in 16 million have the same, too few to tell one of a dictionary by it. */
const fingerprintBytes = 3;

/** Node's scrypt with its default cost: some 50 ms a guess. */
const derive = promisify<string, string, number, Buffer>(scrypt);

/** Six hexadecimal digits that are the same wherever the same setting has the same value, and say nothing else of it. */
async function fingerprint(name: string, value: string): Promise<string> {
  return (await derive(value, `care-platform ${name}`, fingerprintBytes)).toString("hex");
}
