import { parseSettings } from "../../stacks/settings/parse";
import { stages, type Stage } from "../../settings/stage/stage";
import { systems, type System } from "../../stacks/settings/systems";
import { deployStage, type StageOutputs } from "../../stacks/stage";
import { register, type Registered } from "../components/mocks";
import { oneSystem } from "../settings/three-systems";
import { options } from "./doctor-system-stage";

const known = new Map<string, Promise<Registered<StageOutputs>>>();

/** The stack of a name with one system in it; each is built once. */
function deployed(stack: string, stage: Stage, system: System): Promise<Registered<StageOutputs>> {
  const settings = () => parseSettings({ ...oneSystem(stage, system), stage: stack });
  const key = `${stack} ${system}`;
  const account = known.get(key) ?? register(() => deployStage(settings()), { ...options, stack });
  known.set(key, account);
  return account;
}

/** The inputs by which a service knows a resource within the account. */
const naming = ["name", "bucket", "dashboardName", "identifier", "replicationGroupId"];

/** Types whose names only tell apart what stands within something else, or are a domain. */
const namedWithin = /^aws:(route53\/|cloudwatch\/(logStream|logSubscriptionFilter|logMetricFilter):)/;

/** What the account would find taken by a second resource of the same type and name. */
function physicalNames({ resources }: Registered<StageOutputs>): Set<string> {
  return new Set(
    resources
      .filter(({ component, type }) => !component && type.startsWith("aws:") && !namedWithin.test(type))
      .flatMap(({ type, inputs }) => naming.map((property) => [type, inputs[property]] as const))
      .filter(([, name]) => typeof name === "string")
      .map(([type, name]) => `${type} ${String(name)}`),
  );
}

describe("a stack of one system", () => {
  const each = stages.flatMap((stage) => systems.map((system): [Stage, System] => [stage, system]));

  it.each(each)(
    "of %s with %s has a foundation of its own name, and the system under its stage's",
    async (stage, system) => {
      const stack = `${stage}-${system}`;
      const account = await deployed(stack, stage, system);
      const parts = account.resources.filter(({ type }) => type.startsWith("care-platform:stack:"));
      expect(parts.map(({ name }) => name).sort()).toEqual(["foundation", system].sort());
      const providers = account.resources.filter(({ type }) => type === "pulumi:providers:aws");
      expect(providers.map(({ name }) => name).sort()).toEqual([`aws-${system}`, "aws-foundation"].sort());
      for (const { name, inputs } of providers) {
        expect(inputs.defaultTags).toContain(`"stack":"${stack}"`);
        expect(inputs.defaultTags).toContain(`"service":"${name.replace("aws-", "")}"`);
      }

      const [own, whole] = [physicalNames(account), physicalNames(await deployed(stage, stage, system))];
      expect(own.size).toBe(whole.size);
      // What both would take is the system's own, which one stack of the stage can hold and no second; long names are cut.
      const inBoth = [...own].filter((name) => whole.has(name));
      expect(inBoth.length).toBeGreaterThan(20);
      expect(inBoth.filter((name) => !new RegExp(`${stage}[-/]${system.slice(0, 10)}`).test(name))).toEqual([]);
    },
  );

  it("shares no name with a stack of another system of its stage", async () => {
    const [first = "doctor-system", ...others] = systems;
    const names = async (system: System) => physicalNames(await deployed(`staging-${system}`, "staging", system));
    const taken = new Map<string, System>([...(await names(first))].map((name) => [name, first]));
    const clashes: string[] = [];
    for (const system of others) {
      for (const name of await names(system)) {
        if (taken.has(name)) clashes.push(`${name}: ${taken.get(name)!} and ${system}`);
        taken.set(name, system);
      }
    }
    expect(clashes).toEqual([]);
    expect(taken.size).toBeGreaterThan(100);
  });
});
