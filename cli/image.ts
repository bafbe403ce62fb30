import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { configurationOf, type ImageConfiguration, NoImage } from "../readiness/images/configuration";
import type { ImageContract, ImageContracts } from "../readiness/images/contract";
import { adviceOf, checkImage, unseenOf } from "../readiness/images/image-check";
import { contractsFile } from "../readiness/images/images-section";
import { readImage } from "../readiness/images/read-image";
import { counted } from "../readiness/render/wording";
import { ExpectedError } from "../settings/faults/expected-error";
import { nearest } from "../settings/fields/nearest";
import { type StackName, stackNamed, type System, systems } from "../stacks/settings/systems";
import { coloursFor } from "./colours";
import { writeJson } from "./json-output";
import { choiceOption, jsonOption, type JsonTarget, npmCommand, run, stageOption } from "./npm-command";

const root = path.resolve(__dirname, "..");

interface Options {
  readonly stage: StackName;
  readonly system: System;
  readonly service?: string;
  readonly json?: JsonTarget;
}

/** The contracts of the given services. Throws if the stage does not run the system, or has no such service. */
function contractsFor({ stage, system, service }: Options): readonly (readonly [string, ImageContract])[] {
  const all = JSON.parse(fs.readFileSync(path.join(root, contractsFile), "utf8")) as ImageContracts;
  const services = Object.entries(all[stackNamed(stage).stage]?.[system] ?? {});
  const chosen = services.filter(([name]) => service === undefined || name === service);
  if (chosen.length > 0) return chosen;
  const names = services.map(([name]) => name);
  const meant = nearest(service ?? "", names);
  throw new ExpectedError(
    [
      `${system} has no service ${service ?? ""} in ${stage}.`,
      "",
      `    given    --service ${service ?? "nothing"}`,
      `    allowed  ${names.join(", ") || "nothing: the stage does not run the system"}`,
      `    fix      --service ${meant ?? names[0] ?? "<service>"}`,
    ].join("\n"),
  );
}

async function configuration(given: string): Promise<ImageConfiguration> {
  if (given === "-") return readImage(process.stdin);
  if (fs.existsSync(given)) return readImage(given);
  return fromDocker(given);
}

/** The configuration of a local image, with its history. */
async function fromDocker(image: string): Promise<ImageConfiguration> {
  const fix = "give a file, a folder with an OCI layout, -, or the name of a local image";
  // A name that starts with a hyphen would be an option of Docker.
  if (!/^[\w.][\w./:@-]*$/.test(image))
    throw new NoImage(JSON.stringify(image), "the name of no file and no image", fix);
  const docker = async (...words: readonly string[]) => {
    try {
      return (await promisify(execFile)("docker", ["image", ...words], { maxBuffer: 2 ** 26 })).stdout;
    } catch (error) {
      const { code, stderr = "" } = error as { readonly code?: unknown; readonly stderr?: string };
      const why = code === "ENOENT" ? "docker is not installed" : (stderr.trim().split("\n").at(-1) ?? "");
      throw new NoImage(image, `no file, and Docker does not have it: ${why}`, fix);
    }
  };
  const inspected = configurationOf(JSON.parse(await docker("inspect", image)), image);
  const history = await docker("history", "--no-trunc", "--format", "{{json .CreatedBy}}", image);
  const commands = history.split("\n").filter((line) => line !== "");
  return { ...inspected, history: commands.map((line) => String(JSON.parse(line))) };
}

async function check(given: string, options: Options): Promise<void> {
  const contracts = contractsFor(options);
  const image = await configuration(given);
  const services = contracts.map(([service, contract]) => ({
    service,
    violations: checkImage(image, contract),
    unseen: unseenOf(contract),
  }));
  const advice = adviceOf(image);
  const ok = services.every(({ violations }) => violations.length === 0);
  process.exitCode = ok ? 0 : 1;
  const { stage, system } = options;
  if (writeJson(options.json, { ok, stage, system, services, advice })) return;
  const { red, green } = coloursFor(process.stdout);
  const lines = services.flatMap(({ service, violations, unseen }) => [
    `${violations.length === 0 ? green("right") : red("wrong")}  ${stage}, ${system}, ${service}: ${violations.length === 0 ? "no violations" : counted(violations.length, "violation")}`,
    ...violations.flatMap(({ rule, what, given: was, allowed, fix }) => [
      "",
      `    ${what} (${rule})`,
      `    given    ${was}`,
      `    allowed  ${allowed}`,
      `    fix      ${fix}`,
    ]),
    "",
    "    Not shown by a configuration; check them on the running image:",
    ...unseen.map((point) => `      ${point}`),
    "",
  ]);
  process.stdout.write([...lines, ...advice, "The contract: docs/images.md", ""].join("\n"));
}

const command = npmCommand("image", "Check the configuration of a container image against the contract of its tasks.")
  .argument("<image>", "a file, a folder with an OCI layout, - for standard input, or the name of a local image")
  .addOption(stageOption("the stage that will run it").makeOptionMandatory())
  .addOption(choiceOption("--system <system>", "the system that it is the image of", systems).makeOptionMandatory())
  .option("--service <service>", "check only for this service, such as api (default: each that runs the image)")
  .addOption(jsonOption())
  .addHelpText("after", "\nExit codes: 0 the image keeps the contract, 1 it does not, or is no image.")
  .action(check);

void run(command);
