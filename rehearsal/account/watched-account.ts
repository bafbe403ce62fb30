import { Account } from "./account";

/** What the engine has asked for: a change, or whether inputs are right, which it asks of every resource. */
export interface Operation {
  readonly operation: "check" | "create" | "update" | "delete";
  /** The type's token. */
  readonly type: string;
  /** Before it is made, or when it is made and the engine has not been told. */
  readonly moment: "asked" | "made";
}

/** Hears of each, and may throw to refuse it. */
export type OperationListener = (operation: Operation) => void;

/** An account that somebody watches while it is changed; previews are no changes. */
export class WatchedAccount extends Account {
  hears: OperationListener = () => undefined;

  override check(...given: Parameters<Account["check"]>): ReturnType<Account["check"]> {
    return this.#watched("check", given[0], () => super.check(...given));
  }

  override create(...given: Parameters<Account["create"]>): ReturnType<Account["create"]> {
    const [type, , , preview] = given;
    return preview ? super.create(...given) : this.#watched("create", type, () => super.create(...given));
  }

  override update(...given: Parameters<Account["update"]>): ReturnType<Account["update"]> {
    const [type, , , , , , preview] = given;
    return preview ? super.update(...given) : this.#watched("update", type, () => super.update(...given));
  }

  override delete(...given: Parameters<Account["delete"]>): void {
    this.#watched("delete", given[0], () => {
      super.delete(...given);
    });
  }

  #watched<T>(operation: Operation["operation"], type: string, change: () => T): T {
    this.hears({ operation, type, moment: "asked" });
    const result = change();
    this.hears({ operation, type, moment: "made" });
    return result;
  }
}
