import "../rehearsal/engine/own-process";
import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { benchmarkPolicyPack } from "../rehearsal/benchmark/policy-pack";
import type { PackCost, PolicyPackBenchmark } from "../rehearsal/benchmark/policy-pack";
import { EngineMissing } from "../rehearsal/engine/engine";
import { FolderInUse } from "../rehearsal/run-folder";
import { SettingsError } from "../settings/settings-error";

/** What a pack adds to a preview may be at most this many times what an empty pack adds. */
const largestRatio = 1.3;

async function run(_: string, { rounds, json }: { readonly rounds: number; readonly json?: true }): Promise<void> {
  try {
    const result = await benchmarkPolicyPack(rounds, (what) => process.stderr.write(`bench: ${what}\n`));
    process.stdout.write(json ? `${JSON.stringify(result, undefined, 2)}\n` : `${table(result).join("\n")}\n`);
    if (alone(result.own, result.resources) > largestRatio * alone(result.empty, result.resources))
      process.exitCode = 1;
  } catch (error) {
    const expected = error instanceof SettingsError || error instanceof FolderInUse || error instanceof EngineMissing;
    if (!expected) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

/** What a pack costs in a preview, in milliseconds. */
function alone({ start, perResource, stack }: PackCost, resources: number): number {
  return start + perResource * resources + stack;
}

function table({ rounds, resources, empty, own, preview }: PolicyPackBenchmark): readonly string[] {
  const row = (what: string, ofEmpty: number, ofOwn: number, digits: number): string =>
    [
      what.padEnd(34),
      ofEmpty.toFixed(digits).padStart(9),
      ofOwn.toFixed(digits).padStart(9),
      (ofOwn / ofEmpty).toFixed(2).padStart(7),
    ].join("");
  return [
    `Production, ${resources} resources, ${rounds} rounds; medians, in milliseconds.`,
    "",
    `${"".padEnd(34)}${"empty".padStart(9)}${"ours".padStart(9)}${"ratio".padStart(7)}`,
    "each pack alone",
    row("  start", empty.start, own.start, 0),
    row("  each resource", empty.perResource, own.perResource, 2),
    row("  the whole stack", empty.stack, own.stack, 1),
    row("  together", alone(empty, resources), alone(own, resources), 0),
    row("added to a whole preview", preview.emptyAdds, preview.ownAdds, 0),
    "",
    `A preview without a pack takes ${(preview.without / 1000).toFixed(1)} s. The empty pack is a PolicyPack of @pulumi/policy without a policy.`,
    `Allowed is ${largestRatio} times the empty pack, together.`,
  ];
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d?$/.test(text)) return Number(text);
  throw new InvalidArgumentError("a whole number from 1 to 99 is needed.");
}

void new Command("npm run bench --")
  .description("Measure what the policy pack costs on a preview of production, beside a pack without a rule.")
  .addArgument(new Argument("<what>", "what to measure").choices(["policy"]))
  .addOption(new Option("--rounds <number>", "how often to measure").argParser(wholeNumber).default(5))
  .option("--json", "print the result as JSON")
  .addHelpText("after", "\nExit codes: 0 within the allowed ratio, 1 not, or the run failed.")
  .action(run)
  .parseAsync();
