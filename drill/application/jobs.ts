import { randomUUID } from "node:crypto";
import { Queue, Worker } from "bullmq";
import type { Job } from "bullmq";
import { Redis } from "ioredis";
import { required } from "./environment";
import type { Token } from "./protocol";

/** What a job carries: something encrypted and something signed, by whoever pushed it. */
export interface JobData {
  readonly ciphertext: string;
  readonly token: Token;
}

/** The queue of an application in Redis. */
export class Jobs {
  private readonly queue: Queue<JobData>;
  private readonly worker: Worker<JobData>;

  constructor() {
    const connection = connectionOf(required("REDIS_URL"));
    this.queue = new Queue("jobs", { connection });
    this.worker = new Worker("jobs", null, {
      connection: { ...connection, maxRetriesPerRequest: null },
      autorun: false,
    });
    // The caller of the queue gets the failure; an unhandled error event would end the process.
    this.queue.on("error", () => undefined);
    this.worker.on("error", () => undefined);
  }

  /** Logs in on a connection of its own. */
  async logIn(): Promise<void> {
    const client = new Redis({
      ...connectionOf(required("REDIS_URL")),
      lazyConnect: true,
      maxRetriesPerRequest: 0,
    });
    let reason: unknown;
    client.on("error", (error: unknown) => {
      reason = error;
    });
    try {
      await client.connect();
      await client.ping();
    } catch (error) {
      throw reason ?? error;
    } finally {
      client.disconnect();
    }
  }

  /** Pushes a job and returns its id. */
  async push(data: JobData): Promise<string> {
    const { id } = await this.queue.add("remind", data, { removeOnComplete: true });
    if (id === undefined) throw new Error("the job has no id");
    return id;
  }

  /** Processes a job; returns its id, or undefined if none waits. */
  async take(work: (data: JobData) => Promise<void>): Promise<string | undefined> {
    const lock = randomUUID();
    // Declared to give a job always; it gives none where none waits.
    const job = (await this.worker.getNextJob(lock, { block: false })) as Job<JobData> | undefined;
    if (job?.id === undefined) return undefined;
    try {
      await work(job.data);
    } catch (error) {
      await job.moveToFailed(error as Error, lock, false);
      throw error;
    }
    await job.moveToCompleted("done", lock, false);
    return job.id;
  }

  async close(): Promise<void> {
    await this.worker.close();
    await this.queue.close();
  }
}

function connectionOf(url: string) {
  const { hostname, port, username, password } = new URL(url);
  return {
    host: hostname,
    port: Number(port),
    username: decodeURIComponent(username),
    password: decodeURIComponent(password),
    tls: {},
    // A login that is refused shall be a failure that is seen, not one more attempt.
    retryStrategy: () => null,
  };
}
