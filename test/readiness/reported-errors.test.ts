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
