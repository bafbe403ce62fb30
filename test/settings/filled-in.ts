import { type StackName, systems } from "../../stacks/settings/systems";
import * as fs from "node:fs";
import * as path from "node:path";
import { parseDocument } from "yaml";
import { requiredVendorSecrets } from "../../stacks/settings/environments";
import { stackFileName } from "../../stacks/settings/file";
import { readStandIns, standInsFile } from "../../stacks/settings/stand-ins";
import { holdsPlaceholder } from "../../settings/fields/placeholder";
import { type Stage, stages } from "../../settings/stage/stage";

const root = path.resolve(__dirname, "../..");

/** Values of the owner's, by the keys of the stage file joined by slashes; `undefined` takes the key away. */
export type Choices = Readonly<Record<string, unknown>>;

/** A folder with the project's stage files and stand-ins as they are. */
export function copyStageFiles(folder: string): void {
  fs.mkdirSync(path.join(folder, "rehearsal"), { recursive: true });
  for (const file of [...stages.map(stackFileName), standInsFile, "Pulumi.yaml"]) {
    fs.copyFileSync(path.join(root, file), path.join(folder, file));
  }
}

/** Changes a stage's file as its owner does; `undefined` takes a key away. */
export function choose(folder: string, stage: StackName, choices: Choices): void {
  const file = path.join(folder, stackFileName(stage));
  const document = parseDocument(fs.readFileSync(file, "utf8"));
  for (const [keys, value] of Object.entries(choices)) {
    const [first = "", ...rest] = keys.split("/");
    const at = ["config", `care-platform:${first}`, ...rest];
    if (value === undefined) document.deleteIn(at);
    else document.setIn(at, value);
  }
  fs.writeFileSync(file, document.toString({ lineWidth: 0 }));
}

/** Puts a value that looks like a clinic's own where a stage's file has a placeholder. */
export function replacePlaceholders(folder: string, stage: Stage): void {
  const document = parseDocument(fs.readFileSync(path.join(folder, stackFileName(stage)), "utf8"));
  const chosen = readStandIns(stage, root, standInsFile)
    .flatMap(({ keys, value }) => leaves(keys, value))
    .filter(({ keys }) => {
      const [first = "", ...rest] = keys;
      return holdsPlaceholder(plain(document.getIn(["config", `care-platform:${first}`, ...rest])));
    });
  choose(folder, stage, Object.fromEntries(chosen.map(({ keys, value }) => [keys.join("/"), asChosen(value)])));
}

/** What `pulumi config set --secret` leaves in a file, and `pulumi stack init` with a key in KMS above it. */
export function addEncryptedSecrets(folder: string, stage: Stage): void {
  const secrets = systems.flatMap((system) => requiredVendorSecrets(system, stage).map((name) => `${system}.${name}`));
  choose(
    folder,
    stage,
    Object.fromEntries(secrets.map((key) => [key, { secure: `v1:${Buffer.from(key).toString("base64")}:c2VjcmV0` }])),
  );
  const file = path.join(folder, stackFileName(stage));
  const head = "secretsprovider: awskms://alias/clinic?region=af-south-1\nencryptedkey: AQICAHhclinic==\n";
  // Pulumi writes the file anew, without its blank lines.
  const text = fs.readFileSync(file, "utf8").replaceAll(/^(secretsprovider|encryptedkey|encryptionsalt):.*\n/gm, "");
  fs.writeFileSync(file, head + text.replaceAll(/\n\s*\n/g, "\n"));
}

interface Leaf {
  readonly keys: readonly string[];
  readonly value: unknown;
}

function leaves(keys: readonly string[], value: unknown): Leaf[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [{ keys, value }];
  return Object.entries(value).flatMap(([key, inner]) => leaves([...keys, key], inner));
}

function plain(node: unknown): unknown {
  return typeof node === "object" && node !== null && "toJSON" in node
    ? (node as { toJSON(): unknown }).toJSON()
    : node;
}

/** A stand-in as a clinic would have chosen it. */
function asChosen(value: unknown): unknown {
  const text = JSON.stringify(value)
    .replaceAll("rehearsal.test", "clinic.test")
    .replaceAll(/^"0{12}"$/g, '"123456789012"')
    .replaceAll(/^"0{24}"$/g, '"0123456789abcdef01234567"')
    .replaceAll("rehearsal", "clinic");
  return JSON.parse(text) as unknown;
}
