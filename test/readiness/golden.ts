import * as fs from "node:fs";
import * as path from "node:path";

/**
 * Compares a text with the file of that name in test/readiness/golden. `GOLDEN=accept npx jest test/readiness` writes
 * the files instead; read the difference before you commit it.
 */
export function expectGolden(name: string, text: string): void {
  const file = path.join(__dirname, "golden", name);
  if (process.env.GOLDEN === "accept") fs.writeFileSync(file, text);
  expect(text).toBe(fs.existsSync(file) ? fs.readFileSync(file, "utf8") : `the missing file ${name}`);
}
