import * as fs from "node:fs";
import * as path from "node:path";
import { planSteps } from "../../rehearsal/steps";
import { commandsOf, type ShellCommand } from "./shell-commands";

const page = fs.readFileSync(path.resolve(__dirname, "../../docs/deploy.md"), "utf8");

/** The commands of a page from top to bottom; what stands in <…> keeps its name. */
async function inOrder(markdown: string): Promise<string[]> {
  const blocks = [...markdown.matchAll(/^( *)```sh\n([\s\S]*?)^\1```/gm)].map(([, , block = ""]) =>
    // A word of its own, which the shell's parser takes for no redirection.
    block.replace(/<([a-z][^<>\n]*)>/gi, (_, name: string) => `{${name.replaceAll(" ", "-")}}`),
  );
  const found = await Promise.all(blocks.map((block) => commandsOf(block)));
  return found.flat().map(({ name, words }: ShellCommand) => [name, ...words].join(" "));
}

/** What a command uses, and what makes it. Whoever follows the page has nothing else in the account. */
const needs: readonly { readonly uses: RegExp; readonly madeBy: RegExp; readonly what: string }[] = [
  { what: "the KMS key", uses: /\{key-(id|ARN)\}/i, madeBy: /^aws kms create-key/ },
  { what: "the role of the deployer", uses: /^aws iam attach-role-policy/, madeBy: /^aws iam create-role/ },
  // Its name is chosen, so a policy may name it before.
  { what: "the state bucket", uses: /^(?!sed ).*\{state-bucket\}/, madeBy: /^aws s3api create-bucket/ },
  { what: "the bucket's policy", uses: /^pulumi login s3:/, madeBy: /^aws s3api put-bucket-policy/ },
  { what: "the organisation", uses: /\{your-organisation\}\/\{stage\}/, madeBy: /^pulumi org set-default/ },
  { what: "the deployer's policy", uses: /^aws iam attach-role-policy/, madeBy: /^aws iam create-policy/ },
  { what: "the login", uses: /^pulumi stack init/, madeBy: /^pulumi login/ },
  { what: "the stack", uses: /^pulumi (config|preview|up|stack output)/, madeBy: /^pulumi stack init/ },
  { what: "the packages", uses: /^npm run/, madeBy: /^npm ci/ },
  { what: "the first pass", uses: /^(aws route53|docker push)/, madeBy: /deploy preparation/ },
  { what: "the delegation", uses: /deploy everything/, madeBy: /^dig \+short NS/ },
  { what: "the check of the image", uses: /^docker push/, madeBy: /^npm run image/ },
  { what: "the image", uses: /deploy everything/, madeBy: /^docker push/ },
  { what: "the whole stage", uses: /^aws (s3 sync|cloudfront|cloudwatch)/, madeBy: /deploy everything/ },
];

/** What is used before the command that makes it, or that nothing makes. */
function usedTooEarly(commands: readonly string[]): string[] {
  return needs.flatMap(({ what, uses, madeBy }) => {
    const made = commands.findIndex((command) => madeBy.test(command));
    const first = commands.findIndex((command) => uses.test(command) && !madeBy.test(command));
    if (first === -1) return [`${what}: nothing uses it`];
    return made === -1 || first < made ? [`${what}: ${commands[first] ?? ""}`] : [];
  });
}

describe("docs/deploy.md, from top to bottom", () => {
  it("uses nothing before the step that makes it", async () => {
    expect(usedTooEarly(await inOrder(page))).toEqual([]);
  });

  it("is found out where two steps change places", async () => {
    const commands = await inOrder(page);
    for (const { what, madeBy } of needs) {
      const without = commands.filter((command) => !madeBy.test(command));
      const late = [...without, ...commands.filter((command) => madeBy.test(command))];
      expect(usedTooEarly(late).some((fault) => fault.startsWith(what))).toBe(true);
    }
  });

  it("deploys with the commands that a rehearsal of a first deployment runs, in the same order", async () => {
    const plan = { stage: "staging", keep: true, previewOnly: false, guarded: false, firstDeployment: true } as const;
    const rehearsed = planSteps(plan).flatMap(({ command }) => command.split(" && "));
    const [, deployment = ""] = /^## 4\.([^]*?)^## One system alone/m.exec(page) ?? [];
    const written = (await inOrder(deployment)).filter((command) => /^pulumi (config set|up)/.test(command));
    expect(written.map((command) => command.replace("{stage}", "staging"))).toEqual(
      rehearsed.filter((command) => !command.startsWith("pulumi preview")),
    );
  });

  it("names nothing that two stages in one account would share", async () => {
    const created = (await inOrder(page)).filter((command) =>
      /^aws (iam create-(role|policy)|kms create-alias) /.test(command),
    );
    expect(created.length).toBeGreaterThan(1);
    expect(created.filter((command) => !/\{(your-)?stage\}/.test(command))).toEqual([]);
  });

  it("names the key by its ARN wherever a stack is made, as an alias resolves in its own account only", async () => {
    const made = (await inOrder(page)).filter((command) => command.startsWith("pulumi stack init"));
    expect(made.length).toBeGreaterThan(2);
    expect(made.filter((command) => !command.includes("awskms:///{key-ARN}?region="))).toEqual([]);
  });
});
