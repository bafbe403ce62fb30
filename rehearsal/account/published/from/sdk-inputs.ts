import * as fs from "node:fs";
import * as path from "node:path";
import ts from "typescript";

/** What the SDK declares about the value of an input. */
export type InputType =
  | { readonly kind: "text" | "number" | "boolean" | "other" }
  | { readonly kind: "list" | "map"; readonly element: InputType }
  | { readonly kind: "object"; readonly name: string };

/** One input as the SDK declares it. */
export interface Input {
  readonly name: string;
  readonly type: InputType;
  readonly optional: boolean;
  /** What the provider's documentation says of it, on one line. */
  readonly document: string;
}

/** The inputs that an installed SDK of a provider declares, of resources and of the objects in them. */
export class SdkInputs {
  readonly #objects: ReadonlyMap<string, ts.InterfaceDeclaration>;
  readonly #read = new Map<string, readonly Input[]>();

  /** The name of the package: `@pulumi/aws`. */
  readonly name: string;
  readonly version: string;

  /** `folder` is that of the package. A package without nested objects has no file of them. */
  constructor(private readonly folder: string) {
    const nested = path.join(folder, "types", "input.d.ts");
    this.#objects = fs.existsSync(nested) ? interfacesOf(parse(nested)) : new Map();
    const about = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8")) as Record<string, string>;
    this.name = about.name ?? "";
    this.version = about.version ?? "";
  }

  /** The inputs of a resource type by its token: `aws:rds/instance:Instance`. */
  ofType(token: string): readonly Input[] {
    const [, , className = ""] = token.split(":");
    const args = interfacesOf(parse(this.#fileOf(token))).get(`${className}Args`);
    return args ? inputsOf(args) : [];
  }

  /** The file that declares a resource type. */
  #fileOf(token: string): string {
    const [, module = ""] = token.split(":");
    // The modules of a provider without services are files of the package's own folder.
    const folder = path.join(this.folder, path.dirname(module.replace(/^index\//, "")));
    const file = fs.readdirSync(folder).find((name) => name.toLowerCase() === wantedFile(module)) ?? "";
    return path.join(folder, file);
  }

  /**
   * The optional inputs that AWS fills in where the program gives none (the provider's Optional and Computed): the SDK declares
   * that such an output is always there, and of an input with the provider's own default that it may not be.
   */
  filledInOf(token: string): readonly string[] {
    const [, , className = ""] = token.split(":");
    const file = parse(this.#fileOf(token));
    const outputs = file.statements
      .filter((statement) => ts.isClassDeclaration(statement))
      .filter(({ name }) => name?.text === className)
      .flatMap(({ members }) => members.filter((member) => ts.isPropertyDeclaration(member)));
    const alwaysThere = outputs.flatMap(({ name, type }) =>
      ts.isIdentifier(name) && type !== undefined && !type.getText().includes("| undefined>") ? [name.text] : [],
    );
    return this.ofType(token)
      .filter(({ name, optional }) => optional && alwaysThere.includes(name))
      .map(({ name }) => name);
  }

  /** The inputs of a nested object by its name: `rds.InstanceBlueGreenUpdate`. */
  ofObject(name: string): readonly Input[] {
    const known = this.#read.get(name);
    if (known) return known;
    const declared = this.#objects.get(name);
    const inputs = declared ? inputsOf(declared) : [];
    this.#read.set(name, inputs);
    return inputs;
  }
}

/** The SDK's files spell some words in another case than its tokens. */
const wantedFile = (module: string) => `${path.basename(module)}.d.ts`.toLowerCase();

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, fs.readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
}

function interfacesOf(source: ts.SourceFile): ReadonlyMap<string, ts.InterfaceDeclaration> {
  const found = new Map<string, ts.InterfaceDeclaration>();
  const visit = (statements: readonly ts.Statement[], prefix: string): void => {
    for (const statement of statements) {
      if (ts.isInterfaceDeclaration(statement)) found.set(`${prefix}${statement.name.text}`, statement);
      if (ts.isModuleDeclaration(statement) && statement.body && ts.isModuleBlock(statement.body)) {
        visit(statement.body.statements, `${statement.name.text}.`);
      }
    }
  };
  visit(source.statements, "");
  return found;
}

function inputsOf(declaration: ts.InterfaceDeclaration): readonly Input[] {
  return declaration.members.flatMap((member) =>
    ts.isPropertySignature(member) && member.type && (ts.isIdentifier(member.name) || ts.isStringLiteral(member.name))
      ? [
          {
            name: member.name.text,
            type: typeOf(member.type),
            optional: member.questionToken !== undefined,
            document: documentOf(member),
          },
        ]
      : [],
  );
}

function documentOf(member: ts.Node): string {
  const comments = ts.getJSDocCommentsAndTags(member).map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "");
  return comments.join(" ").replace(/\s+/g, " ").trim();
}

function typeOf(node: ts.TypeNode): InputType {
  if (ts.isUnionTypeNode(node)) {
    const [first] = node.types.filter((type) => type.kind !== ts.SyntaxKind.UndefinedKeyword);
    return first ? typeOf(first) : { kind: "other" };
  }
  if (ts.isArrayTypeNode(node)) return { kind: "list", element: typeOf(node.elementType) };
  if (ts.isTypeLiteralNode(node)) {
    const [index] = node.members;
    return index && ts.isIndexSignatureDeclaration(index)
      ? { kind: "map", element: typeOf(index.type) }
      : { kind: "other" };
  }
  if (node.kind === ts.SyntaxKind.StringKeyword) return { kind: "text" };
  if (node.kind === ts.SyntaxKind.NumberKeyword) return { kind: "number" };
  if (node.kind === ts.SyntaxKind.BooleanKeyword) return { kind: "boolean" };
  if (!ts.isTypeReferenceNode(node)) return { kind: "other" };
  const name = entityName(node.typeName);
  const [inner] = node.typeArguments ?? [];
  if (name === "pulumi.Input" && inner) return typeOf(inner);
  if (name.startsWith("inputs.")) return { kind: "object", name: name.slice("inputs.".length) };
  return { kind: name.startsWith("enums.") ? "text" : "other" };
}

function entityName(name: ts.EntityName): string {
  return ts.isIdentifier(name) ? name.text : `${entityName(name.left)}.${name.right.text}`;
}
