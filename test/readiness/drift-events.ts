import { RefreshEvents } from "../../readiness/drift/refresh-events";

/** A resource as a test tells of it: what the program gives, what was recorded, what stands. */
export interface Told {
  readonly name: string;
  readonly type: string;
  readonly before: Readonly<Record<string, unknown>>;
  /** The inputs that were recorded. @default before */
  readonly given?: Readonly<Record<string, unknown>>;
  /** `undefined` when it is gone. */
  readonly after?: Readonly<Record<string, unknown>>;
  readonly wanted?: Readonly<Record<string, unknown>>;
  /** What `up` does. @default "same" */
  readonly op?: string;
  readonly diffs?: readonly string[];
}

/** The URN of a resource of these tests. */
export const urnOf = ({ type, name }: Pick<Told, "type" | "name">): string =>
  `urn:pulumi:staging::care-platform::${type}::${name}`;

/** The events of a preview with a refresh, as the engine writes them. */
export function eventsOf(all: readonly Told[]): RefreshEvents {
  const events = new RefreshEvents();
  for (const told of all) {
    const { type, before, given = before, after, wanted = given, op = "same", diffs } = told;
    const urn = urnOf(told);
    const recorded = (outputs: Readonly<Record<string, unknown>>, inputs = outputs) => ({
      id: "id-1",
      inputs,
      outputs,
    });
    const shared = { urn, type };
    events.add({
      resOutputsEvent: {
        metadata: {
          ...shared,
          op: "refresh",
          old: recorded(before, given),
          new: after ? recorded(after) : null,
          diffs,
        },
      },
    });
    events.add({ resourcePreEvent: { metadata: { ...shared, op, old: null, new: { inputs: wanted } } } });
  }
  return events;
}
