import { Account } from "./account";
import { type AskedFault, faultOf, MadeNotWell } from "./asked-faults";
import { type Change, ChangeFailed, endOf, type FailureChoice } from "./failures/failure";
import { Propagation } from "./propagation";
import { readOtherwise, type ReadOtherwise } from "./read/otherwise";
import { AccountRefusal } from "./refusal";
import type { WireObject } from "./resource-type";
import { textAt } from "./wire";

/** What the engine has asked for: a change, or whether inputs are right, which it asks of every resource. */
export interface Operation {
  readonly operation: "check" | "create" | "update" | "delete";
  /** The type's token. */
  readonly type: string;
  /** The resource that is changed; a check does not say. */
  readonly urn?: string;
  /** Before it is made, or when it is made and the engine has not been told. */
  readonly moment: "asked" | "made";
}

/** Hears of each, and may throw to refuse it. */
export type OperationListener = (operation: Operation) => void;

/** What a failed change has left, and until when the provider waits before it reports the failure. */
interface Failure<T> {
  readonly result?: T | undefined;
  readonly until?: Promise<void> | undefined;
}

/**
 * An account that somebody watches while it is changed; previews are no changes. What is asked for goes wrong in it: AWS takes
 * the change, and it does not become well.
 */
export class WatchedAccount extends Account {
  hears: OperationListener = () => undefined;
  /** What goes wrong. @default nothing */
  faults: readonly AskedFault[] = [];
  /** Which roles and rights may not count yet. */
  readonly #propagation = new Propagation();
  /** What refreshes have read otherwise than it was given, by resource and property. */
  readonly #readOtherwise = new Map<string, ReadOtherwise>();
  /** Which changes fail. @default none */
  fails: FailureChoice = () => undefined;

  override check(...given: Parameters<Account["check"]>): ReturnType<Account["check"]> {
    return this.#watched({ operation: "check", type: given[0] }, () => super.check(...given));
  }

  /** Throws {@link MadeNotWell} where that is asked for, besides what the account refuses. */
  override create(...given: Parameters<Account["create"]>): ReturnType<Account["create"]> {
    const [type, urn, inputs, preview] = given;
    if (preview) return super.create(...given);
    const change: Change = { operation: "create", type, urn };
    return this.#failing(
      change,
      () => this.#create(change, given),
      (reason, { result: made, until }) => made && new MadeNotWell(made.id, made.state, inputs, reason, until),
    );
  }

  #create(change: Change, given: Parameters<Account["create"]>): ReturnType<Account["create"]> {
    const [type, , inputs] = given;
    const fault = faultOf(this.faults, type, (property) => this.#named(property, inputs));
    if (fault?.end === "not made") {
      const message = fault.reason(this.#named(fault.property, inputs), "create");
      throw new AccountRefusal("creating", type, "", { code: "ResourceNotReady", message });
    }
    const early = this.#propagation.refusal(type, inputs, this.now());
    if (early) throw new AccountRefusal("creating", type, "", early);
    const made = this.#watched(change, () => super.create(...given));
    this.#propagation.changed(type, made.state, this.now());
    if (!fault) return made;
    this.#note(type, made.id, { steady: false });
    throw new MadeNotWell(made.id, made.state, inputs, fault.reason(this.#named(fault.property, inputs), "create"));
  }

  /** Throws {@link MadeNotWell} where that is asked for, besides what the account refuses. */
  override update(...given: Parameters<Account["update"]>): ReturnType<Account["update"]> {
    const [type, urn, id, olds, oldInputs, news, preview] = given;
    if (preview) return super.update(...given);
    // The provider goes by the state: after an initialisation error that has the new values already, so the next update finds
    // nothing to do, asks the service for nothing and succeeds.
    const keys = [...Object.keys(oldInputs), ...Object.keys(news)];
    const standing: WireObject = Object.fromEntries(keys.map((key) => [key, olds[key]]));
    if (this.diff(type, standing, news, []).changes.length === 0) return olds;
    const change: Change = { operation: "update", type, urn };
    const others = Object.entries(olds).filter(([key]) => !(key in oldInputs));
    const wanted: WireObject = { ...Object.fromEntries(others), ...news };
    return this.#failing(
      change,
      () => this.#update(change, given),
      (reason, { result: changed = wanted, until }) => new MadeNotWell(id, changed, news, reason, until),
    );
  }

  #update(change: Change, given: Parameters<Account["update"]>): WireObject {
    const [type, , id, olds, , news] = given;
    const changed = this.#watched(change, () => super.update(...given));
    this.#propagation.changed(type, changed, this.now());
    const fault = faultOf(this.faults, type, (property) => this.#named(property, news));
    const before = textAt(olds, "taskDefinition");
    if (!fault) {
      this.#note(type, id, { steady: true });
      return changed;
    }
    if (fault.end === "goes back") {
      const back = { ...changed, taskDefinition: before };
      const kept = this.store.list(type).find((each) => each.id === id);
      if (kept) this.store.put({ ...kept, state: { ...kept.state, taskDefinition: before } });
      return back;
    }
    this.#note(type, id, { steady: false, runs: before });
    throw new MadeNotWell(id, changed, news, fault.reason(this.#named(fault.property, news), "update"));
  }

  override delete(...given: Parameters<Account["delete"]>): void {
    const [type, id] = given;
    const urn = this.store.list(type).find((each) => each.id === id)?.urn ?? "";
    const change: Change = { operation: "delete", type, urn };
    this.#failing(change, () => {
      this.#watched(change, () => {
        super.delete(...given);
      });
    });
  }

  /** What refreshes have read otherwise than it was given, and the next deployment would change back. */
  get readOtherwise(): readonly ReadOtherwise[] {
    return [...this.#readOtherwise.values()];
  }

  /** What may go wrong with a resource that is made, because a role is new. */
  early(type: string, inputs: WireObject): string | undefined {
    return this.#propagation.warning(type, inputs, this.now());
  }

  override read(...given: Parameters<Account["read"]>): ReturnType<Account["read"]> {
    const [type, , , , stated = {}] = given;
    const reading = super.read(...given);
    const urn = this.store.list(type).find(({ id }) => id === reading?.id)?.urn;
    if (reading === undefined || urn === undefined) return reading;
    for (const each of readOtherwise(this.described(type), urn, { read: reading.inputs, stated })) {
      this.#readOtherwise.set(`${urn}\n${each.property}`, each);
    }
    return reading;
  }

  /** Makes a change, or lets it fail; `kept` is the error with which the engine keeps a state. */
  #failing<T>(change: Change, act: () => T, kept?: (reason: string, failure: Failure<T>) => Error | undefined): T {
    const kind = this.fails(change);
    if (kind !== undefined) {
      const end = endOf(kind, change);
      const result = end.done ? act() : undefined;
      const failed = new ChangeFailed(change, kind);
      throw (end.kept === "wanted" ? kept?.(failed.message, { result }) : undefined) ?? failed;
    }
    try {
      return act();
    } catch (error) {
      if (!(error instanceof AccountRefusal) || endOf("refused", change).kept === "nothing") throw error;
      throw kept?.(error.message, { until: error.until }) ?? error;
    }
  }

  /** What a property names: itself, or the domain of the certificate whose ARN it is. */
  #named(property: string, inputs: WireObject): string {
    const value = textAt(inputs, property) ?? "";
    const certificate = this.store.list("aws:acm/certificate:Certificate").find(({ id }) => id === value);
    return (certificate && textAt(certificate.state, "domainName")) ?? value;
  }

  #note(type: string, id: string, notes: WireObject): void {
    const kept = this.store.list(type).find((each) => each.id === id);
    if (kept) this.store.put({ ...kept, notes: { ...kept.notes, ...notes } });
  }

  #watched<T>(operation: Omit<Operation, "moment">, change: () => T): T {
    this.hears({ ...operation, moment: "asked" });
    const result = change();
    this.hears({ ...operation, moment: "made" });
    return result;
  }
}
