import * as fs from "node:fs";
import { namespace } from "../../settings/stage/namespace";
import * as path from "node:path";
import { isMap, isScalar, parseDocument, type Document } from "yaml";
import { overlap } from "../../settings/fields/address";
import { otherStacksOf, stackFileName } from "./file";
import { withSystems } from "./fewer-systems";
import { isPlaceholder } from "../../settings/fields/placeholder";
import { SettingsError } from "../../settings/faults/settings-error";
import { type StackName, stackNamed, type System, systems } from "./systems";
import { readYaml } from "../../settings/files/yaml-file";

/** Pulumi's encryption keys at the top of a stack's file; another stack has its own. */
const keysOfSecrets = ["encryptionsalt", "secretsprovider", "encryptedkey"];

/**
 * The first file of a one-system stack, derived from the stage's: only that system, a free network range,
 * and no secret, because only the stage's own key can decrypt it.
 * @throws SettingsError when the stack is that of a whole stage, or its stage's file cannot be read or lacks the system.
 */
export function firstStackFile(stack: StackName, directory: string): string {
  const { stage, system } = stackNamed(stack);
  if (system === undefined) {
    throw new SettingsError(
      `${stackFileName(stack)} is the file of a whole stage and is part of the project. A stack with one system is named, for example, ${stack}-med-platform.`,
    );
  }
  readYaml(directory, stackFileName(stage));
  const text = fs.readFileSync(path.join(directory, stackFileName(stage)), "utf8");
  const document = parseDocument(withSystems(ownComments(text, stack, system), [system]));
  if (document.getIn(["config", `${namespace}${system}`]) === undefined) {
    throw new SettingsError(`${stackFileName(stage)} has no section for ${system} to start from.`);
  }
  withoutSecrets(document);
  withoutRecords(document);
  const domain = [`${namespace}${system}`, "domain"];
  if (!isPlaceholder(document.getIn(["config", ...domain]))) document.setIn(["config", ...domain], "<domain>");
  const cidr = ["config", `${namespace}network`, "cidr"];
  const [first] = [document.getIn(cidr)];
  if (typeof first === "string") document.setIn(cidr, freeRange(first, stack, directory));
  const head = `# The stack with only ${system} of the stage ${stage} (docs/deploy.md, "One system alone").\n`;
  return `${head}${document.toString({ lineWidth: 0 })}`;
}

/** The comments contain the commands of this stack, without those of the other systems' secrets. */
function ownComments(text: string, stack: StackName, system: System): string {
  const { stage } = stackNamed(stack);
  return text
    .split("\n")
    .filter((line) => {
      const secret = /^#\s+pulumi config set --secret ([\w-]+)\./.exec(line)?.[1];
      return secret === undefined || secret === system;
    })
    .map((line) =>
      line.trimStart().startsWith("#")
        ? line
            .replaceAll(`--stack ${stage}`, `--stack ${stack}`)
            .replaceAll(`pulumi stack init ${stage} `, `pulumi stack init ${stack} `)
        : line,
    )
    .join("\n");
}

function withoutSecrets(document: Document.Parsed): void {
  for (const key of keysOfSecrets) document.delete(key);
  const config = document.get("config");
  if (!isMap(config)) return;
  for (const { key, value } of [...config.items]) {
    if (isScalar(key) && isMap(value) && value.has("secure")) config.delete(key);
  }
}

/** Without what `npm run rotate` recorded of the stage's own secrets. */
function withoutRecords(document: Document.Parsed): void {
  const rotation = document.getIn(["config", `${namespace}rotation`]);
  if (!isMap(rotation)) return;
  for (const key of ["since", ...systems]) rotation.delete(key);
}

/** The next range of the same size that shares no address with the network of another stack. */
function freeRange(range: string, stack: StackName, directory: string): string {
  const taken = otherStacksOf(stack, directory).map(({ cidr }) => cidr);
  const [, first = "10", second = "0", rest = ".0.0/16"] = /^(\d+)\.(\d+)(\..*)$/.exec(range) ?? [];
  const candidates = Array.from({ length: 255 }, (_, step) => `${first}.${(Number(second) + step + 1) % 256}${rest}`);
  return candidates.find((candidate) => taken.every((other) => !overlap(candidate, other))) ?? range;
}
