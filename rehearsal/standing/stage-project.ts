import fs from "node:fs";
import path from "node:path";
import { parseDocument } from "yaml";
import { namespace } from "../../settings/stage/namespace";
import { type Stage } from "../../settings/stage/stage";
import { withSystems } from "../../stacks/settings/fewer-systems";
import { stackFileName } from "../../stacks/settings/file";
import { standInsFile } from "../../stacks/settings/stand-ins";
import { type System, stackNames } from "../../stacks/settings/systems";
import { projectRoot } from "../engine/engine";

/** Copies the stage files and the stand-ins; of the stage's own, leaves the systems that are wanted. */
export function writeProject(
  folder: string,
  stage: Stage,
  systems: readonly System[] | undefined,
  since: Date,
): string {
  const directory = path.join(folder, "project");
  const copy = (file: string): void => {
    if (fs.existsSync(path.join(projectRoot, file)))
      fs.cpSync(path.join(projectRoot, file), path.join(directory, file));
  };
  for (const file of [...stackNames.map(stackFileName), standInsFile]) copy(file);
  const change = (file: string, edit: (document: ReturnType<typeof parseDocument>) => void): void => {
    const document = parseDocument(fs.readFileSync(path.join(directory, file), "utf8"));
    edit(document);
    fs.writeFileSync(path.join(directory, file), document.toString({ lineWidth: 0 }));
  };
  // A rotation that is under way in the file belongs to the stage itself; this one begins with its first generations.
  change(stackFileName(stage), (document) => {
    document.setIn(["config", `${namespace}rotation`], { since: since.toISOString() });
  });
  if (systems === undefined) return directory;
  const file = path.join(directory, stackFileName(stage));
  fs.writeFileSync(file, withSystems(fs.readFileSync(file, "utf8"), systems));
  return directory;
}
