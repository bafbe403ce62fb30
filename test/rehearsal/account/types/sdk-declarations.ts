import * as fs from "node:fs";
import * as path from "node:path";

/** What an SDK package declares about one resource type. */
export interface Declaration {
  /** The inputs, each with its type as it is written and whether it may be left out. */
  readonly inputs: ReadonlyMap<string, { readonly type: string; readonly optional: boolean }>;
  /** The outputs that always have a value. */
  readonly promised: readonly string[];
  readonly outputs: ReadonlySet<string>;
}

const packages = path.dirname(path.dirname(require.resolve("@pulumi/aws/package.json")));

/** The declaration of a type by its token; undefined for a token the SDK does not have. */
export function declarationOf(token: string): Declaration | undefined {
  const [packageName = "", module = "", className = ""] = token.split(":");
  const folder = path.join(packages, packageName, path.dirname(module.replace(/^index\//, "")));
  // The SDK's files spell some words in another case than its tokens.
  const wanted = `${path.basename(module)}.d.ts`.toLowerCase();
  const found = fs.readdirSync(folder).find((name) => name.toLowerCase() === wanted);
  if (found === undefined) return undefined;
  const file = path.join(folder, found);
  const text = fs.readFileSync(file, "utf8").replace(/\/\*\*[\s\S]*?\*\//g, "");
  const outputs = members(between(text, `export declare class ${className} `));
  const written = members(between(text, `export interface ${className}Args`));
  return {
    inputs: new Map(written.map(({ name, type, optional }) => [name, { type, optional }])),
    promised: outputs.filter(({ type }) => !type.endsWith("| undefined>;")).map(({ name }) => name),
    outputs: new Set(outputs.map(({ name }) => name)),
  };
}

/** The properties of a nested input, by the name it has in a type: `inputs.s3.BucketLoggingTargetGrant`. */
export function nestedInputs(token: string, type: string): ReadonlyMap<string, string> | undefined {
  const packageName = token.split(":")[0] ?? "";
  const name = /inputs\.([\w.]+)/.exec(type)?.[1] ?? "";
  const interfaces = nested.get(packageName) ?? readNested(packageName);
  nested.set(packageName, interfaces);
  return interfaces.get(name);
}

const nested = new Map<string, ReadonlyMap<string, ReadonlyMap<string, string>>>();

function readNested(packageName: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const found = new Map<string, Map<string, string>>();
  let namespace = "";
  let current: Map<string, string> | undefined;
  const file = path.join(packages, packageName, "types", "input.d.ts");
  for (const line of fs.existsSync(file) ? fs.readFileSync(file, "utf8").split("\n") : []) {
    namespace = /^export declare namespace (\w+)/.exec(line)?.[1] ?? (line === "}" ? "" : namespace);
    const declared = /^ *(?:export )?interface (\w+)/.exec(line)?.[1];
    if (declared !== undefined) {
      current = new Map();
      found.set(namespace === "" ? declared : `${namespace}.${declared}`, current);
    }
    const [, property, type] = /^ {4,8}(\w+)\??: (.*)$/.exec(line) ?? [];
    if (property !== undefined && type !== undefined) current?.set(property, type);
  }
  return found;
}

function between(text: string, start: string): string {
  const from = text.indexOf(start);
  return from === -1 ? "" : text.slice(from, text.indexOf("\n}", from));
}

/** The properties of a class or an interface; a type may go over several lines. */
function members(body: string): { readonly name: string; readonly type: string; readonly optional: boolean }[] {
  const pattern = /^ {4}(?:readonly )?(\w+)(\??): (pulumi\.(?:Output|Input)<[\s\S]*?>;|[^;]*;)$/gm;
  return [...body.matchAll(pattern)].map(([, name = "", mark, type = ""]) => ({ name, type, optional: mark === "?" }));
}
