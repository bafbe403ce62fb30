import { createHmac, randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { regionOf } from "./regions";
import type { KeptResource, WireObject, WireValue } from "./resource-type";
import { asSecret, isList, isObject, isSecret, replaceSecrets, withoutEnvelopes } from "./wire";

/** One line of the journal. */
type Entry =
  | { readonly kind: "salt"; readonly salt: string }
  | { readonly kind: "put"; readonly resource: KeptResource; readonly sequence: number }
  | { readonly kind: "remove"; readonly type: string; readonly id: string; readonly region?: string }
  | { readonly kind: "leave"; readonly resource: KeptResource };

/** What stands in the account's file instead of a secret value: enough to tell whether it is still the same. */
const digestKey = "secretDigest";

const kinds: ReadonlySet<Entry["kind"]> = new Set(["salt", "put", "remove", "leave"]);

/** A line of the journal, other than a last one that was torn, is none that the account has written. */
export class DamagedAccount extends Error {
  constructor(
    readonly file: string,
    readonly line: number,
  ) {
    super(
      [
        "The simulated account cannot be read.",
        "",
        `    given    ${file}:${line}, which is no line that the account has written`,
        `    fix      delete the folder ${path.dirname(file)}: the next run starts with an empty account`,
      ].join("\n"),
    );
  }
}

/**
 * The resources of a simulated account, in memory and in a journal of JSON lines. Each change is one appended line, so a
 * killed run loses at most the line it was writing, and that line is recognised and dropped at the next start.
 * Secret values never reach the file nor this memory: a salted digest takes their place.
 */
export class Store {
  readonly #resources = new Map<string, KeptResource>();
  readonly #byType = new Map<string, Set<string>>();
  readonly #leftovers = new Map<string, KeptResource>();
  readonly #file: string | undefined;
  #salt = "";
  #sequence = 0;

  /** `file` is created with its folder; without one the account lives in memory only. */
  constructor(file?: string) {
    this.#file = file;
    if (file !== undefined && fs.existsSync(file)) this.#replay(file);
    if (this.#salt === "") {
      this.#salt = randomBytes(16).toString("hex");
      if (file !== undefined) fs.mkdirSync(path.dirname(file), { recursive: true });
      this.#append({ kind: "salt", salt: this.#salt });
    }
  }

  /** A number that no other creation in this account has had. */
  nextSequence(): number {
    return ++this.#sequence;
  }

  /** How many resources stand. */
  get size(): number {
    return this.#resources.size;
  }

  list(type?: string): readonly KeptResource[] {
    if (type === undefined) return [...this.#resources.values()];
    return [...(this.#byType.get(type) ?? [])].flatMap((key) => this.#resources.get(key) ?? []);
  }

  /** The resources of a type and what deleted ones left behind: final snapshots, secrets in their recovery window. */
  listAll(type: string): readonly KeptResource[] {
    return [...this.list(type), ...[...this.#leftovers.values()].filter((leftover) => leftover.type === type)];
  }

  /** What deleted resources left behind. */
  leftovers(): readonly KeptResource[] {
    return [...this.#leftovers.values()];
  }

  /** The resource; without a region, the first of that id in any region. */
  get(type: string, id: string, region?: string): KeptResource | undefined {
    if (region === undefined) return this.list(type).find((resource) => resource.id === id);
    return this.#resources.get(keyOf(type, id, region)) ?? this.#resources.get(keyOf(type, id));
  }

  /** Keeps the resource, its secrets as digests. */
  put(resource: KeptResource): void {
    const kept = {
      ...resource,
      state: replaceSecrets(resource.state, (secret) => ({ [digestKey]: this.#digest(secret) })),
    };
    this.#remember(kept);
    this.#append({ kind: "put", resource: kept, sequence: this.#sequence });
  }

  remove(type: string, id: string, region?: string): void {
    this.#forget(type, id, region);
    this.#append({ kind: "remove", type, id, ...(region !== undefined && { region }) });
  }

  /** Keeps what a deleted resource leaves behind; it does not count as standing. */
  leave(leftover: KeptResource): void {
    this.#leftovers.set(keyOf(leftover.type, leftover.id, regionOf(leftover)), leftover);
    this.#append({ kind: "leave", resource: leftover });
  }

  /**
   * The kept state with its secrets filled in from `known`, which the engine brings along: where the digest of a value
   * still fits, that value is taken; where it does not, the secret was changed behind the engine's back and is left out.
   */
  restore(resource: KeptResource, known: WireObject): WireObject {
    return Object.fromEntries(
      Object.entries(resource.state).map(([key, value]) => [key, this.#restoreValue(value, known[key])]),
    );
  }

  #restoreValue(kept: WireValue, known: WireValue): WireValue {
    if (isObject(kept) && typeof kept[digestKey] === "string") {
      return this.#digest(withoutEnvelopes(known)) === kept[digestKey] ? known : undefined;
    }
    // The engine keeps the whole of a value secret where a part of it is.
    if (isSecret(known)) return asSecret(this.#restoreValue(kept, known.value));
    if (isList(kept) && isList(known)) {
      return kept.map((element, index) => this.#restoreValue(element, known[index]));
    }
    if (isObject(kept) && isObject(known)) {
      return Object.fromEntries(
        Object.entries(kept).map(([key, value]) => [key, this.#restoreValue(value, known[key])]),
      );
    }
    return kept;
  }

  #digest(value: WireValue): string {
    return createHmac("sha256", this.#salt)
      .update(JSON.stringify(inOrder(value) ?? null))
      .digest("hex");
  }

  #remember(resource: KeptResource): void {
    const key = keyOf(resource.type, resource.id, regionOf(resource));
    this.#resources.set(key, resource);
    const ofType = this.#byType.get(resource.type) ?? new Set();
    this.#byType.set(resource.type, ofType.add(key));
  }

  #forget(type: string, id: string, region: string | undefined): void {
    this.#resources.delete(keyOf(type, id, region));
    this.#byType.get(type)?.delete(keyOf(type, id, region));
  }

  #append(entry: Entry): void {
    if (this.#file !== undefined) fs.appendFileSync(this.#file, `${JSON.stringify(entry)}\n`);
  }

  #replay(file: string): void {
    const lines = fs.readFileSync(file, "utf8").split("\n");
    const torn = lines.pop() ?? "";
    if (torn !== "") fs.writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
    for (const [index, line] of lines.entries()) {
      const entry = entryOf(line);
      if (entry === undefined) throw new DamagedAccount(file, index + 1);
      if (entry.kind === "salt") this.#salt = entry.salt;
      if (entry.kind === "remove") this.#forget(entry.type, entry.id, entry.region);
      if (entry.kind === "leave") {
        this.#leftovers.set(keyOf(entry.resource.type, entry.resource.id, regionOf(entry.resource)), entry.resource);
      }
      if (entry.kind === "put") {
        this.#remember(entry.resource);
        this.#sequence = Math.max(this.#sequence, entry.sequence);
      }
    }
  }
}

/** The entry of a line; undefined when it is none. */
function entryOf(line: string): Entry | undefined {
  try {
    const entry = JSON.parse(line) as Entry | null;
    const isEntry = entry !== null && typeof entry === "object" && kinds.has(entry.kind);
    return isEntry ? entry : undefined;
  } catch {
    return undefined;
  }
}

function keyOf(type: string, id: string, region = ""): string {
  return `${type}\u0000${id}\u0000${region}`;
}

/** The value with the keys of its objects sorted: the wire carries them in any order. */
function inOrder(value: WireValue): WireValue {
  if (isList(value)) return value.map(inOrder);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, inOrder(value[key])]),
  );
}
