import { settledTogether } from "../../verify/together";
import { verifications } from "../../verify/proofs";
import { attestedTests } from "../../verify/attested/tests";
import type { Verdict } from "../../verify/outcome";
import { databaseProbes } from "../../verify/database/index";
import { probes } from "../../verify/probes/index";
import { type Result, rowResults, type Verification } from "../../verify/result";
import { growthOf } from "../../verify/state/trends";
import { stateProbes } from "../../verify/state/index";
import type { Answers } from "../reference/account/reference-account";
import { badAccounts } from "./bad-accounts/index";
import { systems } from "./verified-reference";
import { verifiedState } from "./verified-state";

const names = stateProbes.map(({ name }) => name);

/** The results of the probes of the state, without those from outside, which have nobody to answer here. */
function stateResults({ results }: Verification) {
  return results.filter(({ probe }) => names.includes(probe));
}

it.each(systems)("the reference account of %s passes every probe of its state", async (system) => {
  const { verification } = await verifiedState(system);
  const results = stateResults(verification);
  expect(results.filter(({ verdict }) => verdict !== "passed")).toEqual([]);
  expect(results.length).toBeGreaterThan(15);
  for (const { measured, wanted, address } of results) expect([measured, wanted, address]).not.toContain("");
});

it.each(badAccounts)("$name fails exactly its rows", async ({ system, probes, rows, ...fault }) => {
  const { verification } = await verifiedState(system, fault);
  const failed = stateResults(verification).filter(({ verdict }) => verdict !== "passed");
  expect(failed.map(({ probe, verdict }) => [probe, verdict])).toEqual(probes.map((probe) => [probe, "failed"]));
  const verdicts = verification.rows.filter(({ verdict }) => verdict === "failed");
  expect(verdicts.map(({ row }) => row).sort()).toEqual([...rows].sort());
});

it("each probe and each row that the state settles fails on a reference account that is wrong", () => {
  expect(names.filter((name) => !badAccounts.some(({ probes }) => probes.includes(name)))).toEqual([]);
  const failing = badAccounts.flatMap(({ rows }) => rows);
  const settled = [...verifications].filter(([, { test }]) => test.file === "test/verify/state.test.ts");
  expect(settled.length).toBeGreaterThan(30);
  expect(settled.map(([id]) => id).filter((id) => !failing.includes(id))).toEqual([]);
});

it("asks AWS for what its policy names, and for nothing else", async () => {
  const runs = [];
  for (const system of systems) runs.push(await verifiedState(system));
  // S3's action has another name than its operation (service authorization reference of S3).
  const asked = runs
    .flatMap(({ operations }) => [...operations])
    .map((operation) => operation.replace("s3:GetBucketEncryption", "s3:GetEncryptionConfiguration"));
  const wanted = stateProbes.flatMap(({ actions = [] }) => actions);
  // This one needs no right (STS API reference, "GetCallerIdentity").
  expect([...new Set(asked)].sort()).toEqual([...new Set([...wanted, "sts:GetCallerIdentity"])].sort());
});

describe("a state that cannot be read", () => {
  const verdicts = (verification: Verification) => [
    ...new Set(stateResults(verification).map(({ verdict }) => verdict)),
  ];

  it("because the caller may not is unknown, and says what was refused", async () => {
    const { verification } = await verifiedState("med-platform", {
      answers: (good) =>
        Object.fromEntries(
          Object.keys(good).map((operation) => [
            operation,
            operation === "sts:GetCallerIdentity" ? good[operation]! : () => ({ refused: "AccessDeniedException" }),
          ]),
        ),
    });
    expect(verdicts(verification)).toEqual(["unknown"]);
    expect(stateResults(verification)[0]?.measured).toBe("ecs: AccessDeniedException: ecs:DescribeServices is refused");
  });

  it("because the credentials are of another account is unknown, and names both", async () => {
    const { verification, operations } = await verifiedState("med-platform", {}, { accountId: "444455556666" });
    expect(verdicts(verification)).toEqual(["unknown"]);
    expect(stateResults(verification)[0]?.measured).toBe(
      "the credentials are of the account 111122223333, and the stage is in 444455556666",
    );
    expect([...operations]).toEqual(["sts:GetCallerIdentity"]);
  });

  it("because nobody gave a login of Atlas is unknown, and a wrong one too, without its secret", async () => {
    const atlas = async (login: { readonly clientId: string; readonly clientSecret: string } | null) =>
      stateResults((await verifiedState("doctor-system", {}, { login })).verification)
        .filter(({ probe }) => probe.startsWith("atlas-"))
        .map(({ verdict, measured }) => [verdict, measured]);
    expect(await atlas(null)).toEqual(
      Array(3).fill(["unknown", "MONGODB_ATLAS_CLIENT_ID and MONGODB_ATLAS_CLIENT_SECRET are not set here"]),
    );
    expect(await atlas({ clientId: "mdb", clientSecret: "wrong" })).toEqual(
      Array(3).fill(["unknown", "Atlas: status 401"]),
    );
  });

  it("because there was no event to judge is unknown", async () => {
    const values = { RequestCount: [], TargetResponseTime: [], OtpSent: [], MemoryUtilization: [40, 41] };
    const { verification } = await verifiedState("med-platform", { values });
    expect(
      stateResults(verification)
        .filter(({ verdict }) => verdict !== "passed")
        .map(({ probe, verdict }) => `${probe} ${verdict}`),
    ).toEqual([
      "error-rate unknown",
      "response-times unknown",
      "memory-trend unknown",
      "registration-messages unknown",
    ]);
  });
});

describe("questions to the database", () => {
  const asked = ({ results }: Verification) =>
    results.filter(({ probe }) => databaseProbes.some(({ name }) => name === probe));

  it("are asked when a person says so, of the function of each system with Postgres", async () => {
    for (const system of ["ahava-healthcare", "med-platform"] as const) {
      const refused = () => ({ refused: "AccessDeniedException" });
      const fault = { answers: (good: Answers) => ({ ...good, "lambda:Invoke": refused }) };
      const results = asked((await verifiedState(system, fault, {}, { consents: ["database"] })).verification);
      expect(results).toHaveLength(databaseProbes.length);
      expect(results[0]).toMatchObject({
        address: `migrations of staging-${system}-database-questions`,
        verdict: "unknown",
        measured: "lambda: AccessDeniedException: lambda:Invoke is refused",
      });
    }
    const { verification } = await verifiedState("med-platform");
    expect([...new Set(asked(verification).map(({ measured }) => measured))]).toEqual(["not run: needs --database"]);
  });

  it("are none to a system without Postgres", async () => {
    const { verification } = await verifiedState("doctor-system", {}, {}, { consents: ["database"] });
    expect(asked(verification)).toEqual([]);
  });
});

describe("a row that several parts settle together", () => {
  it("has parts that are probes or attested tests, and is verifiable", () => {
    const known = [...probes.map(({ name }) => name), ...attestedTests.map(({ name }) => `attested/${name}`)];
    for (const [id, parts] of settledTogether) {
      expect(parts.filter((part) => !known.includes(part))).toEqual([]);
      expect(verifications.has(id)).toBe(true);
    }
  });

  it("passes where all of them do, and in part where one was not looked at", () => {
    const result = (probe: string, verdict: Verdict) => ({
      ...{ system: "ahava-healthcare", address: "", rows: [], measured: "", wanted: "", at: "" },
      ...{ probe, verdict, partOf: ["AH-VER-08"] },
    });
    const verdictOf = (...results: readonly Result[]) => rowResults(results).map(({ verdict }) => verdict);
    expect(verdictOf(result("tls-versions", "passed"))).toEqual(["passed in part"]);
    expect(verdictOf(result("tls-versions", "passed"), result("stores-encrypted", "passed"))).toEqual(["passed"]);
    expect(verdictOf(result("tls-versions", "passed"), result("stores-encrypted", "unknown"))).toEqual(["unknown"]);
    expect(verdictOf(result("tls-versions", "failed"), result("stores-encrypted", "passed"))).toEqual(["failed"]);
  });
});

it("a trend is the growth of a line through the hours, in percent of their mean", () => {
  expect(growthOf(Array.from({ length: 24 }, () => 7))).toBe(0);
  expect(growthOf(Array.from({ length: 25 }, (_, index) => 88 + index))).toBeCloseTo(24, 10);
  expect(growthOf(Array.from({ length: 25 }, (_, index) => 112 - index))).toBeCloseTo(-24, 10);
});
