import * as fs from "node:fs";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { reasonOf } from "../readiness/output-file";

/** The engine's events in a file, one JSON line each. */
export class EventLog {
  #fault: string | undefined;

  constructor(private readonly file: string) {}

  /** What kept an event from being written, or undefined: a run of which something is missing proves nothing. */
  get fault(): string | undefined {
    return this.#fault;
  }

  /** Writes an event down. Throws nothing: the Automation API would print each failure and go on. */
  record(event: EngineEvent): void {
    // The SDK's debug messages quote whole answers of the engine, secrets included.
    if ((event.diagnosticEvent?.severity as string | undefined) === "debug") return;
    try {
      fs.appendFileSync(this.file, `${JSON.stringify(event)}\n`);
    } catch (error) {
      this.#fault ??= `${this.file} cannot be written: ${reasonOf(error as NodeJS.ErrnoException)}.`;
    }
  }
}
