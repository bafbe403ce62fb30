import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Wheel } from "./wheel";

/** A package of npm that is read as data; the same as a {@link Wheel}. */
export type NpmPackage = Wheel;

/** Fetches a package, `aws-cdk-lib@2.276.0`, with npm and unpacks it below `folder`. Needs npm and tar. */
export function fetchPackage(requirement: string, folder: string): NpmPackage {
  const at = requirement.lastIndexOf("@");
  const [name, version] = [requirement.slice(0, at), requirement.slice(at + 1)];
  const own = path.join(folder, requirement.replaceAll("/", "-"));
  fs.mkdirSync(own);
  execFileSync("npm", ["pack", requirement, "--silent", "--pack-destination", own], { stdio: "ignore" });
  const file = fs.readdirSync(own).find((each) => each.endsWith(".tgz")) ?? "";
  execFileSync("tar", ["-xzf", path.join(own, file), "-C", own]);
  const published = execFileSync("npm", ["view", name, `time[${version}]`], { encoding: "utf8" });
  return { folder: path.join(own, "package"), source: `${name} ${version}`, date: published.trim().slice(0, 10) };
}
