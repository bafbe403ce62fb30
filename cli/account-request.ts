import { isIP } from "node:net";
import { type Command, InvalidArgumentError } from "commander";
import { projectRoot } from "../rehearsal/engine/engine";
import { keptResources } from "../rehearsal/kept-stage";
import { type Answer, answerTo, managedRuleNames, type WebRequest } from "../rehearsal/account/index";
import type { DeployedResource } from "../readiness/deployed-resource";
import { readState } from "../readiness/report/gathered-evidence";
import type { StackName } from "../stacks/settings/systems";
import { writeJson } from "./json-output";
import { jsonOption, type JsonTarget, oneOf, stageOption } from "./npm-command";

interface Options {
  readonly bodySize: number;
  readonly from: string;
  readonly header?: readonly (readonly [name: string, value: string])[];
  readonly matches: readonly string[];
  readonly requests: number;
  readonly json?: JsonTarget;
  readonly stage?: StackName;
  /** A file with a state, in place of a kept stage. */
  readonly state?: string;
}

/** HTTP's methods (RFC 9110, and PATCH of RFC 5789). */
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "TRACE", "CONNECT"];

/** Adds the command that shows which resource of a kept stage answers a request. */
export function addRequestCommand(account: Command): void {
  account
    .command("request")
    .description(
      "Show the path of a request from the internet through a kept stage: DNS, AWS WAF, CloudFront, load balancer, container.",
    )
    .argument("<method>", "the method, e.g. POST", oneOf(methods))
    .argument("<url>", "the address, e.g. https://api.example.org/health", urlOf)
    .option("--body-size <bytes>", "the size of the body", wholeNumber, 0)
    .option("--from <address>", "the address of the client", addressOf, "203.0.113.10")
    .option("--header <name: value>", "a header, several times if needed (default: a user agent)", headerOf)
    .option("--matches <rule>", "a rule of AWS's managed groups that the request matches, e.g. SQLi_BODY", ruleOf, [])
    .option("--requests <count>", "requests of this address within ten minutes, this one included", wholeNumber, 1)
    .option("--state <file>", "read the stage from this file, which pulumi stack export wrote")
    .addOption(stageOption("the kept stage"))
    .addOption(jsonOption("the path and the response"))
    .action((method: string, url: URL, _: unknown, self: Command) => {
      const options = self.optsWithGlobals<Options>();
      const { bodySize, from, header, matches, requests, json } = options;
      const headers = new Map(header ?? [["user-agent", "request"]]);
      const request: WebRequest = { method, url, bodySize, from, headers, matches, requests };
      const answer = answerTo(resourcesOf(self, options), request);
      if (!writeJson(json, answer)) process.stdout.write(`${lines(answer).join("\n")}\n`);
    });
}

/** The resources of a state in a file, or of a kept stage. */
function resourcesOf(command: Command, { stage, state }: Options): readonly DeployedResource[] {
  if (state !== undefined) return readState(state).resources;
  return stage === undefined
    ? command.error("error: missing --stage: npm run account -- --stage staging request GET https://…")
    : keptResources(projectRoot, stage);
}

/** The path, one line for each resource, and the response. */
function lines({ steps, status, answeredBy, unknown }: Answer): readonly string[] {
  const width = Math.max(...steps.map(({ at }) => at.length));
  return [
    ...steps.map(({ at, what }) => `${at.padEnd(width)}  ${what}`),
    "",
    `Answered by ${answeredBy}${status === undefined ? "" : ` with ${status}`}.`,
    ...(unknown.length === 0 ? [] : [`Not evaluated: ${unknown.join("; ")}.`]),
  ];
}

function urlOf(text: string): URL {
  const url = URL.parse(text);
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    throw new InvalidArgumentError("Allowed: an address such as https://api.example.org/health.");
  }
  return url;
}

function addressOf(text: string): string {
  if (isIP(text) === 0) throw new InvalidArgumentError("Allowed: an IPv4 or IPv6 address.");
  return text;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw new InvalidArgumentError("Allowed: a whole number.");
  return Number(text);
}

function headerOf(text: string, soFar: Options["header"] = []): Options["header"] {
  const [, name = "", value = ""] = /^([!#$%&'*+.^`|~\w-]+): ?(.*)$/.exec(text) ?? [];
  if (name === "") throw new InvalidArgumentError('Allowed: a name and a value, "Origin: https://app.example.org".');
  return [...soFar.filter(([other]) => other !== name.toLowerCase()), [name.toLowerCase(), value]];
}

const ruleOf = (text: string, soFar: readonly string[]): readonly string[] => [...soFar, oneOf(managedRuleNames)(text)];
