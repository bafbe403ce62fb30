import type { KeptResource } from "../account/index";

/** A file of `pulumi preview --import-file`, which `pulumi import --file` takes once ids are filled in. */
export interface ImportFile {
  /** By the names that `parent` and `provider` use, the URNs they mean. */
  readonly nameTable?: Readonly<Record<string, string>>;
  readonly resources: readonly ImportedResource[];
}

interface ImportedResource {
  readonly type: string;
  /** By it others in the file name this one; its name in the program too, unless `logicalName` says another. */
  readonly name: string;
  readonly logicalName?: string;
  readonly id?: string;
  readonly parent?: string;
}

/**
 * What is imported of a file for these resources, as docs/deploy.md has a person do it. The file names parents by their names alone:
 * of several components with one name it knows the last, and a child with the name of its parent counts as its own. So
 * the parent is named by its URN, which the child's begins with, and the child gets a name of its own. The provider looks for an id
 * in its own region unless another stands behind it.
 */
export function importOf(
  { nameTable = {}, resources }: ImportFile,
  standing: readonly Pick<KeptResource, "urn" | "type" | "id" | "state">[],
): ImportFile {
  const parents: Record<string, string> = {};
  const imported = standing.flatMap(({ urn, type, id, state: { region } }, index) => {
    const offered = resources.find((each) => each.type === type && urn.endsWith(`::${each.logicalName ?? each.name}`));
    if (offered === undefined) return [];
    const { logicalName = offered.name, parent } = offered;
    const place = type.startsWith("aws:") && typeof region === "string" ? `@${region}` : "";
    const own = { ...offered, name: `imported-${index}`, logicalName, id: `${id}${place}` };
    if (parent === undefined) return [own];
    parents[`parent-${index}`] = parentOf(urn, parent);
    return [{ ...own, parent: `parent-${index}` }];
  });
  return { nameTable: { ...nameTable, ...parents }, resources: imported };
}

/** The URN of a parent, from its name and its child's URN `urn:pulumi:<stack>::<project>::<types>$<type>::<name>`. */
function parentOf(urn: string, name: string): string {
  const [stack = "", project = "", types = ""] = urn.split("::");
  return [stack, project, types.split("$").slice(0, -1).join("$"), name].join("::");
}
