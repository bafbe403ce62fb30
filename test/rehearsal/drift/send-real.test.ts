import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { NotThere } from "../../../rehearsal/drift/strangers/kind";
import { realSend } from "../../../rehearsal/drift/strangers/send-real";

// The AWS CLI is a program of its own: a script in its place tells how it was called, and fails as it does.

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "care-platform-aws-"));
const script = `#!${process.execPath}
const args = process.argv.slice(2);
if (args[1] === "get-bucket-policy") { process.stderr.write("\\nAn error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicy operation: none\\n"); process.exit(254); }
if (args[1] === "list-grants") { process.stderr.write("\\nAn error occurred (AccessDeniedException) when calling the ListGrants operation: no\\n"); process.exit(254); }
if (args[1] === "get-nothing") process.exit(0);
process.stdout.write(JSON.stringify({ args, pager: process.env.AWS_PAGER, profile: process.env.AWS_PROFILE }));
`;
fs.writeFileSync(path.join(folder, "aws"), script, { mode: 0o755 });
const send = realSend({ PATH: folder, AWS_PROFILE: "nightly" });

afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

it("calls the AWS CLI with the request as JSON, in the Region, with the credentials of the environment", async () => {
  const input = { Filters: [{ Name: "group-id", Values: ["sg-1"] }] };
  const request = { service: "ec2", operation: "DescribeSecurityGroupRules", region: "af-south-1", input };
  expect(await send(request)).toEqual({
    args: [
      "ec2",
      "describe-security-group-rules",
      ...["--cli-input-json", JSON.stringify(input)],
      ...["--region", "af-south-1", "--output", "json"],
    ],
    pager: "",
    profile: "nightly",
  });
  expect(await send({ service: "iam", operation: "GetNothing" })).toEqual({});
});

it("tells what is not there from what could not be read, in the CLI's own words", async () => {
  await expect(send({ service: "s3api", operation: "GetBucketPolicy" })).rejects.toThrow(NotThere);
  await expect(send({ service: "kms", operation: "ListGrants" })).rejects.toThrow("AccessDeniedException");
});

it("says what is missing where there is no AWS CLI, and no credentials for Atlas", async () => {
  const without = realSend({ PATH: path.join(folder, "none") });
  await expect(without({ service: "iam", operation: "ListRolePolicies" })).rejects.toThrow(
    "AWS CLI (aws) is not installed",
  );
  await expect(without({ service: "atlas", operation: "/groups/p1/accessList" })).rejects.toThrow(
    "MONGODB_ATLAS_CLIENT_ID",
  );
});
