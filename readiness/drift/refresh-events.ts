import { z } from "zod";

const values = z.record(z.string(), z.unknown());

const resource = z.object({
  id: z.string().optional(),
  inputs: values.nullish(),
  outputs: values.nullish(),
});

const step = z.object({
  metadata: z.object({
    op: z.string(),
    urn: z.string(),
    type: z.string(),
    old: resource.nullish(),
    new: resource.nullish(),
    diffs: z.array(z.string()).nullish(),
  }),
});

/** The events of `pulumi preview --refresh` that tell of resources. */
const refreshEvent = z.object({ resourcePreEvent: step.optional(), resOutputsEvent: step.optional() });

/** Inputs and outputs of a resource, secrets masked. */
export interface Recorded {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** A resource as the last deployment left it, and as it stands. */
export interface Refreshed {
  readonly urn: string;
  readonly type: string;
  readonly id: string;
  readonly before: Recorded;
  /** `undefined` for one that is gone. */
  readonly after: Recorded | undefined;
  /** The properties of which the provider says that they differ. */
  readonly diffs: readonly string[];
}

/** What `up` would do with a resource, and what the program wants of it. */
export interface Planned {
  readonly operation: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

const recorded = ({ inputs, outputs }: z.infer<typeof resource>): Recorded => ({
  inputs: inputs ?? {},
  outputs: outputs ?? {},
});

/** The operations that change something; a replacement is told by these names or by its parts. */
const changing = new Set(["create", "update", "replace", "create-replacement", "delete", "delete-replaced"]);

/** Reads the events of one `pulumi preview --refresh`: first what stands, then what the program would make of it. */
export class RefreshEvents {
  readonly #refreshed = new Map<string, Refreshed>();
  readonly #planned = new Map<string, Planned>();

  /** Takes the next event as the engine wrote it. Throws zod's error when it has a shape that nobody foresaw. */
  add(written: unknown): void {
    const { resourcePreEvent, resOutputsEvent } = refreshEvent.parse(written);
    const done = resOutputsEvent?.metadata;
    if (done?.op === "refresh" && done.old) {
      const { urn, type, old, new: after, diffs } = done;
      this.#refreshed.set(urn, {
        urn,
        type,
        id: old.id ?? "",
        before: recorded(old),
        after: after ? recorded(after) : undefined,
        diffs: (diffs ?? []).map((path) => path.split(/[.[]/)[0] ?? path),
      });
    }
    const plan = resourcePreEvent?.metadata;
    if (plan !== undefined && plan.op !== "refresh") this.#plan(plan);
  }

  #plan({ op, urn, new: wanted }: z.infer<typeof step>["metadata"]): void {
    const known = this.#planned.get(urn);
    const operation = known !== undefined && changing.has(known.operation) && known.operation !== op ? "replace" : op;
    const inputs = wanted?.inputs ?? known?.inputs ?? {};
    this.#planned.set(urn, { operation: op.includes("replace") ? "replace" : operation, inputs });
  }

  /** Every resource that was compared. */
  get refreshed(): readonly Refreshed[] {
    return [...this.#refreshed.values()];
  }

  /** What `up` would do, by URN. */
  get planned(): ReadonlyMap<string, Planned> {
    return this.#planned;
  }

  /** The URNs that `up` would change. */
  get changed(): readonly string[] {
    return [...this.#planned].flatMap(([urn, { operation }]) => (changing.has(operation) ? [urn] : []));
  }
}
