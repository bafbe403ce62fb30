import * as path from "node:path";
import type { Stage } from "../../../settings/stage/stage";
import { Account } from "../../../rehearsal/account/account";
import { invokes } from "../../../rehearsal/account/invokes";
import { Store } from "../../../rehearsal/account/store";
import { resourceTypes } from "../../../rehearsal/account/types";
import { withoutEnvelopes } from "../../../rehearsal/account/wire";
import type { WireObject } from "../../../rehearsal/account/resource-type";
import { Graph, type Standing } from "../../../rehearsal/rights/uses/graph";
import { usesIn } from "../../../rehearsal/rights/uses/index";
import { judgeUses } from "../../../rehearsal/rights/uses/role-uses";
import { rehearsalSource } from "../../../stacks/settings/overlay";
import { parseSettings } from "../../../stacks/settings/parse";
import { everyTag } from "../../../stacks/stack-tags";
import { deployStage } from "../../../stacks/stage";
import { register } from "../../components/mocks";

const root = path.resolve(__dirname, "../../..");

/** What a stage leaves in the simulated account, made there as the program registers it, without an engine. */
export async function standingStage(stage: Stage): Promise<readonly Standing[]> {
  const store = new Store();
  const account = new Account(store, resourceTypes, invokes);
  account.kind = "established";
  account.raises = "any";
  const settings = parseSettings(rehearsalSource(stage, root).source);
  // Each system has a provider of its own, which a mock does not see; what they have in common is enough here.
  const configuration = { region: settings.aws.region, defaultTags: everyTag(settings, "foundation") };
  // An error within a mock would leave the program waiting.
  const faults: unknown[] = [];
  const noting =
    <Result extends object>(answer: (inputs: WireObject, name: string) => Result) =>
    (inputs: object, name = ""): Result | Record<string, never> => {
      try {
        return answer(inputs as WireObject, name);
      } catch (fault) {
        faults.push(fault);
        return {};
      }
    };
  const create = (type: string) =>
    noting((inputs, name) => {
      const urn = `urn:pulumi:${stage}::care-platform::${type}::${name}`;
      const checked = account.check(type, name, {}, withoutEnvelopes(inputs) as WireObject, urn, configuration);
      const { id, state } = account.create(type, urn, checked.inputs, false, configuration);
      return { id, ...state };
    });
  await register(() => deployStage(settings), {
    stack: stage,
    computed: Object.fromEntries(Object.keys(resourceTypes).map((type) => [type, create(type)])),
    calls: Object.fromEntries(
      Object.keys(invokes).map((token) => [token, noting((inputs) => account.invoke(token, inputs, configuration))]),
    ),
  });
  if (faults.length > 0) throw faults[0];
  return store.list();
}

/** The account and Region of the stages as they are rehearsed. */
export const place = { account: "000000000000", region: "af-south-1" };

/** What a test does to a resource; undefined takes it away. */
export type Change = (each: Standing) => Standing | undefined;

/** What stands with one resource, found by its type and logical name, changed or taken away. */
export function changed(
  standing: readonly Standing[],
  type: string,
  name: string,
  change: Change,
): readonly Standing[] {
  const found = standing.filter((each) => each.type.endsWith(`:${type}`) && each.urn.endsWith(`::${name}`));
  if (found.length !== 1) throw new Error(`${found.length} resources are called ${type} ${name}`);
  return standing.flatMap((each) => (found.includes(each) ? (change(each) ?? []) : each));
}

/** What is denied of the uses that a resource leads to: "who action: reason", each once. */
export async function deniedOf(standing: readonly Standing[], user: string): Promise<readonly string[]> {
  const graph = new Graph(standing, place.account, place.region);
  const uses = usesIn(graph).filter((use) => use.user.endsWith(`::${user}`));
  if (uses.length === 0) throw new Error(`${user} leads to no use`);
  const { denied } = await judgeUses(uses, graph);
  return [...new Set(denied.map(({ by, action, reason }) => `${by.split("/").pop() ?? ""} ${action}: ${reason}`))];
}
