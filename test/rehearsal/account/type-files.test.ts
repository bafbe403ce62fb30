import * as fs from "node:fs";
import * as path from "node:path";
import { fileOfType } from "../../../rehearsal/account/type-files";
import { typeFiles } from "../../../rehearsal/account/types";

const folder = path.join(__dirname, "..", "..", "..", "rehearsal", "account", "types");

it("lists files that are there, and every file that describes types", () => {
  const written = fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && name !== "index.ts")
    .filter((name) => fs.readFileSync(path.join(folder, name), "utf8").includes(": ResourceTypes = "))
    .map((name) => name.replace(/\.ts$/, ""));

  expect(Object.keys(typeFiles).sort()).toEqual(written.sort());
});

it.each([
  ["aws:cloudwatch/logAnomalyDetector:LogAnomalyDetector", "observability/logs"],
  ["aws:cloudwatch/eventPermission:EventPermission", "observability/cloudwatch"],
  ["aws:vpc/securityGroupVpcAssociation:SecurityGroupVpcAssociation", "network/ec2-security-groups"],
  ["aws:ec2/networkAclEntry:NetworkAclEntry", "network/ec2-network-acls"],
  ["aws:s3/bucketAnalyticsV2:BucketAnalyticsV2", "data/s3-configurations"],
  ["aws:alb/trustStore:TrustStore", "edge/lb"],
  ["aws:rds/clusterEndpoint:ClusterEndpoint", "data/rds-cluster"],
  ["aws:iam/policyDocument:PolicyDocument", "security/iam-policies"],
  ["tls:index/certRequest:CertRequest", "random/tls"],
])("sends whoever wants %s to the file of its neighbours, %s", (token, file) => {
  expect(fileOfType(token, typeFiles)).toBe(`Describe it in rehearsal/account/types/${file}.ts.`);
});

it("asks for a file for a service that is new, and to list it", () => {
  expect(fileOfType("aws:sqs/queue:Queue", typeFiles)).toBe(
    "Describe it in rehearsal/account/types/sqs.ts and list that file in rehearsal/account/types/index.ts.",
  );
  expect(fileOfType("datadog:index/monitor:Monitor", typeFiles)).toContain("types/datadog.ts");
});
