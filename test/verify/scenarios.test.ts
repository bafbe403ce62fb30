import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { row } from "../../checklist";
import type { Verification } from "../../verify/result";
import { readScenarios, refuseFaults } from "../../verify/scenarios/files";
import { scenarios } from "../../verify/scenarios/index";
import { doctorSystemReference } from "../reference/doctor-system";
import { medPlatformReference } from "../reference/med-platform";
import { json } from "../reference/parts";
import { badFlows, when } from "./bad-flows";
import { domainOf, knownSecrets, systems, verifiedReference } from "./verified-reference";

const consents = ["flows"] as const;

function flowsOf({ results }: Verification) {
  return results.filter(({ probe }) => probe.startsWith("flow/"));
}

it.each(systems)("the reference application of %s passes every flow", async (system) => {
  const flows = flowsOf(await verifiedReference(system, { consents }));
  expect(flows.filter(({ verdict }) => verdict !== "passed")).toEqual([]);
  expect(flows).toHaveLength(scenarios.files.filter((file) => file.system === system).length);
});

it.each(badFlows)(
  "$flow fails exactly its rows where $step is answered wrongly",
  async ({ flow, system, fault, measured }) => {
    const verification = await verifiedReference(system, { consents, fault });
    const failed = verification.results.filter(({ verdict }) => verdict === "failed");
    expect(failed.map((result) => [result.probe, result.measured])).toEqual([[`flow/${flow}`, measured]]);
    const file = scenarios.files.find((each) => each.system === system && each.name === flow);
    const rows = verification.rows.filter(({ verdict }) => verdict === "failed").map((each) => each.row);
    expect(rows.sort()).toEqual([...(file?.scenario.rows ?? []), ...(file?.scenario.partOf ?? [])].sort());
    for (const secret of Object.values(knownSecrets)) expect(JSON.stringify(failed)).not.toContain(secret);
  },
);

it("each scenario fails on a reference application that is wrong, and settles rows that need a verification", () => {
  const failing = badFlows.map(({ system, flow }) => `${system} ${flow}`);
  expect(
    scenarios.files.map(({ system, name }) => `${system} ${name}`).filter((name) => !failing.includes(name)),
  ).toEqual([]);
  expect(scenarios.files.flatMap(({ scenario }) => scenario.rows).filter((id) => row(id).kind !== "verify")).toEqual(
    [],
  );
  expect(scenarios.faults).toEqual([]);
});

describe("what a flow makes", () => {
  it("is removed again", async () => {
    const doctor = doctorSystemReference(domainOf("doctor-system"));
    await verifiedReference("doctor-system", { consents, application: doctor });
    expect([...doctor.flows.left]).toEqual([]);
    const med = medPlatformReference(domainOf("med-platform"));
    await verifiedReference("med-platform", { consents, application: med });
    expect([...med.flows.users]).toEqual([]);
  });

  it("is named where it could not be removed, and fails the flow", async () => {
    const fault = when(
      ({ method }) => method === "DELETE",
      () => json(500, {}),
    );
    const flows = flowsOf(await verifiedReference("doctor-system", { consents, fault }));
    expect(flows.filter(({ verdict }) => verdict !== "passed")).toMatchObject([
      {
        probe: "flow/booking",
        verdict: "failed",
        measured:
          "log in, book an appointment, find the appointment; may be left: cancel the appointment got status 500",
      },
    ]);
  });
});

it("a flow without its test account is unknown, and names the variables", async () => {
  const flows = flowsOf(await verifiedReference("med-platform", { consents, secretOf: () => undefined }));
  const others = flows.filter(({ probe }) => probe !== "flow/sendgrid-webhook");
  expect(others.map(({ verdict }) => verdict)).toEqual(Array(6).fill("unknown"));
  expect(flows[0]?.measured).toBe("MED_TEST_IDENTIFIER and MED_TEST_PASSWORD not set here");
});

it("files that cannot be used are refused, with all their faults at once", () => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "scenarios-"));
  const folder = path.join(root, "stacks/med-platform/scenarios");
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "a.yaml"), "title: [");
  fs.writeFileSync(
    path.join(folder, "b.yaml"),
    "title: b\nrows: [MP-AT-04]\nsteps:\n  - { name: go, path: api, status: 20 }\n",
  );
  fs.writeFileSync(
    path.join(folder, "c.yaml"),
    'title: c\nrows: [MP-AT-04]\nsteps:\n  - { name: go, path: "/${access}", status: 200 }\n',
  );
  fs.writeFileSync(
    path.join(folder, "d.yaml"),
    "title: d\nrows: [DS-ROL-04]\nsteps:\n  - { name: go, path: /, status: 200 }\n",
  );
  const read = readScenarios(root, ["med-platform"]);
  fs.rmSync(root, { recursive: true });
  expect(read.files).toEqual([]);
  const file = (name: string) => `stacks/med-platform/scenarios/${name}.yaml`;
  expect(read.faults).toEqual([
    expect.stringContaining(`${file("a")}: `),
    `${file("b")}: steps.0.path: must be a path that begins with /`,
    expect.stringContaining(`${file("b")}: steps.0.status: `),
    `${file("c")}: steps.0: \${access} is given by no step before it`,
    `${file("d")}: rows: DS-ROL-04 is of another system`,
  ]);
  expect(() => {
    refuseFaults(read);
  }).toThrow(/^Scenarios cannot be used\.\n/);
});
