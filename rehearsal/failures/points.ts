import { createHash } from "node:crypto";
import type { ResourceChange } from "../../readiness/run-result";
import { type Change, type FailureChoice, type FailureKind, failureKinds } from "../account/index";

/** One change of a deployment that fails once, and how. */
export interface Point extends Change {
  readonly kind: FailureKind;
}

/** The changes that one step of the engine asks a provider for, by what a preview calls it. */
const operationsOf: Readonly<Record<ResourceChange["operation"], readonly Change["operation"][]>> = {
  created: ["create"],
  updated: ["update"],
  replaced: ["create", "delete"],
  deleted: ["delete"],
};

/** Values of `random` and `tls` are made on the machine that deploys, and components nowhere: no service can refuse them. */
const ofService = /^(aws|mongodbatlas):/;

/**
 * The points at which a deployment fails, in the order of the preview. A sample has one of each type and operation before it
 * has a second. The same seed and the same changes give the same points and kinds again.
 * @param count at least 1; "all": every change of a service.
 */
export function pointsOf(
  changes: readonly Pick<ResourceChange, "urn" | "type" | "operation">[],
  seed: string,
  count: number | "all",
): readonly Point[] {
  const points = changes
    .filter(({ type }) => ofService.test(type))
    .flatMap(({ urn, type, operation }) =>
      operationsOf[operation].map((each) => {
        const number = numberOf(`${seed}\n${urn}\n${each}`);
        return { urn, type, operation: each, kind: failureKinds[number % failureKinds.length] ?? "refused" };
      }),
    );
  if (count === "all" || count >= points.length) return points;
  const shuffled = [...points].sort(
    (a, b) => numberOf(`${seed}\n${keyOf(a)}\norder`) - numberOf(`${seed}\n${keyOf(b)}\norder`),
  );
  const firsts = new Map(
    shuffled.map((point) => [`${point.type}\n${point.operation}`, point]).reverse() as [string, Point][],
  );
  const first = new Set(firsts.values());
  const chosen = new Set([...first, ...shuffled.filter((point) => !first.has(point))].slice(0, count));
  return points.filter((point) => chosen.has(point));
}

/** Points that wait for their change; each fires once. */
export class ArmedPoints {
  readonly #waiting: Map<string, Point>;
  #fired: Point[] = [];

  constructor(points: readonly Point[]) {
    this.#waiting = new Map(points.map((point) => [keyOf(point), point]));
  }

  /** What the account is told of a change. */
  readonly choice: FailureChoice = (change) => {
    const point = this.#waiting.get(keyOf(change));
    if (point === undefined) return undefined;
    this.#waiting.delete(keyOf(change));
    this.#fired.push(point);
    return point.kind;
  };

  /** The points that have fired since the last call. */
  take(): readonly Point[] {
    const fired = this.#fired;
    this.#fired = [];
    return fired;
  }

  /** The points whose change was never asked for. */
  get waiting(): readonly Point[] {
    return [...this.#waiting.values()];
  }
}

function keyOf({ urn, operation }: Change): string {
  return `${urn}\n${operation}`;
}

function numberOf(text: string): number {
  return createHash("sha256").update(text).digest().readUInt32BE();
}
