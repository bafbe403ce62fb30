import { execFile } from "node:child_process";
import * as fs from "node:fs";
import { availableParallelism } from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import { locateEngine } from "../../rehearsal/engine/engine";
import { awsCommandsIn } from "../../readiness/aws-operations";
import { atlasFaults } from "./atlas-command";
import { awsFaults, awsModels } from "./aws-command";
import { commandsOf, flagsOf, inlineCommands, shellBlocks } from "./shell-commands";
import type { ShellCommand } from "./shell-commands";

const root = path.resolve(__dirname, "../..");

/** The pages that lead a person through something, command by command. */
const pages = [
  "README.md",
  "CONTRIBUTING.md",
  ...fs
    .readdirSync(path.join(root, "docs"), { recursive: true, encoding: "utf8" })
    .map((file) => path.join("docs", file)),
]
  .filter((file) => file.endsWith(".md"))
  .sort();

const blocks = pages.flatMap((page) => {
  const markdown = fs.readFileSync(path.join(root, page), "utf8");
  // A decision speaks of wrong commands, too.
  const inline = page.startsWith("docs/decisions/") ? [] : inlineCommands(markdown);
  return [...shellBlocks(markdown), ...inline].map((block) => ({ page, block }));
});
let commands: readonly (ShellCommand & { readonly page: string })[];

beforeAll(async () => {
  const found = blocks.map(async ({ page, block }) =>
    (await commandsOf(block)).map((command) => ({ page, ...command })),
  );
  commands = (await Promise.all(found)).flat();
});

/** What a POSIX shell brings along, and what every system with one has. */
const everywhere = [
  "cd",
  "export",
  "read",
  "sed",
  "sort",
  "head",
  "cat",
  "grep",
  "sh",
  "date",
  "true",
  "xargs",
  "echo",
  "eval",
  "tail",
];
/** What the page for the first day asks for; whoever follows a runbook has it. */
const askedFor = [
  "pulumi",
  "git",
  "aws",
  "npm",
  "docker",
  "curl",
  "dig",
  "psql",
  "redis-cli",
  "jq",
  "openssl",
  "atlas",
];

const of = (name: string): ShellCommand[] => commands.filter((command) => command.name === name);
const line = ({ name, words }: ShellCommand): string => [name, ...words].join(" ");

const environment = {
  ...process.env,
  PAGER: "cat",
  PULUMI_SKIP_UPDATE_CHECK: "true",
};

/** What a program says; begins with FAILED when it ends with an error. */
async function output(program: string, args: readonly string[]): Promise<string> {
  try {
    return (await promisify(execFile)(program, args, { env: environment })).stdout;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    return `FAILED ${stdout}${stderr}`;
  }
}

/** Asks about each, as many at a time as there are processors, and gives what was wrong. */
async function wrongOf<T>(asked: readonly T[], ask: (item: T) => Promise<readonly string[]>): Promise<string[]> {
  const open = [...asked];
  const wrong: string[] = [];
  const worker = async (): Promise<void> => {
    for (let item = open.shift(); item !== undefined; item = open.shift()) wrong.push(...(await ask(item)));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return wrong.sort();
}

describe("the commands of the documents", () => {
  it("are shell, block by block", () => {
    expect(blocks.length).toBeGreaterThan(20);
    expect(commands.length).toBeGreaterThan(50);
  });

  it("need no program but those the page for the first day asks for", () => {
    const own = blocks.flatMap(({ block }) => [...block.matchAll(/^ *(\w+)\(\) *[{(]/gm)].map(([, name]) => name));
    const unknown = commands.filter(
      ({ name }) => !own.includes(name) && !everywhere.includes(name) && !askedFor.includes(name),
    );
    expect(unknown.map(({ page, name }) => `${page}: ${name}`)).toEqual([]);
  });

  it("of npm run a script of this project, with options it has", async () => {
    const { scripts } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    const wrong = of("npm").filter(({ words }) => !["run", "test", "ci"].includes(words[0] ?? ""));
    expect(wrong.map(line)).toEqual([]);
    const run = of("npm").flatMap(({ words: [first, ...words] }) =>
      first === "run" ? [words.filter((word) => word !== "--silent")] : [],
    );
    // `npm run --silent` alone only speaks of the option.
    expect(run.filter(([script]) => script !== undefined && scripts[script] === undefined)).toEqual([]);
    // Each script once, with every option that the documents give it or one of its own commands.
    const given = new Map<string, Map<string, string[]>>();
    for (const [script, ...words] of run) {
      if (script === undefined) continue;
      const own = words.filter((word) => word !== "--");
      // What follows a command that `account` runs is that command's.
      const until = script === "account" ? own.findIndex((word) => /^(pulumi|npm)$/.test(word)) : -1;
      const flags = flagsOf({ name: "npm", words: until === -1 ? own : own.slice(0, until) });
      // The stage may stand before a command of `account`.
      const first = own[0] === "--stage" ? own[2] : own[0];
      const inner = given.get(script) ?? new Map<string, string[]>();
      inner.set(first ?? "", [...(inner.get(first ?? "") ?? []), ...flags]);
      given.set(script, inner);
    }
    const unknown = await wrongOf([...given], async ([script, inner]) => {
      const [program = "", ...start] = (scripts[script] ?? "").split(" ");
      // Jest and the tools of a check have their own options.
      if (!start.some((word) => /^cli\/[\w-]+\.ts$/.test(word)) || scripts[script]?.includes("&&")) return [];
      const help = await output(program, [...start, "--help"]);
      const faults = [...inner].map(async ([first, flags]) => {
        const isCommand = new RegExp(`^  ${first} \\[options\\]`, "m").test(help);
        const own = isCommand ? await output(program, [...start, first, "--help"]) : help;
        return flags
          .filter((flag) => !new RegExp(`^ +(-\\w, )?${flag}\\b`, "m").test(own))
          .map((flag) => `${script}: no option ${flag}`);
      });
      return (await Promise.all(faults)).flat();
    });
    expect(given.size).toBeGreaterThan(8);
    expect(unknown).toEqual([]);
  });

  it("of Pulumi are commands of the engine, with flags it has", async () => {
    const engine = locateEngine().path;
    const helps = new Map<string, Promise<string>>();
    const help = (words: readonly string[]): Promise<string> => {
      const key = words.join(" ");
      const known = helps.get(key) ?? output(engine, [...words, "--help"]);
      helps.set(key, known);
      return known;
    };
    /** The help of the longest beginning of the words that is a command. */
    const helpOf = async (words: readonly string[]): Promise<string | undefined> => {
      for (let length = Math.min(3, words.length); length > 0; length -= 1) {
        const beginning = words.slice(0, length);
        const text = await help(beginning);
        // What is no command is an argument of the one before it, whose help is shown again.
        if (text !== (await help(beginning.slice(0, -1)))) return text;
      }
      return undefined;
    };
    const wrong = await wrongOf(of("pulumi"), async (command) => {
      const flag = command.words.findIndex((word) => word.startsWith("-"));
      const text = await helpOf(flag === -1 ? command.words : command.words.slice(0, flag));
      if (text === undefined) return [`${line(command)}: no such command`];
      return flagsOf(command)
        .filter((name) => !new RegExp(`(^|[\\s,])${name}([\\s,=]|$)`, "m").test(text))
        .map((name) => `${line(command)}: no flag ${name}`);
    });
    expect(of("pulumi").length).toBeGreaterThan(10);
    expect(wrong).toEqual([]);
  });

  it("of AWS are operations of its models, with the options, members and values that those allow", () => {
    const operations = awsModels();
    const wrong = commands.flatMap((command) =>
      command.name === "aws"
        ? awsFaults(command.words, operations).map((fault) => `${command.page}: ${line(command)}: ${fault}`)
        : [],
    );
    expect(of("aws").length).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
    // The file has what the documents use, and nothing else.
    const used = awsCommandsIn(pages.map((page) => fs.readFileSync(path.join(root, page), "utf8")));
    expect(Object.keys(operations.commands).filter((command) => !used.includes(command))).toEqual([]);
  });
});

describe("the commands of the Atlas CLI", () => {
  it("are those of its reference, with options and values that it has", () => {
    const wrong = of("atlas").flatMap((command) =>
      atlasFaults(command.words).map((fault) => `${line(command)}: ${fault}`),
    );
    expect(of("atlas").length).toBeGreaterThan(10);
    expect(wrong).toEqual([]);
  });
});

describe("a command that is none", () => {
  it("is found in a sentence, where it has an option", () => {
    const text = "Run `aws kms x --a <key>`, not `aws kms x`, ``aws y -b`` or `aws … -c`.\n\n```sh\naws z --d\n```\n";
    expect(inlineCommands(text)).toEqual(["aws kms x --a placeholder"]);
  });

  it("is found in a pipe, a loop and a substitution", async () => {
    const block = 'id=$(aws kms nothing --query A)\nfor n in 1 2; do sed p | pulumi upp --no-such "$n"; done';
    expect(await commandsOf(block)).toEqual([
      { name: "aws", words: ["kms", "nothing", "--query", "A"] },
      { name: "sed", words: ["p"] },
      { name: "pulumi", words: ["upp", "--no-such", "$n"] },
    ]);
  });

  it("is found in the blocks of a document, whatever is left open in it", () => {
    expect(shellBlocks("text\n\n   ```sh\n   pulumi up --stack <stage>\n   ```\n")).toEqual([
      "   pulumi up --stack placeholder\n",
    ]);
  });
});
