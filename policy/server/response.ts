import { Writer } from "protobufjs/minimal";
import type { Answer, Diagnostic, NotApplicable } from "../answer";
import type { PackDescription } from "./introduction";
import { levelNumbers, severities } from "./introduction";

// AnalyzeResponse of proto/pulumi/analyzer.proto: 2 are the diagnostics, 3 the policies that do not apply. A message may be
// put together from pieces, so the long list of rules for other types is written once for each type.

/** A field's number and its wire type in one; 2 is length-delimited, 0 a varint. */
const field = (number: number, wireType: 0 | 2): number => (number << 3) | wireType;

/** Writes answers of a pack in the form of the protocol. */
export class ResponseWriter {
  readonly #written = new WeakMap<readonly NotApplicable[], Uint8Array>();

  constructor(private readonly pack: PackDescription) {}

  /** An answer as an AnalyzeResponse. */
  write({ diagnostics, otherTypes, notApplicable }: Answer): Buffer {
    const writer = Writer.create();
    for (const diagnostic of diagnostics) this.#writeDiagnostic(writer, diagnostic);
    for (const silent of notApplicable) writeNotApplicable(writer, silent);
    return Buffer.concat([writer.finish(), this.#otherTypes(otherTypes)]);
  }

  #otherTypes(list: readonly NotApplicable[]): Uint8Array {
    const known = this.#written.get(list);
    if (known !== undefined) return known;
    const writer = Writer.create();
    for (const silent of list) writeNotApplicable(writer, silent);
    const written = writer.finish();
    this.#written.set(list, written);
    return written;
  }

  #writeDiagnostic(writer: Writer, { rule, message, hint, level, urn, severity = rule.severity }: Diagnostic): void {
    writer.uint32(field(2, 2)).fork();
    writer.uint32(field(1, 2)).string(rule.id);
    writer.uint32(field(2, 2)).string(this.pack.name);
    writer.uint32(field(3, 2)).string(this.pack.version);
    writer.uint32(field(4, 2)).string(rule.title);
    writer.uint32(field(5, 2)).string(hint === undefined ? message : `${message}\n${hint}`);
    writer.uint32(field(7, 0)).int32(levelNumbers[level]);
    if (urn !== undefined) writer.uint32(field(8, 2)).string(urn);
    writer.uint32(field(9, 0)).int32(severities[severity]);
    writer.ldelim();
  }
}

function writeNotApplicable(writer: Writer, { rule, reason }: NotApplicable): void {
  writer.uint32(field(3, 2)).fork();
  writer.uint32(field(1, 2)).string(rule.id);
  writer.uint32(field(2, 2)).string(reason);
  writer.ldelim();
}
