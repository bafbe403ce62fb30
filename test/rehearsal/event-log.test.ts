import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { EventLog } from "../../rehearsal/event-log";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "events-"));
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

const event = (message: string, severity: string) =>
  ({ sequence: 1, timestamp: 1, diagnosticEvent: { message, severity } }) as unknown as EngineEvent;

it("keeps the events, and none of the debug messages, which quote secrets", () => {
  const file = path.join(folder, "events.jsonl");
  const log = new EventLog(file);
  log.record(event("one", "info"));
  log.record(event("s3cret", "debug"));
  log.record(event("two", "error"));
  const lines = fs.readFileSync(file, "utf8").trim().split("\n");
  expect(lines.map((line) => (JSON.parse(line) as EngineEvent).diagnosticEvent?.message)).toEqual(["one", "two"]);
  expect(log.fault).toBeUndefined();
});

it("says once, in one line, what kept an event from being written", () => {
  const full = path.join(folder, "full");
  fs.symlinkSync("/dev/full", full);
  const log = new EventLog(full);
  for (const message of ["one", "two"]) log.record(event(message, "info"));
  // A system without that device makes a file of it.
  const fault = fs.existsSync("/dev/full") ? `${full} cannot be written: the disk is full.` : undefined;
  expect(log.fault).toBe(fault);

  const below = new EventLog(path.join(folder, "events.jsonl", "file"));
  below.record(event("one", "info"));
  expect(below.fault).toMatch(/^.* cannot be written: a part of its path is a file\.$/);
});
