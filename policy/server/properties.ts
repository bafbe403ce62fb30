import type { Reader } from "protobufjs/minimal";
import { isUnknown, unknownCheckingProxy } from "../unknown-value";

/** Pulumi's keys and signatures for values that a google.protobuf.Struct cannot represent (sdk/nodejs/runtime/rpc.ts). */
export const marks = {
  key: "4dabf18193072939515e22adb298388d",
  secret: "1b47061264138c4ac30d75fd1eb44270",
  asset: "c44067f5952c0a294b673a41bacd8c17",
  archive: "0def7320c3a5731c473e5ecbe6d01bc7",
} as const;

/** How properties are read, and whether any of them is unknown. */
interface Reading {
  readonly secrets: "unwrapped" | "left out";
  unknown: boolean;
}

type Fields = Record<string, unknown>;

/**
 * Reads the properties of a resource from the wire: secrets unwrapped to plain values, as rules expect them, or left out,
 * and wrapped so that reading an unknown one throws. Assets and archives become plain objects with the SDK's own property
 * names.
 */
export function readProperties(reader: Reader, secrets: Reading["secrets"] = "unwrapped"): Fields {
  const reading: Reading = { secrets, unknown: false };
  const properties = readFields(reader, reader.len, reading);
  // A proxy around every object costs more than reading it: only a resource with something unknown needs one.
  return reading.unknown ? unknownCheckingProxy(properties) : properties;
}

/** A google.protobuf.Struct up to the position `end`. */
function readFields(reader: Reader, end: number, reading: Reading): Fields {
  const fields: Fields = {};
  while (reader.pos < end) {
    reader.uint32();
    const entryEnd = reader.uint32() + reader.pos;
    let key = "";
    let value: unknown = null;
    while (reader.pos < entryEnd) {
      const tag = reader.uint32();
      if (tag >>> 3 === 1) key = reader.string();
      else if (tag >>> 3 === 2) value = readValue(reader, reader.uint32() + reader.pos, reading);
      else reader.skipType(tag & 7);
    }
    if (value !== undefined) fields[key] = value;
  }
  return fields;
}

/** A google.protobuf.Value up to the position `end`; undefined for a secret that is left out. */
function readValue(reader: Reader, end: number, reading: Reading): unknown {
  let value: unknown = null;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag >>> 3) {
      case 2:
        value = reader.double();
        break;
      case 3:
        value = reader.string();
        reading.unknown ||= isUnknown(value);
        break;
      case 4:
        value = reader.bool();
        break;
      case 5:
        value = unmarked(readFields(reader, reader.uint32() + reader.pos, reading), reading);
        break;
      case 6:
        value = readList(reader, reader.uint32() + reader.pos, reading);
        break;
      default:
        // What remains is the null value.
        reader.skipType(tag & 7);
    }
  }
  return value;
}

function readList(reader: Reader, end: number, reading: Reading): unknown[] {
  const list: unknown[] = [];
  while (reader.pos < end) {
    reader.uint32();
    const value = readValue(reader, reader.uint32() + reader.pos, reading);
    if (value !== undefined) list.push(value);
  }
  return list;
}

/** The value of an object with one of Pulumi's signatures; any other object unchanged. */
function unmarked(fields: Fields, { secrets }: Reading): unknown {
  const { [marks.key]: mark, ...rest } = marks.key in fields ? fields : { [marks.key]: undefined };
  if (mark === undefined || mark === "" || mark === null) return fields;
  if (mark === marks.secret) return secrets === "unwrapped" ? rest.value : undefined;
  if (mark === marks.asset) return only(rest, ["path", "text", "uri"], "asset");
  if (mark === marks.archive) return only(rest, ["assets", "path", "uri"], "archive");
  throw new Error(`Unrecognized signature '${JSON.stringify(mark)}' when unmarshaling resource property`);
}

/** The first of the properties that is given, alone. */
function only(fields: Fields, names: readonly string[], what: string): Fields {
  for (const name of names) if (Boolean(fields[name])) return { [name]: fields[name] };
  throw new Error(`Invalid ${what} encountered when unmarshaling resource property`);
}
