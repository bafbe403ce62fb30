import type { SettingValue } from "./settings";
import type { Stage } from "./stage";
import type { SystemFacts } from "./system-facts";
import { isUnknownValueError } from "./unknown-value";
import { Unreadable } from "./unreadable";

/** The resource an outcome is about. */
export interface Subject {
  readonly name: string;
  readonly urn?: string;
}

/** A violation. No part of it may come from a value that could be secret. */
export interface Finding {
  readonly subject: Subject;
  /** The found value, in words or as a number, an address range, a port, a name. */
  readonly found: string;
  /** The required value. */
  readonly needed: string;
  /** The property to change, or the thing to add. */
  readonly setting: string;
  /** True if it is based on a name alone: such a finding can be waived even if the rule cannot. */
  readonly guessed?: boolean;
}

/** Something that cannot be decided yet. */
export interface Waiting {
  readonly subject: Subject;
  /** The property, or the thing, without which there is no answer. */
  readonly waitsFor: string;
  /** True if the value is unknown because this is a preview; false if this stack never contains it. */
  readonly unknown: boolean;
}

/** One requirement on a value. */
export interface Requirement<T> {
  /** Reads the value, which may be unknown. */
  readonly read: () => T;
  /** Whether the value is accepted. An absent property is undefined here: handle it explicitly. */
  readonly accept: (value: T) => boolean;
  /** The text for the found value; never a value that could be secret. @default the setting and its number or boolean */
  readonly found?: (value: T) => string;
  readonly needed: string;
  readonly setting: string;
}

/** Thrown when a rule does not apply to a resource. */
export class NotApplicable extends Error {}

/** A value as a message may show it: numbers and booleans as they are, of a text only that there is one. */
export function shown(value: unknown): string {
  if (value === undefined || value === null || value === "") return "not set";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return "set to something else";
}

/** A time of day from and to, in UTC, each as HH:MM; it may pass midnight. */
export interface TimeWindow {
  readonly from: string;
  readonly to: string;
}

/** The text for a check that failed with an error of the rule. An error's message may contain a value, its class does not. */
function correctedRule(error: unknown): string {
  const name = error instanceof Error ? error.constructor.name : "an error";
  return `a fix of this rule, which failed with ${name} on a value that it does not expect`;
}

function isListOf(value: SettingValue, type: "number" | "string"): boolean {
  return typeof value === "object" && value.every((element) => typeof element === type);
}

/** Facts about the run of a context. */
export interface Circumstances {
  readonly stage: Stage;
  readonly settings: Readonly<Record<string, SettingValue>>;
  /** The needs of the systems' tasks from the stage's manifest; undefined if there is no manifest, or it does not list them. */
  readonly systems?: SystemFacts;
}

/**
 * The context in which a rule runs its checks. Each check is independent: one that needs a value unknown in a preview
 * is recorded as undecided, and the others still run.
 */
export class RuleContext {
  readonly findings: Finding[];
  readonly waiting: Waiting[];

  constructor(
    private readonly circumstances: Circumstances,
    private readonly subject: Subject,
    collected: { findings: Finding[]; waiting: Waiting[] } = { findings: [], waiting: [] },
  ) {
    this.findings = collected.findings;
    this.waiting = collected.waiting;
  }

  get stage(): Stage {
    return this.circumstances.stage;
  }

  get production(): boolean {
    return this.stage === "production";
  }

  /** The needs of the systems' tasks; undefined if no manifest lists them. */
  get systems(): SystemFacts | undefined {
    return this.circumstances.systems;
  }

  /** A number of the rule: configured, from the stage, or the default; throws if the rule does not declare it. */
  setting(name: string): number {
    return this.declared(name, "number", (value): value is number => typeof value === "number");
  }

  /** A list of ports of the rule, likewise. */
  settingPorts(name: string): readonly number[] {
    return this.declared(name, "list of ports", (value): value is readonly number[] => isListOf(value, "number"));
  }

  /** A list of texts of the rule, likewise. */
  settingTexts(name: string): readonly string[] {
    return this.declared(name, "list of texts", (value): value is readonly string[] => isListOf(value, "string"));
  }

  /** A time of day from and to of the rule, in UTC, likewise. */
  settingWindow(name: string): TimeWindow {
    const text = this.declared(name, "time window", (value): value is string => typeof value === "string");
    const [from = "", to = ""] = text.split("-");
    return { from, to };
  }

  /** The same context, continued about another resource: for stack rules. */
  about(subject: Subject): RuleContext {
    return new RuleContext(this.circumstances, subject, this);
  }

  /** Checks one value. */
  requires<T>({ read, accept, found, needed, setting }: Requirement<T>): void {
    this.guard(() => {
      const value = read();
      if (accept(value)) return;
      this.fails({ found: found?.(value) ?? `${setting} ${shown(value)}`, needed, setting });
    });
  }

  /** Runs a check for each element of a list that may be absent, or unknown in whole or in part. */
  each<T>(read: () => readonly T[] | undefined, body: (element: T, index: number) => void): void {
    this.guard(() => {
      const list = read() ?? [];
      if (!Array.isArray(list)) throw new Unreadable("a list where it has something else");
      for (let index = 0; index < list.length; index += 1) {
        this.guard(() => {
          body(list[index] as T, index);
        });
      }
    });
  }

  /**
   * Runs `body`; if it needs a value that is unknown in the preview, or that cannot be read, its result
   * is undecided. The same applies if the rule itself throws: the other checks and rules still run.
   */
  guard(body: () => void): void {
    try {
      body();
    } catch (error) {
      if (error instanceof Unreadable) {
        this.undecided(error.waitsFor);
        return;
      }
      if (error instanceof NotApplicable) throw error;
      if (isUnknownValueError(error))
        this.note({ subject: this.subject, waitsFor: error.props.map(String).join("."), unknown: true });
      else this.undecided(correctedRule(error));
    }
  }

  /** Records a violation. Throws {@link Unreadable} when a part of it is made from a value that is no text. */
  fails(finding: Omit<Finding, "subject">): void {
    const parts: readonly unknown[] = [finding.found, finding.needed, finding.setting];
    if (!parts.every((part) => typeof part === "string")) throw new Unreadable("a text in each part of the value");
    this.findings.push({ subject: this.subject, ...finding });
  }

  /** Records that the check needs something that this stack does not contain. */
  undecided(waitsFor: string): void {
    this.note({ subject: this.subject, waitsFor, unknown: false });
  }

  /** Ends the check because the rule does not apply to this resource. */
  notApplicable(reason: string): never {
    throw new NotApplicable(reason);
  }

  private declared<T extends SettingValue>(name: string, kind: string, isKind: (value: SettingValue) => value is T): T {
    const value = this.circumstances.settings[name];
    if (value === undefined) throw new Error(`The rule declares no setting "${name}".`);
    if (!isKind(value)) throw new Error(`The setting "${name}" is not a ${kind}.`);
    return value;
  }

  private note(waiting: Waiting): void {
    const known = this.waiting.some(
      (other) => other.waitsFor === waiting.waitsFor && other.subject.urn === waiting.subject.urn,
    );
    if (!known) this.waiting.push(waiting);
  }
}
