import { type Command, InvalidArgumentError } from "commander";
import { pastTheProgram } from "../rehearsal/by-hand";
import { ownProcesses } from "../rehearsal/processes/own-processes";
import { ExpectedError } from "../settings/faults/expected-error";
import type { StackName } from "../stacks/settings/systems";
import { writeJson } from "./json-output";
import { jsonOption, type JsonTarget, stageOption } from "./npm-command";

interface Options {
  readonly stage?: StackName;
  readonly json?: JsonTarget;
}

type Hands = Parameters<Parameters<typeof pastTheProgram>[1]>[0];
type Value = Parameters<Hands["change"]>[2];

/** A property and its new value. */
type Change = readonly [path: string, value: Value];

/** Adds the commands that change a kept stage past the program. */
export function addByHandCommands(command: Command): void {
  const about = "past the program, as in the console; --stage names the kept stage";
  for (const byHand of [
    command
      .command("change")
      .description(`change one property of a resource ${about}`)
      .argument("<resource>", "its name in the program, its physical name, id or URN")
      .argument("<property>", "e.g. backupRetentionPeriod, tags.owner, rules[0].action, policy.Statement[0].Effect")
      .argument("[value]", "a text, a number, true, false or JSON; without one AWS's default takes its place")
      .action((resource: string, property: string, value: string | undefined, _: unknown, self: Command) =>
        act("changed", self, (hands) => hands.change(resource, property, valueOf(value))),
      ),
    command
      .command("add")
      .description(`add a resource ${about}`)
      .argument(
        "<type>",
        "the type, e.g. mongodbatlas:index/projectIpAccessList:ProjectIpAccessList, or like:<resource>",
      )
      .argument("[property=value...]", "its properties; of like:<resource> those that differ", addChange)
      .action((type: string, changes: readonly Change[] | undefined, _: unknown, self: Command) =>
        act("added", self, (hands) =>
          type.startsWith("like:")
            ? hands.addLike(type.slice("like:".length), changes ?? [])
            : hands.add(type, Object.fromEntries(changes ?? [])),
        ),
      ),
    command
      .command("remove")
      .description(`remove a resource ${about}`)
      .argument("<resource>", "its name in the program, its physical name, id or URN")
      .action((resource: string, _: unknown, self: Command) => act("removed", self, (hands) => hands.remove(resource))),
  ]) {
    byHand.addOption(stageOption("the kept stage")).addOption(jsonOption("what was done"));
  }
}

async function act(
  done: "changed" | "added" | "removed",
  command: Command,
  how: Parameters<typeof pastTheProgram>[1],
): Promise<void> {
  const { stage, json } = command.optsWithGlobals<Options>();
  if (stage === undefined) throw new ExpectedError("Name the kept stage: --stage <stage>.");
  ownProcesses();
  const { type, id, name } = await pastTheProgram(stage, how);
  if (writeJson(json, { done, type, id, name })) return;
  process.stdout.write(`${done} ${name} (${type}, ${id})\nNext: npm run drift -- --stage ${stage} --rehearsed\n`);
}

function valueOf(text: string | undefined): Value {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Value;
  } catch {
    return text;
  }
}

function addChange(text: string, others: readonly Change[] = []): readonly Change[] {
  const at = text.indexOf("=");
  if (at < 1) throw new InvalidArgumentError("expected property=value; property= takes the property away.");
  if (at === text.length - 1) return [...others, [text.slice(0, at), undefined]];
  return [...others, [text.slice(0, at), valueOf(text.slice(at + 1))]];
}
