import { openedAccess } from "../access/opened-access";
import { isDataStore } from "../data-stores";
import { nameOf } from "../run-result";
import { differencesAt, isSame } from "./differences";
import type { DriftedProperty, DriftedResource, Remedy } from "./drift";
import type { Planned, Recorded, Refreshed, RefreshEvents } from "./refresh-events";
import { isKeptByOthers } from "./kept-by-others";

/** What the events do not tell. */
export interface DriftKnowledge {
  /** The names of the inputs of a type: whatever else AWS reports of it changes by itself. */
  readonly inputsOf: (type: string) => readonly string[];
  /** The properties of a resource whose changes the program ignores (`ignoreChanges`). */
  readonly ignoredOf: (urn: string) => readonly string[];
}

/** A drifted resource before the policy pack has judged it. */
export type Unjudged = Omit<DriftedResource, "findings">;

/** The resources that are not as the last deployment left them, in the order of the refresh. */
export function driftedResources(events: RefreshEvents, knowledge: DriftKnowledge): readonly Unjudged[] {
  return events.refreshed.flatMap((refreshed): readonly Unjudged[] => {
    const { urn, type, id, before, after } = refreshed;
    if (type.startsWith("pulumi:") || isSameThroughout(refreshed)) return [];
    const plan = events.planned.get(urn);
    const shared = { name: nameOf(urn), type, urn, id, up: remedyOf(plan) };
    if (after === undefined) {
      const dataAtStake = isDataStore(type);
      return [{ ...shared, state: "gone", properties: [], opened: openedBy(type, wishOf(before, plan)), dataAtStake }];
    }
    const properties = propertiesOf(refreshed, after, plan, knowledge);
    if (properties.length === 0) return [];
    return [
      {
        ...shared,
        state: "changed",
        properties,
        opened: openedBy(type, wishOf(before, plan), { ...after.inputs, ...after.outputs }),
        dataAtStake: isDataStore(type) && shared.up === "replace",
      },
    ];
  });
}

function isSameThroughout({ before, after, diffs }: Refreshed): boolean {
  return (
    after !== undefined &&
    diffs.length === 0 &&
    isSame(before.inputs, after.inputs) &&
    isSame(before.outputs, after.outputs)
  );
}

function propertiesOf(
  { type, urn, before, diffs }: Refreshed,
  after: Recorded,
  plan: Planned | undefined,
  { inputsOf, ignoredOf }: DriftKnowledge,
): readonly DriftedProperty[] {
  const ignored = new Set(ignoredOf(urn).map((path) => path.split(/[.[]/)[0]));
  const given = new Set([...Object.keys(before.inputs), ...Object.keys(after.inputs)]);
  const candidates = new Set([
    ...[...given].filter((key) => !isSame(before.inputs[key], after.inputs[key])),
    ...inputsOf(type).filter(
      (key) => !isSame(before.outputs[key], after.outputs[key]) && (given.has(key) || !isKeptByOthers(type, key)),
    ),
    ...diffs,
  ]);
  // The provider's default tags among all tags; what was changed stands under the program's own.
  if (candidates.has("tags")) candidates.delete("tagsAll");
  return [...candidates]
    .filter((key) => !key.startsWith("__") && !ignored.has(key) && isReadOtherwise(key, before, after))
    .flatMap((key) => {
      const recorded = key in before.inputs ? before.inputs[key] : before.outputs[key];
      const wanted = plan !== undefined && key in plan.inputs ? plan.inputs[key] : recorded;
      const stands = key in after.outputs ? after.outputs[key] : after.inputs[key];
      const places = differencesAt(key, wanted, stands);
      // Of a secret nothing but the provider's word tells whether it is another.
      return places.some(({ secret }) => secret === true) && !diffs.includes(key) ? [] : places;
    });
}

/**
 * Whether AWS reports a property otherwise than before. A value that the provider keeps in another form than the program gives it,
 * such as a name of Route 53 without its last dot, differs from the inputs alone.
 */
function isReadOtherwise(key: string, before: Recorded, after: Recorded): boolean {
  const isRead = key in before.outputs && key in after.outputs;
  return !isRead || differencesAt(key, before.outputs[key], after.outputs[key]).length > 0;
}

function remedyOf(plan: Planned | undefined): Remedy {
  return remedies.find((remedy) => remedy === plan?.operation) ?? "leave";
}

/** The engine's operations that take a drift back, by their own names. */
const remedies: readonly Remedy[] = ["update", "replace", "create"];

function wishOf(before: Recorded, plan: Planned | undefined): Readonly<Record<string, unknown>> {
  return { ...before.outputs, ...before.inputs, ...plan?.inputs };
}

function openedBy(
  type: string,
  wanted: Readonly<Record<string, unknown>>,
  stands?: Readonly<Record<string, unknown>>,
): readonly string[] {
  return openedAccess(type, wanted, stands).opened;
}
