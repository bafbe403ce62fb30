import { openedAccess } from "./access/opened-access";
import { isDataStore } from "./data-stores";
import type { StepMetadata } from "./engine-event";
import { nameOf } from "./run-result";
import type { ResourceChange } from "./run-result";

type Operation = ResourceChange["operation"];

/** The engine's operations; those that are not listed change nothing. */
const operations: Readonly<Record<string, Operation | undefined>> = {
  create: "created",
  import: "created",
  update: "updated",
  replace: "replaced",
  "create-replacement": "replaced",
  "delete-replaced": "replaced",
  "import-replacement": "replaced",
  delete: "deleted",
};

/** Types of the engine itself, which change nothing in the cloud. */
const ownTypes = /^pulumi:(?:pulumi:|providers:)/;

/** What a run does to each resource, put together from its steps: a replacement takes three of them. */
export class ResourceChanges {
  readonly #changes = new Map<string, ResourceChange>();

  /** Takes a step that the engine begins. */
  begin(metadata: StepMetadata): void {
    const operation = operations[metadata.op];
    if (operation === undefined || ownTypes.test(metadata.type)) return;
    const known = this.#changes.get(metadata.urn);
    const change = changeOf(metadata, operation);
    this.#changes.set(metadata.urn, known === undefined ? change : merged(known, change));
  }

  /** Takes back a step that the engine could not do. */
  fail({ urn }: StepMetadata): void {
    this.#changes.delete(urn);
  }

  /** Every change, in the order in which the engine began them. */
  get all(): readonly ResourceChange[] {
    return [...this.#changes.values()];
  }
}

function changeOf({ op, urn, type, old, new: after, keys, diffs }: StepMetadata, operation: Operation): ResourceChange {
  // The deletion that ends a replacement has no inputs of its own to compare.
  const compared =
    op === "delete-replaced"
      ? { opened: [], unknown: [] }
      : openedAccess(type, old?.inputs ?? undefined, after?.inputs ?? undefined);
  return {
    operation,
    type,
    name: nameOf(urn),
    urn,
    properties: [...new Set((keys?.length ? keys : diffs) ?? [])],
    dataStore: isDataStore(type),
    opened: [...compared.opened],
    openedUnknown: [...compared.unknown],
  };
}

function merged(known: ResourceChange, change: ResourceChange): ResourceChange {
  const union = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])];
  return {
    ...known,
    operation: known.operation === change.operation ? known.operation : "replaced",
    properties: union(known.properties, change.properties),
    opened: union(known.opened, change.opened),
    openedUnknown: union(known.openedUnknown, change.openedUnknown),
  };
}
