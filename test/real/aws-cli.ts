import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** The release of the AWS CLI that is installed where there is none; it comes with all services, Debian's is from 2022. */
const version = "1.45.11";

/**
 * The AWS CLI: the one on the PATH, otherwise the release above from PyPI, in the user's cache folder.
 * @throws Error that says what is missing, on a machine that can have neither.
 */
export function awsCli(): string {
  const found = onPath("aws");
  if (found !== undefined) return found;
  const folder = path.join(
    process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), ".cache"),
    "care-platform",
    `aws-cli-${version}`,
  );
  const installed = path.join(folder, "bin", "aws");
  if (fs.existsSync(installed)) return installed;
  const python = onPath("python3");
  if (python === undefined) {
    throw new Error(
      "The AWS CLI judges the commands of the documents, and neither it nor python3 to install it is there.",
    );
  }
  execFileSync(python, ["-m", "venv", folder], { stdio: "ignore" });
  execFileSync(path.join(folder, "bin", "pip"), ["install", "--quiet", `awscli==${version}`], { stdio: "ignore" });
  return installed;
}

function onPath(program: string): string | undefined {
  return (process.env.PATH ?? "")
    .split(path.delimiter)
    .map((folder) => path.join(folder, program))
    .find((file) => fs.existsSync(file));
}
