import { refused } from "../complete";

// A date in the future would keep the alarms on the age of secrets silent until then.

const inAYear = new Date(Date.now() + 365 * 86_400_000).toISOString();

it("refuses a beginning of the keyrings that is in the future", () => {
  expect(refused("staging", { "rotation/since": inAYear })).toEqual([
    {
      where: "rotation.since",
      given: `"${inAYear}"`,
      allowed: "a time that is not in the future",
      fix: "write when it happened",
    },
  ]);
});

it("refuses a renewal of a vendor's secret that is in the future", () => {
  const record = { renewedAt: inAYear, owner: "payments" };
  expect(refused("staging", { "rotation/ahava-healthcare": { SMTP_PASS: record } })).toMatchObject([
    { where: "rotation.ahava-healthcare.SMTP_PASS.renewedAt", allowed: "a time that is not in the future" },
  ]);
});

it("refuses what is no time with the form alone", () => {
  expect(refused("staging", { "rotation/since": "yesterday" })).toHaveLength(1);
});
