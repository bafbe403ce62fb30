import { blockedTimes, offsetsOf } from "../../settings/sections/database-windows";
import { faultsOf, refused, settings } from "./complete";
import { oneSystem } from "./three-systems";

const now = new Date("2026-11-28T12:00:00Z");

const at = (databasesAt: string, timeZone = "Africa/Johannesburg") =>
  refused("staging", { "backup/databasesAt": databasesAt, timeZone });

describe("the nightly backup of the databases", () => {
  it.each(["04:00", "05:00", "06:30", "06:59"])("may not begin at %s in Johannesburg", (time) => {
    expect(at(time)).toEqual([
      {
        where: "backup.databasesAt",
        given: `"${time}"`,
        allowed:
          "a time in Africa/Johannesburg that is not from 04:00 to 07:00: AWS Backup starts no backup of a database during its backup window (03:00-03:30 UTC) and its maintenance window (sun:04:00-sun:05:00 UTC), nor within an hour before them",
        fix: "set it before 04:00, or to 07:00 or later",
      },
    ]);
  });

  it.each(["02:00", "03:59", "07:00", "23:30"])("may begin at %s in Johannesburg", (time) => {
    expect(at(time)).toEqual([]);
  });

  it("is held against summer and winter time alike", () => {
    expect(offsetsOf("Europe/Berlin", now)).toEqual([60, 120]);
    expect(blockedTimes("Europe/Berlin", now)).toEqual([{ from: 180, to: 420 }]);
    expect(at("03:30", "Europe/Berlin")).toHaveLength(1);
    expect(at("06:30", "Europe/Berlin")).toHaveLength(1);
    expect(at("02:59", "Europe/Berlin")).toEqual([]);
    expect(at("07:00", "Europe/Berlin")).toEqual([]);
  });

  it.each([
    ["UTC", "02:00", "01:59"],
    ["Asia/Kolkata", "07:30", "07:29"],
    ["America/Los_Angeles", "18:30", "17:59"],
    ["Pacific/Auckland", "14:30", "13:59"],
    // The hours run past midnight there.
    ["America/Sao_Paulo", "23:00", "22:59"],
    ["America/Sao_Paulo", "01:59", "02:00"],
    ["America/Noronha", "00:00", "03:00"],
  ])("is held against the clock of %s: not %s, but %s", (timeZone, refusedAt, allowedAt) => {
    expect(at(refusedAt, timeZone)).toHaveLength(1);
    expect(at(allowedAt, timeZone)).toEqual([]);
  });

  it.each([
    ["Africa/Johannesburg", "02:00"],
    ["Europe/Berlin", "02:00"],
    ["UTC", "01:00"],
    ["America/Noronha", "03:00"],
    ["America/Sao_Paulo", "02:00"],
  ])("begins by itself in %s at %s", (timeZone, time) => {
    expect(settings("staging", { timeZone }).backup.databasesAt).toBe(time);
  });

  it("may begin at any time in a stage without a database of RDS", () => {
    const given = oneSystem("staging", "doctor-system");
    const backup = { value: JSON.stringify({ databasesAt: "05:00" }), secret: false };
    expect(faultsOf({ ...given, values: { ...given.values, "care-platform:backup": backup } })).toEqual([]);
  });
});
