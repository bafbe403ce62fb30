import * as fc from "fast-check";
import { gates, type KeyringRules, stepAfter, steps } from "../../../settings/rotation/gates";
import { type Machinery, mostClockOff, realMachinery, twoSlots, without, World } from "./world";

/** What happens to a keyring, its stage and its clocks. */
type Event = (world: World) => void;

const day = 86_400;
const event = (weight: number, happens: Event) => ({ weight, arbitrary: fc.constant(happens) });
const arbitraryEvent: fc.Arbitrary<Event> = fc.oneof(
  event(10, (world) => void world.command(stepAfter[world.keyring.phase], true)),
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constantFrom(...steps), fc.boolean()).map(
      ([step, asks]): Event =>
        (world) =>
          void world.command(step, asks),
    ),
  },
  event(10, (world) => void world.up()),
  event(12, (world) => {
    world.replaceTask();
  }),
  event(6, (world) => {
    world.finish();
  }),
  event(2, (world) => {
    world.rollBack();
  }),
  event(2, (world) => {
    world.revert();
  }),
  event(8, (world) => {
    world.use();
  }),
  {
    weight: 10,
    arbitrary: fc.constantFrom(30, 600, 1200, 2400, 7200, day, 3 * day, 8 * day).map((seconds): Event => (world) => {
      world.pass(seconds);
    }),
  },
  {
    weight: 2,
    arbitrary: fc.integer({ min: -mostClockOff, max: mostClockOff }).map((off): Event => (world) => {
      world.clockOff = off;
    }),
  },
  {
    weight: 4,
    arbitrary: fc.integer({ min: 1, max: 60 }).map((count): Event => (world) => {
      world.reencrypt(count);
    }),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({
        generation: fc.integer({ min: 1, max: 5 }),
        phase: fc.constantFrom("steady", "published", "activated"),
      })
      .map((keyring): Event => (world) => {
        // Somebody writes a record by hand, tries to deploy it, and takes it back if that is refused.
        const at = new Date(world.now).toISOString();
        world.edit({ ...keyring, publishedAt: at, activatedAt: at, retiredAt: at });
        if (!world.up() && !world.deployment) world.revert();
      }),
  },
);
const emergency: Event = (world) => void world.emergencyCommand();

const kinds: Readonly<Record<string, KeyringRules>> = {
  "an access token's secret": { kind: "signing", overlapSeconds: 900 },
  "a refresh token's secret": { kind: "signing", overlapSeconds: 7 * day },
  "a pair of RSA keys": { kind: "rsa", overlapSeconds: 7 * day },
  "an encryption key": { kind: "encryption", overlapSeconds: 0 },
  "a database's users": { kind: "database-user", overlapSeconds: 0 },
};

const sequences = (events: fc.Arbitrary<Event>) => fc.array(events, { minLength: 100, maxLength: 250, size: "max" });

/** The first thing that does not work in a sequence; undefined where everything does. */
function firstBreak(
  rules: KeyringRules,
  machinery: Machinery,
  events: readonly Event[],
  tally?: Tally,
): string | undefined {
  const world = new World(rules, machinery);
  for (const happens of events) {
    happens(world);
    const [broken] = world.broken();
    if (broken !== undefined) return broken;
    if (machinery === realMachinery && world.taken[0] !== undefined) return world.taken[0];
    tally?.see(world);
  }
  tally?.end(world);
  return undefined;
}

/** What the sequences went through, so that nothing is proved of worlds in which nothing happens. */
class Tally {
  sequences = 0;
  stepsTaken = 0;
  stepsRefused = 0;
  rotations = 0;
  mixed = 0;
  see(world: World): void {
    if (new Set(world.live).size > 1) this.mixed += 1;
  }
  end(world: World): void {
    this.sequences += 1;
    this.stepsTaken += world.stepsTaken;
    this.stepsRefused += world.stepsRefused;
    this.rotations += world.deployed.current - 1;
  }
}

describe.each(Object.entries(kinds))("a rotation of %s", (_, rules) => {
  it("breaks nothing, whatever comes between its steps: 1,000 sequences", () => {
    const tally = new Tally();
    fc.assert(
      fc.property(sequences(arbitraryEvent), (events) => {
        expect(firstBreak(rules, realMachinery, events, tally)).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
    expect(tally.sequences).toBe(1000);
    expect(tally.stepsTaken).toBeGreaterThan(3000);
    expect(tally.stepsRefused).toBeGreaterThan(10_000);
    expect(tally.rotations).toBeGreaterThan(500);
    expect(tally.mixed).toBeGreaterThan(10_000);
  });

  it("breaks nothing beside emergencies, once these are deployed: 200 sequences", () => {
    const events = fc.oneof(
      { weight: 40, arbitrary: arbitraryEvent },
      { weight: 1, arbitrary: fc.constant(emergency) },
    );
    fc.assert(
      fc.property(sequences(events), (sequence) => {
        expect(firstBreak(rules, realMachinery, sequence)).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });
});

describe("the world notices", () => {
  const refresh = kinds["a refresh token's secret"]!;
  const encryption = kinds["an encryption key"]!;
  const users = kinds["a database's users"]!;
  const notCompared: Machinery = { ...realMachinery, asked: [gates.order, gates.reencryption], compares: false };

  it.each<[string, KeyringRules, Machinery, RegExp]>([
    ["a keyring of two slots", refresh, twoSlots, /refuses a token/],
    ["an encryption keyring of two slots", encryption, twoSlots, /cannot read a row/],
    ["that nobody waits for tokens to expire", refresh, without(gates.time), /refuses a token/],
    ["that nobody counts what is left to write", encryption, without(gates.reencryption), /cannot read a row/],
    ["that nobody asks what the stage runs", refresh, notCompared, /refuses a token/],
    ["that nobody asks which user the tasks log in as", users, notCompared, /cannot log in/],
  ])("%s", (_, rules, machinery, broken) => {
    const found = fc.check(
      fc.property(sequences(arbitraryEvent), (events) => firstBreak(rules, machinery, events) === undefined),
      { numRuns: 500, endOnFailure: true },
    );
    expect(found.failed).toBe(true);
    expect(firstBreak(rules, machinery, found.counterexample?.[0] ?? [])).toMatch(broken);
  });
});

describe("after an emergency is deployed", () => {
  it("every row can be read by every task, and is written under the key that has not leaked: 500 sequences", () => {
    const rules = kinds["an encryption key"]!;
    let deployed = 0;
    fc.assert(
      fc.property(sequences(arbitraryEvent), (events) => {
        const world = new World(rules, realMachinery);
        for (const happens of events) happens(world);
        world.finish();
        world.revert();
        const leaked = world.deployed.current;
        // While rows are written anew an application has no room for a third key.
        expect(world.emergencyCommand()).toBe(world.deployed.previous === undefined);
        if (world.deployed.previous !== undefined) return;
        expect(world.up()).toBe(true);
        world.finish();
        world.use();
        expect(world.broken()).toEqual([]);
        expect(world.live.every(({ current }) => current !== leaked)).toBe(true);
        deployed += 1;
      }),
      { numRuns: 500 },
    );
    expect(deployed).toBeGreaterThan(50);
  });

  it.each(Object.entries(kinds).filter(([, { kind }]) => kind !== "encryption"))(
    "nothing accepts what was made with the old generations of %s: 200 sequences",
    (_, rules) => {
      fc.assert(
        fc.property(sequences(arbitraryEvent), (events) => {
          const world = new World(rules, realMachinery);
          for (const happens of events) happens(world);
          world.finish();
          world.revert();
          const old = [world.deployed.current, world.deployed.next, world.deployed.previous];
          expect(world.emergencyCommand()).toBe(true);
          expect(world.up()).toBe(true);
          world.finish();
          const accepted = [...world.accepted, ...world.live.flatMap((task) => Object.values(task) as number[])];
          expect(accepted.filter((generation) => old.includes(generation))).toEqual([]);
          expect(world.live.every(({ current }) => world.accepted.includes(current))).toBe(true);
        }),
        { numRuns: 200 },
      );
    },
  );
});
