import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Account } from "../../../../rehearsal/account/account";
import { checkInputs } from "../../../../rehearsal/account/checks/check";
import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { startAccount } from "../../../../rehearsal/account/start";
import { Store } from "../../../../rehearsal/account/store";
import { resourceTypes } from "../../../../rehearsal/account/types";
import { asSecret } from "../../../../rehearsal/account/wire";

const failuresOf = (type: string, inputs: WireObject) =>
  checkInputs(type, resourceTypes[type]!, {
    inputs,
    olds: {},
    region: "eu-west-1",
    now: new Date("2026-11-28"),
    kind: "new",
  }).failures;

const lambda = "aws:lambda/function:Function";
const instance = "aws:rds/instance:Instance";
const zip = { code: "archive", handler: "index.handler", runtime: "nodejs22.x" };
const required = { role: "arn:aws:iam::000000000000:role/r", ...zip, name: "f" };

it("tells all that is wrong at once: what is missing, the name, the model, the provider", () => {
  const failures = failuresOf(lambda, { name: "a function", ...zip, memorySize: 64, timeout: 901 });

  expect(failures.map(({ property }) => property)).toEqual(["role", "name", "memorySize", "timeout"]);
});

it("says of a name once that it is refused", () => {
  const failures = failuresOf(lambda, { ...required, name: "a function" });

  expect(failures.filter(({ property }) => property === "name")).toHaveLength(1);
});

it("gives the engine the name of a property only where it may print the value", () => {
  const secret = asSecret("hidden-value");
  const [own] = failuresOf(instance, { instanceClass: "db.t4g.micro", databaseInsightsMode: secret });
  const [nested] = failuresOf(lambda, { ...required, tracingConfig: { mode: "On" } });
  const [plain] = failuresOf(lambda, { ...required, memorySize: 64 });

  expect(own).toMatchObject({ property: "", reason: expect.stringMatching(/^databaseInsightsMode: /) as string });
  expect(nested).toMatchObject({ property: "", reason: expect.stringMatching(/^tracingConfig\.mode: /) as string });
  expect(plain?.property).toBe("memorySize");
});

describe("closed lists", () => {
  const distribution = "aws:cloudfront/distribution:Distribution";
  const checkedIn = (store: Store, region: string, type: string, inputs: WireObject) =>
    new Account(store, resourceTypes, {}).check(type, "x", {}, inputs, "seed", { region, defaultTags: {} }).failures;
  const reasons = (...asked: Parameters<typeof checkedIn>) => checkedIn(...asked).map(({ reason }) => reason);

  it("know what stands in the account", () => {
    const store = new Store();
    const inputs = { defaultCacheBehavior: { cachePolicyId: "own" } };
    const missing = expect.stringMatching(/cachePolicyId: NoSuchCachePolicy/) as string;

    expect(reasons(store, "eu-west-1", distribution, inputs)).toContainEqual(missing);
    store.put({ urn: "urn:own", type: "aws:cloudfront/cachePolicy:CachePolicy", id: "own", state: { id: "own" } });
    expect(reasons(store, "eu-west-1", distribution, inputs)).not.toContainEqual(missing);
  });

  it("know the Regions of the provider and of the resource", () => {
    const topic = "aws:sns/topic:Topic";

    expect(checkedIn(new Store(), "eu-west-9", topic, {})).toMatchObject([{ property: "" }]);
    expect(checkedIn(new Store(), "eu-west-1", topic, { region: "eu-west-9" })).toMatchObject([{ property: "region" }]);
    expect(checkedIn(new Store(), "eu-west-9", topic, { region: "eu-west-1" })).toEqual([]);
  });

  it("go by the clock that the account is started with", async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "clock-"));
    const outcome = async (day: string) => {
      const now = () => new Date(day);
      const running = await startAccount(path.join(folder, `${day}.json`), undefined, { now });
      try {
        const inputs = { ...required, runtime: "nodejs22.x", handler: "index.handler" };
        const configuration = { region: "eu-west-1", defaultTags: {} };
        const { failures, warnings } = running.account.check(lambda, "f", {}, inputs, "seed", configuration);
        return [failures, warnings].map((found) => found.map(({ property }) => property));
      } finally {
        running.stop();
      }
    };

    expect(await outcome("2026-10-01")).toEqual([[], []]);
    expect(await outcome("2026-12-01")).toEqual([[], ["runtime"]]);
    expect(await outcome("2027-06-01")).toEqual([["runtime"], expect.anything()]);
    fs.rmSync(folder, { recursive: true });
  });
});
