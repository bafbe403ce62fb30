import { oncePermitted } from "../../functions/database-roles/permission";

/** A call that fails so many times; `waited` are the milliseconds that were waited for it. */
function callThat(failures: number, name: string) {
  const attempts = { made: 0, waited: 0 };
  const call = (): Promise<string> => {
    attempts.made += 1;
    const error = Object.assign(new Error("no"), { name });
    return attempts.made <= failures ? Promise.reject(error) : Promise.resolve("password");
  };
  const wait = (milliseconds: number): Promise<void> => {
    attempts.waited += milliseconds;
    return Promise.resolve();
  };
  return { attempts, call, wait };
}

const denied = "AccessDeniedException";

it("reads a password once the policy of this update counts", async () => {
  const { attempts, call, wait } = callThat(7, denied);
  await expect(oncePermitted(call, { wait })).resolves.toBe("password");
  expect(attempts).toEqual({ made: 8, waited: 35_000 });
});

it("gives up after two minutes, with the denial", async () => {
  const { attempts, call, wait } = callThat(Infinity, denied);
  await expect(oncePermitted(call, { wait })).rejects.toThrow("no");
  expect(attempts).toEqual({ made: 25, waited: 120_000 });
});

it("waits for nothing else", async () => {
  const { attempts, call, wait } = callThat(1, "ResourceNotFoundException");
  await expect(oncePermitted(call, { wait })).rejects.toThrow("no");
  expect(attempts).toEqual({ made: 1, waited: 0 });
});
