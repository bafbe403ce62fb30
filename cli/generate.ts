import * as fs from "node:fs";
import * as path from "node:path";
import { Command } from "commander";
import { catalogue, catalogueFile, rulesByArea } from "../readiness/catalogue";
import { exampleFile, exampleFileName } from "../settings/environment/example-file";
import { systems } from "../settings/stage";

const root = path.resolve(__dirname, "..");

/** Every document that is made from the code: where it lies, and what it says. */
const documents: readonly (readonly [string, () => string])[] = [
  ...systems.map((system) => [exampleFileName(system), () => exampleFile(system)] as const),
  [catalogueFile, () => catalogue(rulesByArea(root))],
];

/** Writes the documents, and says which. */
function generate(): void {
  for (const [file, text] of documents) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text());
    process.stdout.write(`${file}\n`);
  }
}

new Command("npm run generate")
  .description("Write the documents that are made from the code. A test fails while one of them is out of date.")
  .action(generate)
  .parse();
