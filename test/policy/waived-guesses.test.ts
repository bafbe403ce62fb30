import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { rules } from "../../policy/index";
import { Pack } from "../../policy/pack";
import { waivableGuesses } from "../../policy/waivable-guesses";
import { resource } from "./harness";

const task = "aws:ecs/taskDefinition:TaskDefinition";
const id = "no-plaintext-secrets-in-env";
const waiver = { rule: id, resource: "subject", reason: "a word", owner: "data team", lastDay: "2026-12-31" };

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "guesses-"));
beforeAll(() => {
  fs.mkdirSync(path.join(folder, "waivers"));
  fs.writeFileSync(path.join(folder, "waivers", "production.yaml"), `- ${JSON.stringify(waiver)}\n`);
});
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

/** What the rule says of a task, each with its level, in a strict deployment with the waiver. */
function said(containerDefinitions: string) {
  const pack = new Pack(rules, { environment: { CI: "1" }, folder, today: "2026-11-25" });
  pack.configureStack({ stack: "production", tags: new Map(), dryRun: false });
  pack.configure(new Map());
  return pack
    .analyze(resource(task, { containerDefinitions }))
    .diagnostics.filter(({ rule }) => rule.id === id)
    .map(({ level, message }) => `${level}${message.includes("Waived until") ? ", waived" : ""}`);
}

const withVariables = (...environment: { name: string; value: string }[]) =>
  said(JSON.stringify([{ name: "api", environment }]));
const guess = { name: "DB_PASSWORD", value: "unused-today" };
const credential = { name: "DATABASE_URL", value: "postgres://app:correct-horse@database.internal/app" };

it("sets aside what goes by a name alone, of a rule that takes no waiver otherwise", () => {
  expect(withVariables(guess)).toEqual(["advisory, waived"]);
});

it("never sets aside what looks like a credential, nor what cannot be read", () => {
  expect(withVariables(credential)).toEqual(["mandatory"]);
  expect(withVariables(guess, credential)).toEqual(["advisory, waived", "mandatory"]);
  expect(said("{")).toEqual(["mandatory"]);
});

it("names rules that exist and take no waiver", () => {
  for (const rule of Object.keys(waivableGuesses))
    expect([rule, rules.find((one) => one.id === rule)?.unwaivable]).toEqual([rule, expect.any(String)]);
});
