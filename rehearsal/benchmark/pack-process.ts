import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";

/** One question of the engine to a policy pack, as it stands on the wire. */
export interface RecordedQuestion {
  /** The method of the service, with a small first letter. */
  readonly method: string;
  readonly request: Buffer;
}

/** A policy pack in a process of its own, started as the engine starts it. */
export class PackProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: grpc.Client,
  ) {}

  /** Starts the pack of a folder; resolves when it listens. */
  static async start(folder: string, environment: NodeJS.ProcessEnv = process.env): Promise<PackProcess> {
    const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
    const child = spawn(process.execPath, [runner, "127.0.0.1:1", folder], {
      env: environment,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [port] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    const client = new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
      "grpc.max_receive_message_length": -1,
      "grpc.max_send_message_length": -1,
    });
    return new PackProcess(child, client);
  }

  /** Asks one question; resolves to the answer's bytes, rejects with the pack's error. */
  ask({ method, request }: RecordedQuestion): Promise<Buffer> {
    const asIs = (bytes: Buffer): Buffer => bytes;
    const path = `/pulumirpc.Analyzer/${method.charAt(0).toUpperCase()}${method.slice(1)}`;
    return new Promise((resolve, reject) => {
      this.client.makeUnaryRequest(path, asIs, asIs, request, (error, answer) => {
        if (error) reject(error);
        else resolve(answer ?? Buffer.alloc(0));
      });
    });
  }

  stop(): void {
    this.client.close();
    this.child.kill();
  }
}
