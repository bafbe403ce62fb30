import "../rehearsal/engine/own-process";
import { InvalidArgumentError, Option } from "commander";
import { counted } from "../readiness/render/wording";
import type { AccountBenchmark, AccountCost } from "../rehearsal/benchmark/account";
import type { PackCost, PolicyPackBenchmark } from "../rehearsal/benchmark/policy-pack";
import { ownProcesses } from "../rehearsal/processes/own-processes";
import { writeJson } from "./json-output";
import { jsonOption, type JsonTarget, npmCommand, run } from "./npm-command";

/** The maximum cost of the pack in a preview, as a multiple of an empty pack's. */
const largestRatio = 1.3;

/** The checks and changes of the simulated account may take at most this part of a command. */
const largestShare = 0.15;

interface Options {
  readonly rounds: number;
  readonly json?: JsonTarget;
}

async function benchPolicy({ rounds, json }: Options): Promise<void> {
  ownProcesses();
  const { benchmarkPolicyPack } = await import("../rehearsal/benchmark/policy-pack.js");
  const result = await benchmarkPolicyPack(rounds, (what) => process.stderr.write(`bench: ${what}\n`));
  if (!writeJson(json, result)) process.stdout.write(`${table(result).join("\n")}\n`);
  if (alone(result.own, result.resources) > largestRatio * alone(result.empty, result.resources)) process.exitCode = 1;
}

async function benchAccount({ rounds, json }: Options): Promise<void> {
  ownProcesses();
  const { benchmarkAccount } = await import("../rehearsal/benchmark/account.js");
  const result = await benchmarkAccount(rounds, (what) => process.stderr.write(`bench: ${what}\n`));
  if (!writeJson(json, result)) process.stdout.write(`${accountTable(result).join("\n")}\n`);
  if ([result.preview, result.deployment].some((cost) => share(cost) > largestShare)) process.exitCode = 1;
}

/** The part of a command that the account takes, from 0 to 1. */
function share({ whole, checks, changes }: AccountCost): number {
  return (checks + changes) / whole;
}

function accountTable({ rounds, resources, preview, deployment }: AccountBenchmark): readonly string[] {
  const row = (what: string, cost: AccountCost): string =>
    [
      what.padEnd(12),
      ...[cost.whole, cost.checks, cost.changes].map((each) => each.toFixed(0).padStart(10)),
      `${(share(cost) * 100).toFixed(1)} %`.padStart(10),
    ].join("");
  return [
    `Production, ${resources} resources, ${counted(rounds, "round")}; medians, in milliseconds.`,
    "",
    `${"".padEnd(12)}${["whole", "checks", "changes", "share"].map((each) => each.padStart(10)).join("")}`,
    row("preview", preview),
    row("deployment", deployment),
    "",
    `Checks: inputs against models, provider validators and closed lists. Changes: with refusals, references and quotas.`,
    `Allowed: ${largestShare * 100} % of each command.`,
  ];
}

/** The cost of a pack in a preview, in milliseconds. */
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
    `Production, ${resources} resources and providers, ${counted(rounds, "round")}; medians, in milliseconds.`,
    "",
    `${"".padEnd(34)}${"empty".padStart(9)}${"ours".padStart(9)}${"ratio".padStart(7)}`,
    "each pack alone",
    row("  start", empty.start, own.start, 0),
    row("  each resource", empty.perResource, own.perResource, 2),
    row("  the whole stack", empty.stack, own.stack, 1),
    row("  together", alone(empty, resources), alone(own, resources), 0),
    row("added to a whole preview", preview.emptyAdds, preview.ownAdds, 0),
    "",
    `A preview without a pack takes ${(preview.without / 1000).toFixed(1)} s. The empty pack is a PolicyPack of @pulumi/policy without policies.`,
    `Allowed: ${largestRatio} times the empty pack in total.`,
  ];
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d?$/.test(text)) return Number(text);
  throw new InvalidArgumentError("expected a whole number from 1 to 99.");
}

const program = npmCommand("bench", "Measure the cost of the policy pack and of the simulated account.").addHelpText(
  "after",
  "\nExit codes: 0 within the allowed ratio, 1 not, or the run failed.",
);
program
  .command("policy")
  .description("Measure how much time the policy pack adds to a preview of production, compared with an empty pack.")
  .addOption(new Option("--rounds <number>", "number of measurements").argParser(wholeNumber).default(5))
  .addOption(jsonOption())
  .action(benchPolicy);

program
  .command("account")
  .description("Measure how much of a preview and a deployment of production the simulated account takes.")
  .addOption(new Option("--rounds <number>", "number of measurements").argParser(wholeNumber).default(3))
  .addOption(jsonOption())
  .action(benchAccount);

void run(program);
