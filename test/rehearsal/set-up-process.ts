import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import * as path from "node:path";

/** The folder of the set-up's files. */
export const setUp = path.resolve(__dirname, "..", "..", "rehearsal", "set-up");

/** What a run of the set-up left behind. */
export interface SetUpResult {
  readonly exitCode: number | null;
  readonly stderr: string;
}

/** A script that runs with the set-up's files, in an environment of its own. */
export class SetUpProcess {
  stderr = "";
  readonly child: ChildProcess;
  readonly ended: Promise<SetUpResult>;

  constructor(script: string, environment: NodeJS.ProcessEnv) {
    this.child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      env: environment,
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.child.stderr?.on("data", (data: Buffer) => (this.stderr += data.toString()));
    this.ended = new Promise((resolve) => {
      this.child.on("close", (exitCode) => {
        resolve({ exitCode, stderr: this.stderr });
      });
    });
  }

  /** Resolves when the text has been said; rejects when the process ends without it. */
  async says(text: string): Promise<void> {
    const isSaid = new Promise<void>((resolve) => {
      const look = (): void => {
        if (this.stderr.includes(text)) resolve();
      };
      this.child.stderr?.on("data", look);
      look();
    });
    await Promise.race([
      isSaid,
      this.ended.then(({ stderr }) => {
        if (!stderr.includes(text)) throw new Error(`ended without "${text}": ${stderr}`);
      }),
    ]);
  }
}
