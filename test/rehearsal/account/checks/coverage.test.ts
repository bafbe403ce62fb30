import { coverageTable } from "../../../../cli/coverage";
import { coverageOf } from "../../../../rehearsal/account/checks/coverage";

const instance = "aws:rds/instance:Instance";
const waiting = "aws:acm/certificateValidation:CertificateValidation";

it("tells the inputs of a type apart by what AWS publishes of them", () => {
  const [coverage] = coverageOf([instance]);

  expect(coverage).toMatchObject({
    type: instance,
    operations: ["rds.CreateDBInstance"],
    schema: "AWS::RDS::DBInstance",
  });
  expect(coverage?.constrained).toContain("databaseInsightsMode");
  expect(coverage?.free).toContain("availabilityZone");
  expect(coverage?.unmodelled).toContain("skipFinalSnapshot");
  expect(coverage?.listed).toEqual(expect.arrayContaining(["engineVersion", "instanceClass", "availabilityZone"]));
});

it("counts the provider's rules by where they are from", () => {
  const [coverage] = coverageOf(["aws:elasticache/replicationGroup:ReplicationGroup"]);
  const { rules = 0, fromSource = 0, customizeDiff, sources } = coverage?.provider ?? {};

  expect(fromSource).toBeGreaterThan(20);
  expect(rules).toBeGreaterThan(fromSource);
  expect(customizeDiff).toBe(2);
  expect(sources).toContain(
    "hashicorp/terraform-provider-aws internal/service/elasticache/replication_group.go@001b6364",
  );
});

it("counts an input once", () => {
  const [coverage] = coverageOf(["aws:wafv2/webAcl:WebAcl"]);
  const all = [...(coverage?.constrained ?? []), ...(coverage?.free ?? []), ...(coverage?.unmodelled ?? [])];

  expect(new Set(all).size).toBe(all.length);
});

it("prints a line for each type and the sum", () => {
  const types = coverageOf([instance, waiting]);
  const [, first = "", second = "", sum = ""] = coverageTable(types).split("\n");
  const counts = (line: string) => line.slice(60).match(/\d+/g)?.slice(0, 5).map(Number) ?? [];
  const [constrained = 0, free = 0, unmodelled = 0, listed = 0, provider = 0] = counts(first);

  expect(second).toMatch(/nothing$/);
  expect([constrained, free, unmodelled, listed, provider].every((count) => count > 0)).toBe(true);
  const [, , unmodelledToo = 0, , providerToo = 0] = counts(second);
  expect(providerToo).toBeGreaterThan(0);
  expect(counts(sum)).toEqual([constrained, free, unmodelled + unmodelledToo, listed, provider + providerToo]);
});
