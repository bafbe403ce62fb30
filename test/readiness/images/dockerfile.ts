import * as fs from "node:fs";
import * as path from "node:path";
import {
  type Cmd,
  type Dockerfile,
  DockerfileParser,
  type Entrypoint,
  type Env,
  type Instruction,
  type JSONInstruction,
  type Label,
} from "dockerfile-ast";
import type { System } from "../../../stacks/settings/systems";

const folder = path.resolve(__dirname, "../../images");

/** The example of a system's image. */
export function definitionOf(system: System): string {
  return fs.readFileSync(path.join(folder, system, "Dockerfile"), "utf8");
}

/**
 * What base images bring along (github.com/nodejs/docker-node, 24/bookworm-slim/Dockerfile; GoogleContainerTools/distroless, whose
 * static image has neither).
 */
const bases: Readonly<Record<string, { readonly Entrypoint: readonly string[]; readonly Cmd: readonly string[] }>> = {
  "node:24-slim": { Entrypoint: ["docker-entrypoint.sh"], Cmd: ["node"] },
  "gcr.io/distroless/static-debian12": { Entrypoint: [], Cmd: [] },
};

/** What `docker image inspect` would print of an image that is built from a definition, as far as the definition decides it. */
export function inspectionOf(text: string, buildArguments: Readonly<Record<string, string>> = {}) {
  const stage = lastStage(DockerfileParser.parse(text));
  const all = <T extends Instruction>(keyword: string) => stage.filter((one): one is T => one.getKeyword() === keyword);
  const last = (keyword: string) => all(keyword).at(-1)?.getArgumentsContent() ?? "";
  const base = bases[last("FROM")];
  if (base === undefined) throw new Error(`No base is known for FROM ${last("FROM")}.`);
  const pairs = (instructions: readonly (Env | Label)[]) =>
    instructions
      .flatMap((one) => one.getProperties())
      .map((one) => [one.getName(), argued(one.getValue() ?? "")] as const);
  const argued = (value: string) => value.replace(/\$(\w+)/g, (_, name: string) => buildArguments[name] ?? "");
  return [
    {
      Os: "linux",
      Architecture: "amd64",
      Size: 200_000_000,
      Config: {
        User: last("USER"),
        Entrypoint: started(all<Entrypoint>("ENTRYPOINT")) ?? base.Entrypoint,
        Cmd: started(all<Cmd>("CMD")) ?? (all("ENTRYPOINT").length > 0 ? [] : base.Cmd),
        Volumes: keys(all("VOLUME").flatMap(words)),
        ExposedPorts: keys(all("EXPOSE").flatMap((one) => words(one).map((port) => `${port.replace("/tcp", "")}/tcp`))),
        Env: pairs(all<Env>("ENV")).map(([name, value]) => `${name}=${value}`),
        WorkingDir: last("WORKDIR"),
        Labels: Object.fromEntries(pairs(all<Label>("LABEL"))),
        StopSignal: last("STOPSIGNAL"),
        ...(last("HEALTHCHECK") !== "" && { Healthcheck: { Test: ["CMD-SHELL", last("HEALTHCHECK")] } }),
      },
    },
  ];
}

function lastStage(file: Dockerfile): readonly Instruction[] {
  const instructions = file.getInstructions();
  const from = instructions.map((one) => one.getKeyword()).lastIndexOf("FROM");
  return instructions.slice(from);
}

/** The exec form as it is, the shell form as Docker runs it. */
function started(instructions: readonly JSONInstruction[]): readonly string[] | undefined {
  const one = instructions.at(-1);
  if (one === undefined) return undefined;
  if (one.getOpeningBracket() !== null) return words(one);
  return ["/bin/sh", "-c", one.getArgumentsContent() ?? ""];
}

function words(one: Instruction): readonly string[] {
  const strings = isJson(one) ? one.getJSONStrings() : [];
  return strings.length > 0
    ? strings.map((word) => word.getJSONValue())
    : one.getArguments().map((word) => word.getValue());
}

function keys(names: readonly string[]): Record<string, object> {
  return Object.fromEntries(names.map((name) => [name, {}]));
}

function isJson(one: Instruction): one is JSONInstruction {
  return "getJSONStrings" in one;
}
