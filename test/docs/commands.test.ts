import { execFile } from "node:child_process";
import * as fs from "node:fs";
import { availableParallelism } from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import { locateEngine } from "../../rehearsal/engine/engine";
import { awsCli } from "../real/aws-cli";
import { commandsOf, flagsOf, shellBlocks } from "./shell-commands";
import type { ShellCommand } from "./shell-commands";

const root = path.resolve(__dirname, "../..");

/** The pages that lead a person through something, command by command. */
const pages = fs
  .readdirSync(path.join(root, "docs"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".md"))
  .sort();

const blocks = pages.flatMap((page) =>
  shellBlocks(fs.readFileSync(path.join(root, "docs", page), "utf8")).map((block) => ({ page, block })),
);
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
const askedFor = ["pulumi", "aws", "npm", "docker", "curl", "dig", "psql", "redis-cli", "jq", "openssl", "atlas"];

const of = (name: string): ShellCommand[] => commands.filter((command) => command.name === name);
const line = ({ name, words }: ShellCommand): string => [name, ...words].join(" ");

const environment = {
  ...process.env,
  PAGER: "cat",
  AWS_PAGER: "",
  // Nothing is called there; the CLI asks for one before it looks at the words.
  AWS_DEFAULT_REGION: "af-south-1",
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

/** Parts of the AWS CLI that call several operations of AWS, and cannot show the shape of an answer. */
const composedCommands = ["s3 cp", "s3 ls", "s3 rm", "s3 sync", "ecr get-login-password"];

/** Version 2 alone has this one; its options, from the AWS CLI Command Reference. */
const logsTail = ["--since", "--follow", "--format", "--filter-pattern", "--log-stream-names", "--region"];

/** The words as the CLI can judge them: what only a running shell would know is a number that fits everywhere. */
function judgeable({ words }: ShellCommand): string[] {
  const kept = words.filter((word, index) => {
    const isQuery = words[index - 1] === "--query" || word === "--query";
    return !isQuery;
  });
  return kept.map((word) => {
    if (word.startsWith("file://")) return "{}";
    // A word that a command prints may be a number; within a word it is a day or a name.
    return /^\$\(.*\)$/.test(word) ? "0" : word.replace(/\$\([^()]*\)/g, "2000-01-01");
  });
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

  it("of npm run a script of this project, with options it has", () => {
    const { scripts } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    const run = of("npm").filter(({ words }) => words[0] === "run");
    expect(run.filter(({ words }) => scripts[words[1] ?? ""] === undefined).map(line)).toEqual([]);
    expect(
      of("npm")
        .filter(({ words }) => !["run", "test", "ci"].includes(words[0] ?? ""))
        .map(line),
    ).toEqual([]);
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

  it("of AWS are commands of its CLI, with the options they need and no others", async () => {
    const aws = awsCli();
    const composed = (words: readonly string[]) => composedCommands.includes(words.slice(0, 2).join(" "));
    // Each shape once: the same operation with the same options is right or wrong wherever it stands.
    const shapes = new Map(
      of("aws").map((command) => [[...command.words.slice(0, 2), ...flagsOf(command)].join(" "), command]),
    );
    const wrong = await wrongOf([...shapes.values()], async (command) => {
      if (command.words.slice(0, 2).join(" ") === "logs tail") {
        return flagsOf(command)
          .filter((flag) => !logsTail.includes(flag))
          .map((flag) => `${line(command)}: no option ${flag}`);
      }
      if (composed(command.words)) {
        const help = await output(aws, [...command.words.slice(0, 2), "help"]);
        return flagsOf(command)
          .filter((flag) => !help.includes(flag) && flag !== "--region")
          .map((flag) => `${line(command)}: no option ${flag}`);
      }
      // Judged by the CLI itself, which then shows the shape of a request instead of making one.
      const skeleton = command.words[1] === "wait" ? ["help"] : ["--generate-cli-skeleton", "input"];
      const words = command.words[1] === "wait" ? command.words.slice(0, 3) : judgeable(command);
      const answer = await output(aws, [...words, ...skeleton]);
      return answer.startsWith("FAILED") ? [`${line(command)}: ${answer.trim().split("\n").pop() ?? ""}`] : [];
    });
    expect(of("aws").length).toBeGreaterThan(20);
    expect(wrong).toEqual([]);
  });
});

describe("a command that is none", () => {
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
