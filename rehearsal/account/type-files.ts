import type { ResourceTypes } from "./resource-type";

/** The types by the file below `rehearsal/account/types` that describes them, without the ending. */
export type TypeFiles = Readonly<Record<string, ResourceTypes>>;

/**
 * Where to describe a type that no file describes yet: beside the types of its service whose names begin most alike,
 * most of them where they stand in several files, and for a service that is new in a file of its own.
 */
export function fileOfType(token: string, files: TypeFiles): string {
  const neighbours = [...describers(files)]
    .filter(([other]) => serviceOf(other) === serviceOf(token))
    .map(([other, file]) => ({ file, likeness: commonLength(other, token) }));
  const likeness = Math.max(0, ...neighbours.map((neighbour) => neighbour.likeness));
  const alike = neighbours.filter((neighbour) => neighbour.likeness === likeness).map(({ file }) => file);
  const numberIn = (file: string): number => alike.filter((other) => other === file).length;
  const [nearest] = alike.sort((left, right) => numberIn(right) - numberIn(left));
  return nearest === undefined
    ? `Describe it in ${pathOf(serviceOf(token).split(":")[1] ?? "")} and list that file in ${pathOf("index")}.`
    : `Describe it in ${pathOf(nearest)}.`;
}

/** The file that describes each type: of those that have it the smallest, as a file may pass on the types of others. */
function describers(files: TypeFiles): ReadonlyMap<string, string> {
  const largestFirst = Object.entries(files).sort(
    ([, left], [, right]) => Object.keys(right).length - Object.keys(left).length,
  );
  return new Map(largestFirst.flatMap(([file, types]) => Object.keys(types).map((token) => [token, file] as const)));
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
