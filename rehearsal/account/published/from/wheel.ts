import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

/** A package of PyPI that is read as data. */
export interface Wheel {
  /** Where it is unpacked. */
  readonly folder: string;
  /** Its name and version: `botocore 1.44.8`. */
  readonly source: string;
  /** The day it was packed. */
  readonly date: string;
}

/** Fetches a package, `cfn-lint==1.58.0`, with pip and unpacks it below `folder`. Needs pip and python3. */
export function fetchWheel(requirement: string, folder: string): Wheel {
  const own = path.join(folder, requirement);
  fs.mkdirSync(own);
  execFileSync("pip", ["download", requirement, "--no-deps", "--quiet", "--dest", own], { stdio: "inherit" });
  const file = path.join(own, fs.readdirSync(own).find((name) => name.endsWith(".whl")) ?? "");
  execFileSync("python3", ["-m", "zipfile", "-e", file, own]);
  return { folder: own, source: requirement.replace("==", " "), date: packedOn(file) };
}

/** A wheel keeps the time of its files, the newest of which is when it was packed; what unpacks it does not. */
function packedOn(file: string): string {
  const options = { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 } as const;
  const list = execFileSync("python3", ["-m", "zipfile", "-l", file], options);
  return (
    [...list.matchAll(/ (\d{4}-\d{2}-\d{2}) /g)]
      .map(([, date = ""]) => date)
      .sort()
      .at(-1) ?? ""
  );
}
