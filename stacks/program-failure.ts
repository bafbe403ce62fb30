import { type System } from "./settings/systems";
import { findSourceMap } from "node:module";
import path from "node:path";
import { ResourceError, RunError } from "@pulumi/pulumi/errors";
import { stackFileName } from "./settings/file";
import type { Settings } from "./settings/schema";
import { settingBehind } from "./settings/setting-behind";
import { settingNamed } from "./settings/setting-named";
import { getStack } from "@pulumi/pulumi";

const root = path.resolve(__dirname, "..");

/** The SDK's prefix of an error that was thrown while it read a property of a resource. */
const whileReading = /^error serializing property "([^"]*)": /;

/** The SDK's name of the preparation of a resource, in the data it attaches to an error. */
const preparation = /^resource:(.*)\[([^\]]*)\]$/;

const explained = new WeakSet();

/** The system that was being built when an error was thrown. */
const buildingSystem = new WeakMap<Error, System>();

/** The settings of the stage that this process builds, by which an error's setting is found. */
let builtWith: Settings | undefined;

/** Builds a system; an error that it throws is explained with the setting it speaks of, or the system's section. */
export function building<T>(system: System, build: () => T, settings?: Settings): T {
  builtWith = settings;
  try {
    return build();
  } catch (error) {
    if (error instanceof Error) buildingSystem.set(error, system);
    throw error;
  }
}

/**
 * Rewrites an error of the program for display, in place: its sentence, the place in this project's source unless it is a
 * user error, the resource that needed the value, and the setting behind that. Afterwards Pulumi shows it without a
 * stack trace.
 */
export function explain(error: unknown): void {
  if (!(error instanceof Error) || explained.has(error)) return;
  explained.add(error);
  const { text, properties } = withoutProperties(error.message);
  // An error about a resource is shown beside it, and the engine's event names it.
  const isAboutResource: boolean = ResourceError.isInstance(error);
  if (isAboutResource) {
    error.message = text;
    return;
  }
  const isExpected: boolean = RunError.isInstance(error);
  const places = isExpected ? [] : ownPlaces(error.stack ?? "");
  const place = places[0]?.place;
  const needed = neededBy(error, properties);
  error.message = [
    `${isExpected || error.name === "Error" ? "" : `${error.name}: `}${text}${place === undefined ? "" : ` (${place})`}`,
    ...(needed.length > 0 ? needed : whileBuilding(error, places)),
  ].join("\n");
  // Pulumi hides the stack trace of errors with this mark.
  Object.defineProperty(error, "__pulumiRunError", { value: true, enumerable: false });
}

/** The program, whose failures are explained; for a process that runs nothing else. */
export function explainingFailures<T>(program: () => Promise<T>): () => Promise<T> {
  return () => {
    process.prependListener("uncaughtException", explain);
    process.prependListener("unhandledRejection", explain);
    return program();
  };
}

function withoutProperties(message: string): { readonly text: string; readonly properties: readonly string[] } {
  const found = whileReading.exec(message);
  if (found === null) return { text: message, properties: [] };
  const { text, properties } = withoutProperties(message.slice(found[0].length));
  return { text, properties: [found[1] ?? "", ...properties] };
}

function neededBy(error: Error, properties: readonly string[]): string[] {
  const context = (error as { readonly promise?: { readonly _debugCtx?: unknown } }).promise?._debugCtx;
  const [, name, type] = preparation.exec(typeof context === "string" ? context : "") ?? [];
  if (name === undefined || type === undefined) return [];
  const property = properties.length === 0 ? "" : `, ${properties.join(".")}`;
  const setting = settingIn(settingBehind(name, type), error);
  return [
    `  needed by  ${name} (${type})${property}`,
    ...(setting === undefined ? [] : [`  setting    ${setting} in ${stackFileName(getStack())}`]),
  ];
}

/** A frame of a stack trace in this project. */
interface OwnPlace {
  /** For example `stacks/foundation.ts:42`. */
  readonly place: string;
  /** The class whose constructor it is, for example `Postgres`. */
  readonly building?: string;
}

/** The component that was being built, and its section of the settings; undefined for an error elsewhere. */
function whileBuilding(error: Error, places: readonly OwnPlace[]): string[] {
  const component = places.find(({ place, building }) => building !== undefined && place.startsWith("components/"));
  const system = buildingSystem.get(error);
  return [
    ...(component === undefined ? [] : [`  building   ${component.building} (${component.place})`]),
    ...(system === undefined ? [] : [`  setting    ${settingIn(system, error)} in ${stackFileName(getStack())}`]),
  ];
}

/** The setting of a section that an error speaks of; else the section. */
function settingIn<T extends string | undefined>(section: T, { message }: Error): T | string {
  if (section === undefined || builtWith === undefined) return section;
  return settingNamed(message, section, builtWith) ?? section;
}

/** The frames of a stack trace that lie in this project, innermost first. */
function ownPlaces(stack: string): OwnPlace[] {
  return stack.split("\n").flatMap((line) => {
    const [, call = "", file, row, column] =
      /^\s+at (.*?)\(?(?:file:\/\/)?(\/.*?|[A-Za-z]:\\.*?):(\d+):(\d+)\)?$/.exec(line) ?? [];
    if (file === undefined || /[\\/]node_modules[\\/]/.test(file)) return [];
    const own = path.relative(root, file);
    if (own.startsWith("..") || path.isAbsolute(own)) return [];
    const building = /^new (\w+) $/.exec(call)?.[1];
    return [
      {
        place: `${own}:${originalRow(file, Number(row), Number(column))}`,
        ...(building !== undefined && { building }),
      },
    ];
  });
}

/** The name of the function that Node.js itself sets as `Error.prepareStackTrace` (lib/internal/errors.js), since 20.16 and 22. */
const nodesOwn = "ErrorPrepareStackTrace";

/**
 * The row in the TypeScript file. Node.js maps it itself, unless the plain CLI's runner has installed its own source map support,
 * which does not find maps created while the program is loaded.
 */
function originalRow(file: string, row: number, column: number): number {
  const { prepareStackTrace } = Error as { readonly prepareStackTrace?: { readonly name: string } };
  if (prepareStackTrace === undefined || prepareStackTrace.name === nodesOwn) return row;
  const entry = findSourceMap(file)?.findEntry(row - 1, column - 1);
  return entry !== undefined && "originalLine" in entry ? entry.originalLine + 1 : row;
}
