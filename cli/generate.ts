import * as fs from "node:fs";
import * as path from "node:path";
import { Command } from "commander";
import { exampleFile, exampleFileName } from "../settings/environment/example-file";
import { systems } from "../settings/stage";

const root = path.resolve(__dirname, "..");

/** Writes every document that is made from the code, and says which. */
function generate(): void {
  for (const system of systems) {
    const file = exampleFileName(system);
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), exampleFile(system));
    process.stdout.write(`${file}\n`);
  }
}

new Command("npm run generate")
  .description("Write the documents that are made from the code. A test fails while one of them is out of date.")
  .action(generate)
  .parse();
