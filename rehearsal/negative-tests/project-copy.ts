import { type System } from "../../stacks/settings/systems";
import { namespace } from "../../settings/stage/namespace";
import { execFileSync, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parseDocument } from "yaml";
import { withSystems } from "../../stacks/settings/fewer-systems";
import { stackFileName } from "../../stacks/settings/file";
import type { Stage } from "../../settings/stage/stage";
import { projectRoot as root } from "../engine/engine";

/** What a command left behind. */
export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A copy of the project in a folder of its own, with the same packages: files may be changed in it and the copy
 * rehearsed, while somebody rehearses the project itself.
 */
export class ProjectCopy {
  readonly folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "care-platform-")));

  constructor() {
    const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: root });
    for (const file of files.toString().split("\n")) {
      const source = path.join(root, file);
      if (file !== "" && !file.startsWith("test/") && fs.existsSync(source)) {
        fs.cpSync(source, path.join(this.folder, file));
      }
    }
    fs.cpSync(path.join(root, "policy", "bin"), path.join(this.folder, "policy", "bin"), { recursive: true });
    fs.symlinkSync(path.join(root, "node_modules"), path.join(this.folder, "node_modules"));
  }

  /** The absolute path of a file of the copy. */
  path(...parts: readonly string[]): string {
    return path.join(this.folder, ...parts);
  }

  /** Replaces a text that stands exactly once in a file; throws when it does not. Returns what takes it back. */
  change(file: string, from: string, to: string): () => void {
    const text = fs.readFileSync(this.path(file), "utf8");
    if (text.split(from).length !== 2)
      throw new Error(`"${from}" stands ${text.split(from).length - 1} times in ${file}.`);
    fs.writeFileSync(
      this.path(file),
      text.replace(from, () => to),
    );
    return () => {
      fs.writeFileSync(this.path(file), text);
    };
  }

  /** Leaves one system in a stage, whose rehearsal takes a third of the time. Returns what takes it back. */
  leaveSystem(stage: Stage, system: System): () => void {
    const file = this.path(stackFileName(stage));
    const text = fs.readFileSync(file, "utf8");
    fs.writeFileSync(file, withSystems(text, [system]));
    return () => {
      fs.writeFileSync(file, text);
    };
  }

  /** Changes a setting of a stage, given by its keys from `care-platform:` down. Returns what takes it back. */
  choose(stage: Stage, [root = "", ...keys]: readonly string[], value: unknown): () => void {
    const file = this.path(stackFileName(stage));
    const text = fs.readFileSync(file, "utf8");
    const document = parseDocument(text);
    document.setIn(["config", `${namespace}${root}`, ...keys], value);
    fs.writeFileSync(file, document.toString({ lineWidth: 0 }));
    return () => {
      fs.writeFileSync(file, text);
    };
  }

  /** Runs `npm run rehearse -- <args>` without the set-up. */
  rehearse(...args: readonly string[]): Promise<CommandResult> {
    return this.rehearseIn(process.env, ...args);
  }

  /** As {@link rehearse}, with an environment of its own. */
  rehearseIn(environment: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<CommandResult> {
    const command = ["--stack-trace-limit=4", "--import", "tsx", "cli/rehearse.ts", ...args];
    return this.run(process.execPath, command, environment);
  }

  /** Runs `npm run account -- <args>` without the set-up. */
  account(...args: readonly string[]): Promise<CommandResult> {
    return this.run(process.execPath, ["--import", "tsx", "cli/account.ts", ...args]);
  }

  run(command: string, args: readonly string[], environment: NodeJS.ProcessEnv = process.env): Promise<CommandResult> {
    return new Promise((resolve, reject) => {
      const env = { ...environment, NO_COLOR: "1" };
      const child = spawn(command, args, { cwd: this.folder, env, stdio: ["ignore", "pipe", "pipe"] });
      let stdout = "";
      let stderr = "";
      child.stdout.on("data", (data: Buffer) => (stdout += data.toString()));
      child.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
      child.on("error", reject);
      child.on("close", (code) => {
        resolve({ exitCode: code ?? 1, stdout, stderr });
      });
    });
  }

  /** Deletes the copy. */
  remove(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
