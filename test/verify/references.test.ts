import { referenceSecrets } from "../reference/doctor-system";
import { ahavaReference } from "../reference/ahava-healthcare";
import { verifications } from "../../verify/proofs";
import { badStages } from "./bad-stages";
import { domainOf, systems, unpassed, verifiedReference } from "./verified-reference";

const consents = ["change data", "load"] as const;
const everything = [...consents, "flows"] as const;

it.each(systems)("the reference application of %s passes every probe", async (system) => {
  const verification = await verifiedReference(system, { consents: everything });
  expect(unpassed(verification)).toEqual([]);
  expect(verification.verdict).toBe("passed");
  expect(verification.results.length).toBeGreaterThan(15);
});

it("a run leaves no user behind", async () => {
  const application = ahavaReference(domainOf("ahava-healthcare"));
  const { results } = await verifiedReference("ahava-healthcare", { application });
  expect(results.find(({ probe }) => probe === "registration-limit")?.verdict).toBe("passed");
  expect([...application.users]).toEqual([]);
});

it.each(badStages)(
  "$name fails exactly its rows, on $system",
  async ({ system, fault, slow = 0, load, probes, rows }) => {
    let time = 0;
    const { results, rows: verdicts } = await verifiedReference(system, {
      fault,
      consents: load ? consents : ["change data"],
      clock: () => (time += slow),
    });
    const failed = results.filter(({ verdict }) => verdict === "failed");
    expect([...new Set(failed.map(({ probe }) => probe))]).toEqual(probes);
    expect(verdicts.filter(({ verdict }) => verdict === "failed").map(({ row }) => row)).toEqual(rows);
    const unknown = results
      .filter(({ verdict, probe }) => verdict === "unknown" && !probe.startsWith("flow/"))
      .map(({ probe }) => probe);
    expect(unknown).toEqual(load ? [] : ["load"]);
    for (const { measured } of failed) {
      expect(measured).not.toBe("");
      for (const secret of Object.values(referenceSecrets)) expect(measured).not.toContain(secret);
    }
  },
);

it("each row that a probe settles fails on a reference application that is wrong", () => {
  const failing = badStages.flatMap(({ rows }) => rows);
  const settled = [...verifications].filter(([, { test }]) => test.file === "test/verify/references.test.ts");
  expect(settled.length).toBeGreaterThan(20);
  expect(settled.filter(([id]) => !failing.includes(id))).toEqual([]);
});
