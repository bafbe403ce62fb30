import { applicationAccess as access } from "../../components/data/redis";
import { Queue, Worker } from "bullmq";
import { once } from "node:events";
import { redisMissing, startRedis } from "./redis";
import type { RealRedis } from "./redis";

const missing = redisMissing();
const [first, second, third] = [
  "password-of-generation-1",
  "password-of-generation-2",
  "password-of-generation-3",
] as const;

if (missing !== undefined && !process.env.CI) process.stderr.write(`skipped, for ${missing}: a real Redis\n`);
const describeWithRedis = missing === undefined || process.env.CI ? describe : describe.skip;

describeWithRedis("a real Redis", () => {
  let redis: RealRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  const logsIn = async (password: string): Promise<boolean> => {
    try {
      (await redis.connect("application", password)).disconnect();
      return true;
    } catch (error) {
      expect(String(error)).toContain("WRONGPASS");
      return false;
    }
  };

  it("accepts the two passwords of a rotation, and after its end only the one that is left", async () => {
    await redis.setUser("application", [first], access);
    expect([await logsIn(first), await logsIn(second)]).toEqual([true, false]);
    await redis.setUser("application", [first, second], access);
    expect([await logsIn(first), await logsIn(second), await logsIn(third)]).toEqual([true, true, false]);
    await redis.setUser("application", [second], access);
    expect([await logsIn(first), await logsIn(second)]).toEqual([false, true]);
  });

  it("lets nobody in who has no user, and nobody do what endangers the server", async () => {
    await expect(redis.connect("default", "")).rejects.toThrow(/NOAUTH|WRONGPASS/);
    await redis.setUser("application", [third], access);
    const client = await redis.connect("application", third);
    await expect(client.call("FLUSHALL")).rejects.toThrow("NOPERM");
    await expect(client.set("key", "value")).resolves.toBe("OK");
    client.disconnect();
  });

  it("lets BullMQ push and take a job with what the application's user may do", async () => {
    await redis.setUser("application", [third], access);
    const { host, port, certificate } = redis;
    const connection = { host, port, tls: { ca: certificate }, username: "application", password: third };
    const queue = new Queue("jobs", { connection });
    const worker = new Worker("jobs", (job) => Promise.resolve(job.data), {
      connection: { ...connection, maxRetriesPerRequest: null },
    });
    const completed = once(worker, "completed");
    await queue.add("job", { patient: 1 });
    const [, result] = (await completed) as [unknown, unknown];
    expect(result).toEqual({ patient: 1 });
    await worker.close();
    await queue.close();
  });
});
