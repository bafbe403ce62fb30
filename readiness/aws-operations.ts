import * as fs from "node:fs";
import * as path from "node:path";
import { gunzipSync } from "node:zlib";

/** Where the operations of the commands in the documents lie, from the root of the project. */
export const awsOperationsFile = "test/docs/aws-operations.json";

/** A shape of a request, as botocore writes it, without its documentation. */
export interface OperationShape {
  readonly type: string;
  readonly required?: readonly string[];
  /** The names of shapes by those of members. */
  readonly members?: Readonly<Record<string, string>>;
  /** The shape of a list's elements. */
  readonly member?: string;
  /** The shape of a map's values. */
  readonly value?: string;
  /** The shape of a map's keys. */
  readonly key?: string;
  readonly enum?: readonly string[];
}

/** What AWS publishes of the operations behind some commands of its CLI. */
export interface AwsOperations {
  /** The package it is from: `botocore 1.44.8`. */
  readonly source: string;
  /** The shape of the request by the words of the command, `ecs update-service`; an empty text where it has none. */
  readonly commands: Readonly<Record<string, string>>;
  /** The shapes by service and name: `ecs#UpdateServiceRequest`. */
  readonly shapes: Readonly<Record<string, OperationShape>>;
}

interface Model {
  readonly operations: Readonly<Record<string, { readonly input?: { readonly shape: string } }>>;
  readonly shapes: Readonly<Record<string, BotocoreShape>>;
}

interface BotocoreShape {
  readonly type: string;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly member?: { readonly shape: string };
  readonly key?: { readonly shape: string };
  readonly value?: { readonly shape: string };
}

/** Services that the CLI calls otherwise than botocore does. */
const services: Readonly<Record<string, string>> = { s3api: "s3" };

/** The words of every command of the AWS CLI in some texts: "ecs update-service", "ecs wait tasks-stopped". */
export function awsCommandsIn(texts: readonly string[]): readonly string[] {
  const found = texts.flatMap((text) => [
    ...text.matchAll(/\baws ([a-z][a-z0-9-]+) (wait [a-z][a-z-]+|[a-z][a-z0-9-]+)/g),
  ]);
  return [...new Set(found.map(([, service = "", command = ""]) => `${service} ${command}`))].sort();
}

/**
 * What botocore, unpacked in a folder, says of commands; it leaves out those that are no operation.
 * @param source the name and version of the package.
 */
export function awsOperations(folder: string, source: string, words: readonly string[]): AwsOperations {
  const commands: Record<string, string> = {};
  const shapes: Record<string, OperationShape> = {};
  const read = new Map<string, Model | undefined>();
  for (const command of words) {
    const [cliName = "", ...rest] = command.split(" ");
    const service = services[cliName] ?? cliName;
    if (!read.has(service)) read.set(service, readModel(folder, service, "service-2") as Model | undefined);
    const model = read.get(service);
    const operation = model && operationOf(model, { folder, service, rest });
    if (model === undefined || operation === undefined) continue;
    const input = model.operations[operation]?.input?.shape;
    commands[command] = input === undefined ? "" : `${service}#${input}`;
    if (input !== undefined) addShapes(model, service, input, shapes);
  }
  return { source, commands, shapes: Object.fromEntries(Object.entries(shapes).sort(([a], [b]) => (a < b ? -1 : 1))) };
}

function operationOf(
  model: Model,
  { folder, service, rest }: { readonly folder: string; readonly service: string; readonly rest: readonly string[] },
): string | undefined {
  const [command = "", waiter = ""] = rest;
  if (command !== "wait") return Object.keys(model.operations).find((name) => cliWord(name) === command);
  const { waiters = {} } = (readModel(folder, service, "waiters-2") ?? {}) as {
    readonly waiters?: Readonly<Record<string, { readonly operation: string }>>;
  };
  return Object.entries(waiters).find(([name]) => cliWord(name) === waiter)?.[1].operation;
}

function readModel(folder: string, service: string, file: string): unknown {
  const versions = path.join(folder, "botocore", "data", service);
  if (!fs.existsSync(versions)) return undefined;
  const newest = fs.readdirSync(versions).sort().at(-1) ?? "";
  // botocore packs its large files.
  const [plain, packed] = [path.join(versions, newest, `${file}.json`), path.join(versions, newest, `${file}.json.gz`)];
  if (fs.existsSync(plain)) return JSON.parse(fs.readFileSync(plain, "utf8"));
  return fs.existsSync(packed) ? JSON.parse(gunzipSync(fs.readFileSync(packed)).toString()) : undefined;
}

function addShapes(model: Model, service: string, name: string, into: Record<string, OperationShape>): void {
  const key = `${service}#${name}`;
  const shape = model.shapes[name];
  if (shape === undefined || key in into) return;
  const { type, required = [], enum: values, members, member, key: keys, value } = shape;
  const of = (reference: { readonly shape: string } | undefined) =>
    reference === undefined ? undefined : `${service}#${reference.shape}`;
  into[key] = {
    type,
    ...(required.length > 0 && { required }),
    ...(members && {
      members: Object.fromEntries(
        Object.entries(members).map(([each, { shape: target }]) => [each, `${service}#${target}`]),
      ),
    }),
    ...(member && { member: of(member) }),
    ...(keys && { key: of(keys) }),
    ...(value && { value: of(value) }),
    ...(values && { enum: values }),
  };
  for (const next of [...Object.values(members ?? {}), member, keys, value]) {
    if (next !== undefined) addShapes(model, service, next.shape, into);
  }
}

/** The name of an operation or a member as the CLI writes it (botocore, `xform_name`). */
export function cliWord(name: string): string {
  return name
    .replace(/[A-Z]{2,}s$/, (plural) => `-${plural.toLowerCase()}`)
    .replace(/([^-])([A-Z][a-z]+)/g, "$1-$2")
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/^-/, "");
}
