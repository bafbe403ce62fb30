import { said, standing } from "./refusals";

describe("backups of Atlas", () => {
  const policy = {
    "doctor-system/atlas/backupCompliancePolicy": true,
    "doctor-system/atlas/backupRepresentative": { email: "data@clinic.test", firstName: "Data", lastName: "Officer" },
  };
  const shorter = { "doctor-system/atlas/backupRetentionDays": 20, "doctor-system/atlas/pointInTimeDays": 3 };

  it("cannot be shortened under a compliance policy, whatever loss is accepted", () => {
    const keys = ["doctor-system.atlas.backupRetentionDays", "doctor-system.atlas.pointInTimeDays"];
    const refusals = said({ ...policy, ...shorter, acceptDataLoss: keys }, standing(policy));
    expect(Object.keys(refusals)).toEqual(keys);
    for (const refusal of Object.values(refusals)) {
      expect(refusal).toMatch(/while backupCompliancePolicy is true: .*fix: keep it; only MongoDB's support/);
    }
  });

  it("are shortened without one once the loss is accepted", () => {
    const keys = ["doctor-system.atlas.backupRetentionDays", "doctor-system.atlas.pointInTimeDays"];
    expect(said({ ...shorter, acceptDataLoss: keys })).toEqual({});
    expect(Object.values(said(shorter))).toEqual([
      expect.stringContaining("to accept the data loss, add") as string,
      expect.stringContaining("to accept the data loss, add") as string,
    ]);
  });
});
