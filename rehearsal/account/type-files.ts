import type { ResourceTypes } from "./resource-type";

/** The types by the file in `rehearsal/account/types` that describes them, its name without the ending. */
export type TypeFiles = Readonly<Record<string, ResourceTypes>>;

/**
 * Where to describe a type that no file describes yet: beside the types of its service whose names begin most alike,
 * and for a service that is new in a file of its own.
 */
export function fileOfType(token: string, files: TypeFiles): string {
  const neighbours = Object.entries(files).flatMap(([file, types]) =>
    Object.keys(types)
      .filter((other) => serviceOf(other) === serviceOf(token))
      .map((other) => ({ file, likeness: commonLength(other, token), size: Object.keys(types).length })),
  );
  const likeness = Math.max(0, ...neighbours.map((neighbour) => neighbour.likeness));
  // A file may pass on the types of others; the one that describes them itself has the fewest.
  const [nearest] = neighbours
    .filter((neighbour) => neighbour.likeness === likeness)
    .sort((left, right) => left.size - right.size);
  return nearest
    ? `Describe it in ${pathOf(nearest.file)}.`
    : `Describe it in ${pathOf(serviceOf(token).split(":")[1] ?? "")} and list that file in ${pathOf("index")}.`;
}

/** `aws:rds` for `aws:rds/instance:Instance`; a package without services, `random:index/…`, is one itself. */
function serviceOf(token: string): string {
  const [packageName = "", module = ""] = token.split(":");
  const service = module.split("/")[0] ?? "";
  return `${packageName}:${service === "index" || service === "" ? packageName : service}`;
}

function commonLength(left: string, right: string): number {
  let length = 0;
  while (length < left.length && left[length] === right[length]) length++;
  return length;
}

function pathOf(file: string): string {
  return `rehearsal/account/types/${file}.ts`;
}
