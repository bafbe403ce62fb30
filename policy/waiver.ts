import type { Subject } from "./context";

/** The acceptance of a rule's finding for one resource, until a date. */
export interface Waiver {
  /** The rule's id. */
  readonly rule: string;
  /** The resource's name, or its URN where the name is not enough; "stack" for a finding about the stack as a whole. */
  readonly resource: string;
  /** Why the finding is accepted until then. */
  readonly reason: string;
  /** The responsible person or team. */
  readonly owner: string;
  /** The last day on which it holds, in UTC, as YYYY-MM-DD. */
  readonly lastDay: string;
}

/** The state of a waiver once the whole stack is known. */
export type WaiverState =
  | { readonly waiver: Waiver; readonly state: "in use" | "expired" | "unused" }
  | { readonly waiver: Waiver; readonly state: "undecided"; readonly waitsFor: string };

/** The facts of a stack for checking its waivers. */
export interface JudgedStack {
  /** The URNs and names of its resources. */
  readonly resources: readonly { readonly urn: string; readonly name: string }[];
  /** Whether this is a preview, in which an unknown value may hide a finding. */
  readonly preview: boolean;
}

/** The waivers of a stage, and which of them were needed. */
export class WaiverRegister {
  readonly #used = new Set<Waiver>();
  readonly #asked = new Set<string>();

  constructor(
    readonly waivers: readonly Waiver[],
    /** The day it is, in UTC, as YYYY-MM-DD. */
    private readonly today: string,
  ) {}

  /** Records that the resource rules were evaluated for a resource. */
  noteAsked(urn: string): void {
    this.#asked.add(urn);
  }

  /** The waiver that holds for a finding or an open question, which is noted as needed. */
  waiverOf(ruleId: string, subject: Subject): Waiver | undefined {
    const named = this.waivers.filter((waiver) => waiver.rule === ruleId && isOf(waiver, subject));
    const holding = named.find((waiver) => !this.#isExpired(waiver));
    if (holding) this.#used.add(holding);
    return holding;
  }

  /** The state of every waiver, once all rules have run. */
  states(stack: JudgedStack): readonly WaiverState[] {
    return this.waivers.map((waiver) => this.#stateOf(waiver, stack));
  }

  #stateOf(waiver: Waiver, { resources, preview }: JudgedStack): WaiverState {
    if (this.#isExpired(waiver)) return { waiver, state: "expired" };
    if (this.#used.has(waiver)) return { waiver, state: "in use" };
    if (preview) return { waiver, state: "undecided", waitsFor: "the deployed stack" };
    // A deployment with --target evaluates only those resources.
    const untouched = resources.some((resource) => isOf(waiver, resource) && !this.#asked.has(resource.urn));
    if (untouched) return { waiver, state: "undecided", waitsFor: `a deployment that includes ${waiver.resource}` };
    return { waiver, state: "unused" };
  }

  #isExpired({ lastDay }: Waiver): boolean {
    return lastDay < this.today;
  }
}

function isOf({ resource }: Waiver, { name, urn }: Subject): boolean {
  return resource === urn || resource === name;
}
