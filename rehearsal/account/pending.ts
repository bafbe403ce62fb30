import type { KeptResource, Waiting, WireObject, WireValue } from "./resource-type";
import type { Store } from "./store";
import { isList, isObject, sameValue } from "./wire";

/** A change that a service has taken and not made yet. */
export interface PendingChange {
  readonly type: string;
  readonly id: string;
  readonly property: string;
  readonly from: WireValue;
  readonly to: WireValue;
  /** When it is made, as ISO 8601. */
  readonly until: string;
}

/** What stands after an update of which a part waits, and what is noted of that part; no note where there is nothing to say. */
export function heldBack(
  wanted: WireObject,
  standing: KeptResource | undefined,
  waiting: Waiting | undefined,
): { readonly state: WireObject; readonly notes: WireObject } {
  const held = (waiting?.properties ?? []).filter((key) => !sameValue(standing?.state[key], wanted[key]));
  if (standing === undefined || waiting === undefined || held.length === 0) {
    return { state: wanted, notes: standing?.notes?.pending === undefined ? {} : { pending: undefined } };
  }
  const state = { ...wanted, ...pick(standing.state, held) };
  return { state, notes: { pending: { until: waiting.until.toISOString(), values: pick(wanted, held) } } };
}

/** Makes every change whose time has come. */
export function settle(store: Store, now: Date): void {
  for (const resource of store.list()) {
    const pending = pendingOf(resource);
    if (pending !== undefined && Date.parse(pending.until) <= now.getTime()) store.put(settled(resource));
  }
}

/** The resource once its pending changes are made. */
export function settled(resource: KeptResource): KeptResource {
  const pending = pendingOf(resource);
  if (pending === undefined) return resource;
  const state = { ...resource.state, ...pending.values };
  return { ...resource, state, notes: { ...resource.notes, pending: undefined } };
}

/** The changes that a resource waits for. */
export function pendingChanges(resource: KeptResource): readonly PendingChange[] {
  const pending = pendingOf(resource);
  if (pending === undefined) return [];
  const { type, id, state } = resource;
  return Object.entries(pending.values).map(([property, to]) => ({
    type,
    id,
    property,
    from: state[property],
    to,
    until: pending.until,
  }));
}

/** A pending change in words, for a warning of the engine. */
export function pendingInWords({ property, from, until }: PendingChange): string {
  const time = until.slice(0, 16).replace("T", " ");
  return `${property}: the change waits for the maintenance window (${time} UTC); until then it is ${JSON.stringify(from)}.`;
}

/** The parameters that count only after a restart, in a sentence for a warning of the engine; nothing where there are none. */
export function restartInWords({ notes }: KeptResource): readonly string[] {
  const names = isList(notes?.awaitsRestart) ? notes.awaitsRestart.map(String) : [];
  return names.length === 0
    ? []
    : [`parameters: ${names.join(", ")} takes effect when the instances of the group are restarted, not before.`];
}

function pendingOf({ notes }: KeptResource): { readonly until: string; readonly values: WireObject } | undefined {
  const pending = notes?.pending;
  return isObject(pending) && typeof pending.until === "string" && isObject(pending.values)
    ? { until: pending.until, values: pending.values }
    : undefined;
}

function pick(state: WireObject, keys: readonly string[]): WireObject {
  return Object.fromEntries(keys.map((key) => [key, state[key]]));
}
