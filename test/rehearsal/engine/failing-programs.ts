import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { startAccount } from "../../../rehearsal/account/start";
import { engineEnvironment, locateEngine, withoutCheckpoints } from "../../../rehearsal/engine/engine";
import { takeRunFolder } from "../../../rehearsal/run-folder";
import { openProgram } from "../../../rehearsal/stack";
import { PrivateBucket } from "../../../components/data/private-bucket";
import { building } from "../../../stacks/program-failure";
import { EventTally } from "../../../readiness/event-tally";

// Small programs that fail where a stage may fail, each deployed by the real engine in the folder that the command line
// names; prints what the engine reported of each, as JSON. A process of its own, because Jest keeps a process's failures to itself.

const first = () => new random.RandomId("first", { byteLength: 2 });
const boom = (): string => {
  throw new Error("boom");
};

/** A resource that needs a value which never comes. */
function needs(name: string, value: pulumi.Input<string>): random.RandomId {
  return new random.RandomId(name, { byteLength: 2, keepers: { value } });
}

/** By what fails. */
const programs: Readonly<Record<string, () => Record<string, unknown>>> = {
  "an apply, on which a resource depends": () => {
    needs("second", first().hex.apply(boom));
    return {};
  },
  "an apply, on which a resource, another and an output depend": () => {
    const second = needs("second", first().hex.apply(boom));
    return { hex: needs("third", second.hex).hex };
  },
  "an output": () => ({ hex: first().hex.apply(boom) }),
  "an output with a promise": () => ({ hex: first().hex.apply(() => Promise.reject(new Error("boom"))) }),
  "a component": () => {
    class Broken extends pulumi.ComponentResource {
      constructor() {
        super("test:index:Broken", "broken");
        needs("second", first().hex);
        boom();
      }
    }
    return { broken: new Broken() };
  },
  "the outputs of a component, on which a resource depends": () => {
    class Broken extends pulumi.ComponentResource {
      readonly hex = first().hex.apply(boom);
      constructor() {
        super("test:index:Broken", "broken");
        this.registerOutputs({ hex: this.hex });
      }
    }
    return { hex: needs("second", new Broken().hex).hex };
  },
  "a promise that nobody waits for": () => {
    void Promise.resolve().then(boom);
    return { hex: first().hex };
  },
  "a request that the account refuses": () => {
    const wrong = new random.RandomId("wrong", { byteLength: first().hex.apply(() => 0) });
    return { hex: needs("second", wrong.hex).hex };
  },
  "a component of a system, by its own mistake": () => {
    building("med-platform", () => new PrivateBucket("files", undefined as never));
    return {};
  },
  nothing: () => ({ hex: needs("second", first().hex).hex }),
};

async function main(directory: string): Promise<void> {
  const folder = takeRunFolder(directory, "staging", { empty: true });
  const account = await startAccount(folder.accountFile);
  const engine = locateEngine();
  const environment = {
    ...engineEnvironment({ engine, folder: folder.path, debugProviders: account.debugProviders }),
    ...withoutCheckpoints,
  };
  for (const [name, program] of Object.entries(programs)) {
    const stack = await openProgram(
      () => Promise.resolve().then(program),
      { stage: "small", values: {} },
      { engine, folder, environment },
      false,
    );
    const tally = new EventTally();
    const onEvent = (event: unknown): void => {
      tally.add(event);
    };
    const failed = await stack.up({ onEvent, suppressOutputs: true }).then(
      () => false,
      () => true,
    );
    process.stdout.write(`${JSON.stringify({ name, failed, errors: tally.errors })}\n`);
  }
  account.stop();
  folder.release();
}

void main(process.argv[2] ?? "");
