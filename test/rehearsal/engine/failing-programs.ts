import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { PrivateBucket } from "../../../components/data/private-bucket";
import { building } from "../../../stacks/program-failure";
import { deployPrograms } from "./small-programs";

// Small programs that fail where a stage may fail.

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

void deployPrograms(Object.entries(programs).map(([name, program]) => ({ name, program })));
