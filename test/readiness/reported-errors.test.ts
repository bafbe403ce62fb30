import { ReportedErrors } from "../../readiness/reported-errors";

const stack = "urn:pulumi:staging::care-platform::pulumi:pulumi:Stack::care-platform-staging";
const database =
  "urn:pulumi:staging::care-platform::care-platform:data:Postgres$aws:rds/instance:Instance::med-platform-postgres-instance";

function told(...errors: readonly (readonly [text: string, urn?: string])[]): readonly string[] {
  const reported = new ReportedErrors();
  for (const [text, urn] of errors) reported.add(text, urn);
  return reported.all;
}

it("names the resource, its type and the setting behind it", () => {
  expect(told(["creating RDS DB Instance (x): api error InvalidParameterValue", database])).toEqual([
    [
      "creating RDS DB Instance (x): api error InvalidParameterValue",
      "  resource   med-platform-postgres-instance (aws:rds/instance:Instance)",
      "  setting    med-platform.postgres in Pulumi.staging.yaml",
    ].join("\n"),
  ]);
});

it("leaves out what follows from another error and what repeats it", () => {
  const errors = told(
    ["failed to run remediation: context canceled", database],
    ["boom", stack],
    ["One or more errors occurred: boom", stack],
    ["update failed", stack],
    ["Unhandled exception: boom"],
  );
  expect(errors).toEqual(["boom"]);
});

it("tells what is left where there is no other cause", () => {
  expect(told(["update failed", stack])).toEqual(["update failed"]);
});

it("tells the same refusal of two resources twice", () => {
  const other = database.replace("med-platform-postgres", "ahava-healthcare-postgres");
  expect(told(["refused", database], ["refused", other], ["refused"])).toHaveLength(2);
});

it.each([
  "failed to run remediation: error reading from server: connection reset by peer",
  "failed to run remediation: error reading from server: EOF",
  'failed to analyze resources: rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp 127.0.0.1:1: connect: connection refused"',
  "failed to get analyzer info: write tcp 127.0.0.1:1->127.0.0.1:2: write: broken pipe",
])("names the policy pack, and no resource, when its process has ended: %s", (text) => {
  const [error = "", ...others] = told([text, database], [text, stack], ["update failed", stack]);
  expect(others).toEqual([]);
  expect(error).toMatch(/^The policy pack's process ended while the engine was checking resources: it was killed/);
  expect(error).toContain("\n  fix  run the command again");
  expect(error).not.toContain("postgres");
});

it("names no resource when another process has ended", () => {
  expect(told(["rpc error: code = Unavailable desc = transport is closing", database])).toEqual([
    expect.stringMatching(/^A process of the run \(the program or a provider\) ended while the engine was using it/),
  ]);
});

it("reports what AWS says about an unavailable service as it is", () => {
  expect(told(["creating RDS DB Instance (x): api error ServiceUnavailable", database])[0]).toContain(
    "ServiceUnavailable",
  );
});
