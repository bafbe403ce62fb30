import * as fs from "node:fs";
import * as path from "node:path";
import { type AwsOperations, awsOperationsFile, cliWord, type OperationShape } from "../../readiness/aws-operations";
import { type CliValue, shorthand } from "./aws-shorthand";

/** What AWS publishes of the operations that the documents use. */
export function awsModels(): AwsOperations {
  const file = path.resolve(__dirname, "../..", awsOperationsFile);
  return JSON.parse(fs.readFileSync(file, "utf8")) as AwsOperations;
}

/** The options of every command (AWS CLI Command Reference, "Global Options"), and those of every list it reads in pages. */
const globalOptions = new Set(
  [
    ["--debug", "--endpoint-url", "--no-verify-ssl", "--no-paginate", "--output", "--query", "--profile", "--region"],
    ["--version", "--color", "--no-sign-request", "--ca-bundle", "--cli-read-timeout", "--cli-connect-timeout"],
    ["--no-cli-pager", "--cli-binary-format", "--cli-input-json", "--generate-cli-skeleton"],
    ["--max-items", "--page-size", "--starting-token"],
  ].flat(),
);

/** Commands that are no single operation, and their options (AWS CLI Command Reference, version 2). */
const composed: Readonly<Record<string, readonly string[]>> = {
  "s3 cp": ["--recursive", "--exclude", "--include", "--cache-control", "--content-type", "--sse"],
  "s3 ls": ["--recursive", "--human-readable", "--summarize"],
  "s3 sync": ["--exclude", "--include", "--cache-control", "--content-type", "--delete"],
  "ecr get-login-password": [],
  "logs tail": ["--since", "--follow", "--format", "--filter-pattern", "--log-stream-names"],
};

/** Options that the CLI has beside those of the operation, and the one that each spares (awscli/customizations/cloudfront.py). */
const customised: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "cloudfront create-invalidation": { "--paths": "--invalidation-batch" },
};

/**
 * What is wrong with the words behind `aws`, by AWS's models: an operation or an option that does not exist, an option or a member that
 * is needed and missing, a value that no enumeration has. What only a running shell knows is not judged.
 */
export function awsFaults(words: readonly string[], { commands, shapes }: AwsOperations): readonly string[] {
  const name = words.slice(0, words[1] === "wait" ? 3 : 2).join(" ");
  const given = optionsOf(words);
  const ofComposed = composed[name];
  if (ofComposed !== undefined) return unknownOptions(given, ofComposed);
  const input = commands[name];
  if (input === undefined) return [`no operation ${name}; when it is new here: npm run generate -- --published`];
  const { members = {}, required = [] } = shapes[input] ?? { type: "structure" };
  const byOption = new Map(
    Object.entries(members).map(([member, shape]) => [`--${cliWord(member)}`, { member, shape }]),
  );
  const known = [...byOption].flatMap(([option, { shape }]) =>
    shapes[shape]?.type === "boolean" ? [option, option.replace(/^--/, "--no-")] : [option],
  );
  const further = customised[name] ?? {};
  const spared = Object.entries(further).flatMap(([option, instead]) => (given.has(option) ? [instead] : []));
  const missing = required
    .map((member) => `--${cliWord(member)}`)
    .filter((option) => !given.has(option) && !spared.includes(option));
  return [
    ...unknownOptions(given, [...known, ...Object.keys(further)]),
    ...(given.has("--cli-input-json") ? [] : missing.map((option) => `${option} is missing`)),
    ...[...given].flatMap(([option, values]) => {
      const { shape } = byOption.get(option) ?? {};
      const type = shape === undefined ? undefined : shapes[shape];
      if (type === undefined || type.type === "boolean") return [];
      return valueFaults(valueOf(values, type, shapes), shape ?? "", shapes).map((fault) => `${option}: ${fault}`);
    }),
  ];
}

function optionsOf(words: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  let open: string[] = [];
  for (const word of words) {
    const [, option, value] = /^(--[a-z][\w-]*)(?:=([^]*))?$/.exec(word) ?? [];
    if (option === undefined) open.push(word);
    else found.set(option, (open = value === undefined ? [] : [value]));
  }
  return found;
}

function unknownOptions(given: ReadonlyMap<string, unknown>, known: readonly string[]): string[] {
  return [...given.keys()]
    .filter((option) => !known.includes(option) && !globalOptions.has(option))
    .map((option) => `no option ${option}`);
}

/** Whether only a running shell knows the text. */
function isOpen(text: string): boolean {
  return /\$|`|^fileb?:\/\/|placeholder/.test(text);
}

/** What the words of an option mean; a list without elements where they cannot be known. */
function valueOf(
  words: readonly string[],
  { type, member }: OperationShape,
  shapes: AwsOperations["shapes"],
): CliValue {
  const composite = (name: string | undefined) => /^(structure|map|list)$/.test(shapes[name ?? ""]?.type ?? "");
  const parsed = (word: string): CliValue => (/^(fileb?:\/\/|\$)/.test(word) ? word : shorthand(word));
  if (type === "list" && words.length === 1 && /^\s*\[/.test(words[0] ?? "")) return parsed(words[0] ?? "");
  if (type === "list") return composite(member) ? words.map(parsed) : words;
  if (type === "structure" || type === "map") return parsed(words.join(" "));
  return words.join(" ");
}

function valueFaults(value: CliValue, name: string, shapes: AwsOperations["shapes"]): string[] {
  const shape = shapes[name];
  if (shape === undefined || (typeof value === "string" && isOpen(value))) return [];
  switch (shape.type) {
    case "structure":
      return structureFaults(value, shape, shapes);
    case "list": {
      const elements = Array.isArray(value) ? (value as readonly CliValue[]) : [value];
      if (elements.length === 0) return ["no value"];
      return elements.flatMap((element) => valueFaults(element, shape.member ?? "", shapes));
    }
    case "map":
      if (typeof value !== "object" || Array.isArray(value)) return ["a map is needed: Key=value"];
      return Object.entries(value).flatMap(([key, inner]) => [
        ...valueFaults(key, shape.key ?? "", shapes),
        ...valueFaults(inner, shape.value ?? "", shapes),
      ]);
    default:
      return scalarFaults(value, shape);
  }
}

function structureFaults(value: CliValue, shape: OperationShape, shapes: AwsOperations["shapes"]): string[] {
  if (typeof value !== "object" || Array.isArray(value)) return ["members are needed: Name=value"];
  const { members = {}, required = [] } = shape;
  return [
    ...required.filter((member) => !(member in value)).map((member) => `${member} is missing`),
    ...Object.entries(value).flatMap(([member, inner]) => {
      const target = members[member];
      if (target === undefined) return [`no member ${member}`];
      return valueFaults(inner, target, shapes).map((fault) => `${member}: ${fault}`);
    }),
  ];
}

function scalarFaults(value: CliValue, { type, enum: values }: OperationShape): string[] {
  if (typeof value !== "string") return ["one value is needed"];
  if (value === "") return ["no value"];
  if (values !== undefined && !values.includes(value)) return [`${value} is none of ${values.slice(0, 12).join(", ")}`];
  if (/^(integer|long)$/.test(type) && !/^-?\d+$/.test(value)) return [`${value} is no integer`];
  if (/^(float|double)$/.test(type) && Number.isNaN(Number(value))) return [`${value} is no number`];
  if (type === "boolean" && !/^(true|false)$/i.test(value)) return [`${value} is neither true nor false`];
  return [];
}
