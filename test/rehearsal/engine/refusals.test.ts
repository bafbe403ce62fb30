import * as fs from "node:fs";
import type { RehearsalResult } from "../../../rehearsal/result";
import { ProjectCopy, engineTimeout } from "./project-copy";

const copies: ProjectCopy[] = [];

function copyWith(file: string, from: string, to: string): ProjectCopy {
  const copy = new ProjectCopy();
  copies.push(copy);
  copy.change(file, from, to);
  return copy;
}

afterAll(() => {
  for (const copy of copies) copy.remove();
});

it(
  "stops at a mandatory violation with exit code 2, before anything is deployed",
  async () => {
    const copy = copyWith("components/data/redis.ts", 'value: "noeviction"', 'value: "allkeys-lru"');
    copy.leaveSystem("staging", "ahava-healthcare");
    const { exitCode, stdout, stderr } = await copy.rehearse("--json", "result.json");
    const result = JSON.parse(fs.readFileSync(copy.path("result.json"), "utf8")) as RehearsalResult;

    expect(exitCode).toBe(2);
    expect(stdout).toContain("mandatory [redis-bullmq-safe]");
    expect(stderr).toContain("BLOCKED  The checklist blocks: 1 mandatory violation.");
    expect(result).toMatchObject({ ok: false, policy: { mandatory: 1 } });
    expect(result.steps.map(({ name }) => name)).toEqual(["preview"]);
  },
  engineTimeout,
);

it(
  "refuses wrong settings before the engine starts, all faults at once, without a stack trace",
  async () => {
    const copy = new ProjectCopy();
    copies.push(copy);
    copy.choose("staging", ["network"], { cidr: "10.20.0.0/33", subnets: 3 });
    copy.choose("staging", ["doctor-system", "atlas", "privateLink"], "perhaps");
    const { exitCode, stdout, stderr } = await copy.rehearse();

    expect(exitCode).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain("Pulumi.staging.yaml");
    expect(stderr).toContain("10.20.0.0/33");
    expect(stderr).toContain('the unknown key "subnets"');
    expect(stderr).toContain("perhaps");
    expect(stderr).not.toMatch(/^\s+at /m);
  },
  engineTimeout,
);

it(
  "ends with exit code 1 and the account's own words when the account refuses",
  async () => {
    const copy = copyWith(
      "components/network/flow-logs.ts",
      'service: "vpc-flow-logs.amazonaws.com"',
      'service: "ec2.amazonaws.com"',
    );
    copy.leaveSystem("staging", "med-platform");
    const { exitCode, stderr } = await copy.rehearse();

    expect(exitCode).toBe(1);
    expect(stderr).toContain("creating EC2 Flow Log: api error InvalidParameter");
    expect(stderr).not.toMatch(/^\s+at /m);
  },
  engineTimeout,
);
