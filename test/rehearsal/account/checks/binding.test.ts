import { memberFor } from "../../../../rehearsal/account/published/from/member-names";
import { bindingOf, nounOf, serviceOf } from "../../../../rehearsal/account/published/from/operations";

it.each([
  ["aws:rds/instance:Instance", "rds"],
  ["aws:lb/listener:Listener", "elbv2"],
  ["aws:cloudwatch/metricAlarm:MetricAlarm", "cloudwatch"],
  ["aws:cloudwatch/logGroup:LogGroup", "logs"],
  ["aws:cloudwatch/eventRule:EventRule", "events"],
  ["aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", "firehose"],
  ["aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", "s3control"],
  ["aws:s3/bucket:Bucket", "s3"],
])("finds the service of %s: %s", (token, service) => {
  expect(serviceOf(token)).toBe(service);
});

it("finds operation and schema by a type's name, whatever its service puts before it", () => {
  const operations = ["CreateDBProxy", "CreateDBInstance", "ModifyDBInstance"];
  const schemas = ["AWS::RDS::DBInstance", "AWS::Neptune::DBInstance"];

  expect(bindingOf("aws:rds/instance:Instance", operations, schemas)).toEqual({
    service: "rds",
    operations: ["CreateDBInstance"],
    schema: "AWS::RDS::DBInstance",
  });
});

it("takes what a type is told apart before its name", () => {
  expect(bindingOf("aws:route53/record:Record", ["CreateRecord"], [])).toEqual({
    service: "route53",
    operations: ["ChangeResourceRecordSets"],
    schema: "AWS::Route53::RecordSet",
    body: "ChangeBatch.Changes[].ResourceRecordSet",
  });
});

it.each([
  ["vpcId", "vpc", ["VpcId", "CidrBlock"], "VpcId"],
  ["subnets", "service", ["Subnet", "SubnetGroup"], "Subnet"],
  ["identifier", "dbinstance", ["DBInstanceIdentifier", "DBName"], "DBInstanceIdentifier"],
  ["name", "anomalymonitor", ["MonitorName", "MonitorType"], "MonitorName"],
  ["logging", "bucket", ["LoggingConfiguration", "Bucket"], "LoggingConfiguration"],
  ["startWindow", "rules", ["StartWindowMinutes", "RuleName"], "StartWindowMinutes"],
  ["colour", "bucket", ["Size", "Shape"], undefined],
])("binds %s of a %s among %j to %s", (input, noun, members, member) => {
  expect(memberFor(input, noun, members)).toBe(member);
});

it("knows what an operation creates", () => {
  expect(nounOf("CreateDBInstance")).toBe("dbinstance");
});
