import * as fs from "node:fs";
import * as path from "node:path";
import { parseDocument } from "yaml";
import { z } from "zod";
import { ExpectedError } from "../../settings/faults/expected-error";

const list = z.array(z.string().min(1));
const names = list.default([]);

const expected = z.strictObject({
  /** The migration tool, whose table is read. */
  tool: z.enum(["prisma", "golang-migrate"]),
  /** The migrations of the release, in their order: the folders of Prisma, the files of golang-migrate up to their version. */
  migrations: names,
  /** The tables of the release, by schema and name, with their columns as the question `tables` answers them. */
  tables: z.record(z.string(), names).default({}),
  /** The indexes that queries need: the table, and its columns in their order. */
  indexes: z
    .array(z.strictObject({ table: z.string(), columns: list.min(1), unique: z.boolean().optional() }))
    .default([]),
});

/** What a release of an application expects of its database. An empty list says nothing. */
export type ExpectedDatabase = z.infer<typeof expected>;

/** The file of a system, from the root of the project. */
export function expectedDatabaseFile(system: string): string {
  return `stacks/${system}/database.yaml`;
}

/**
 * Reads what the team of an application expects of its database. `undefined` for a system without such a file.
 * @throws ExpectedError with every fault of the file.
 */
export function expectedDatabase(root: string, system: string): ExpectedDatabase | undefined {
  const file = expectedDatabaseFile(system);
  if (!fs.existsSync(path.join(root, file))) return undefined;
  const document = parseDocument(fs.readFileSync(path.join(root, file), "utf8"));
  const [broken] = document.errors;
  const { data, error } = expected.safeParse(document.toJS());
  if (broken === undefined && error === undefined) return data;
  const faults =
    broken === undefined
      ? (error?.issues ?? []).map((issue) => `${issue.path.join(".") || "the file"}: ${issue.message}`)
      : [broken.message.split("\n", 1)[0] ?? ""];
  throw new ExpectedError(
    [
      `${file} cannot be used.`,
      ...faults.map((fault) => `  ${fault}`),
      "  allowed  what docs/verify.md says of questions to the database",
      "  fix      correct the file",
    ].join("\n"),
  );
}
