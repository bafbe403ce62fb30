import * as path from "node:path";

/**
 * How a page links the files of the project.
 * @param page the file of the page.
 * @param root the folder of the project.
 * @param links the address that the project's files have elsewhere. @default where they lie, from the page
 */
export function addresses(page: string, root: string, links?: string): (file: string) => string {
  const base =
    links ??
    path
      .relative(path.dirname(path.resolve(page)), root)
      .split(path.sep)
      .join("/");
  return (file) => [base.replace(/\/$/, ""), file].filter(Boolean).join("/");
}
