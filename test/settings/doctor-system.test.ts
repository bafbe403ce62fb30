import { warningsOf } from "../../stacks/settings/warnings";
import { message, removed } from "./complete";
import { refusedOfThree, settingsOfThree, threeSystems } from "./three-systems";

const system = "doctor-system";

describe("the cluster", () => {
  it.each(["M0", "M2", "M5", "FLEX"])("is dedicated, not %s", (tier) => {
    expect(refusedOfThree("staging", { "doctor-system/atlas/instanceSize": tier })).toEqual([
      {
        where: `${system}.atlas.instanceSize`,
        given: `"${tier}"`,
        allowed: "a dedicated tier of Atlas: M10, M20, M30, M40, M50, M60, M80 (DS-DB-02, C-28)",
        fix: "set it to M10 or more",
      },
    ]);
  });

  it("grows, and does not shrink", () => {
    expect(refusedOfThree("production", { "doctor-system/atlas/maximumInstanceSize": "M20" })).toEqual([
      {
        where: `${system}.atlas.maximumInstanceSize`,
        given: '"M20"',
        allowed: "a tier of at least instanceSize (M30)",
        fix: "increase it, or lower instanceSize",
      },
    ]);
  });

  it("has connections for every task at once, on its smallest tier too (DS-DB-11)", () => {
    const changes = { "doctor-system/atlas/instanceSize": "M10", "doctor-system/api/maximumTasks": 15 };
    expect(refusedOfThree("staging", changes)).toEqual([
      {
        where: `${system}.atlas.connection.maximumPoolSize`,
        given: "50",
        allowed:
          "2 versions during a release x (15 api tasks) x (maximumPoolSize 50 + 2 that watch the node) = 1560 + 5 people and tools + 10 reserved by Atlas = 1575 must not exceed the connection limit of a node of M10, 1500 (DS-DB-11)",
        fix: "set it to 47 or less, or lower the number of tasks",
      },
    ]);
    expect(refusedOfThree("staging", { ...changes, "doctor-system/api/maximumTasks": 14 })).toEqual([]);
  });

  it("keeps backups for thirty days and its own key in production", () => {
    const weak = {
      "doctor-system/atlas/backupRetentionDays": 29,
      "doctor-system/atlas/customerManagedKey": false,
      "doctor-system/atlas/auditing": false,
    };
    expect(refusedOfThree("production", weak)).toEqual([
      {
        where: `${system}.atlas.backupRetentionDays`,
        given: "29",
        allowed: "a whole number from 30 to 365 (days; DS-DB-12, C-30)",
        fix: "set it to 30 or more",
      },
      {
        where: `${system}.atlas.customerManagedKey`,
        given: "false",
        allowed: "true (production; patient data is encrypted with the stage's own key)",
        fix: "set it to true",
      },
      {
        where: `${system}.atlas.auditing`,
        given: "false",
        allowed: "true (production; access to patient data is audited)",
        fix: "set it to true",
      },
    ]);
    expect(refusedOfThree("staging", weak)).toEqual([]);
  });

  it("restores no further back than its snapshots reach", () => {
    expect(
      refusedOfThree("staging", {
        "doctor-system/atlas/backupRetentionDays": 7,
        "doctor-system/atlas/pointInTimeDays": 8,
      }),
    ).toMatchObject([
      {
        where: `${system}.atlas.pointInTimeDays`,
        allowed: "at most backupRetentionDays (7; DS-DB-12)",
      },
    ]);
  });

  it("keeps a daily snapshot as long as Atlas wants a weekly one kept", () => {
    expect(refusedOfThree("staging", { "doctor-system/atlas/backupRetentionDays": 6 })).toMatchObject([
      { allowed: "a whole number from 7 to 365 (days; DS-DB-12)", fix: "set it to 7 or more" },
    ]);
  });

  it("has somebody to answer for a policy that nobody can weaken, and for nothing else", () => {
    const where = `${system}.atlas.backupRepresentative`;
    expect(refusedOfThree("production", { "doctor-system/atlas/backupRepresentative": removed })).toEqual([
      {
        where,
        given: "nothing: the key is missing",
        allowed: "a mapping with the keys email, firstName, lastName: backupCompliancePolicy needs a person",
        fix: "add backupRepresentative:",
      },
    ]);
    expect(refusedOfThree("production", { "doctor-system/atlas/backupCompliancePolicy": false })).toMatchObject([
      {
        where,
        allowed: "nothing: backupCompliancePolicy is false",
        fix: "remove it, or set backupCompliancePolicy to true",
      },
    ]);
  });

  it("is updated in staging before production", () => {
    const dayOf = (stage: "staging" | "production") =>
      settingsOfThree(stage, { "doctor-system/atlas/maintenanceWindow": removed }).doctorSystem.atlas.maintenanceWindow;
    expect([dayOf("staging"), dayOf("production")]).toEqual([
      { day: "tuesday", hour: 3 },
      { day: "thursday", hour: 3 },
    ]);
  });
});

describe("the phone numbers of the clinics", () => {
  const list = "a list of one or more phone numbers, each with a different phone_number_id and clinic (DS-WA-02)";

  it.each([
    [[], "whatsapp.phoneNumbers", list],
    [
      [
        { id: "12345678", clinic: "a" },
        { id: "12345678", clinic: "b" },
      ],
      "whatsapp.phoneNumbers",
      list,
    ],
    [
      [
        { id: "12345678", clinic: "a" },
        { id: "12345679", clinic: "a" },
      ],
      "whatsapp.phoneNumbers",
      list,
    ],
    [
      [{ id: "+12345678", clinic: "a" }],
      "whatsapp.phoneNumbers[0].id",
      "the digits of a phone_number_id, in quotes (DS-WA-02)",
    ],
    [
      [{ id: 12345678, clinic: "a" }],
      "whatsapp.phoneNumbers[0].id",
      "the digits of a phone_number_id, in quotes (DS-WA-02)",
    ],
    [
      [{ id: "12345678", clinic: "a b" }],
      "whatsapp.phoneNumbers[0].clinic",
      "the name of a clinic: letters, digits, - and _",
    ],
  ])("may not be %j", (phoneNumbers, where, allowed) => {
    expect(refusedOfThree("staging", { "doctor-system/whatsapp/phoneNumbers": phoneNumbers })).toMatchObject([
      { where: `${system}.${where}`, allowed },
    ]);
  });

  it("name the one that is there twice", () => {
    const phoneNumbers = [
      { id: "12345678", clinic: "a" },
      { id: "12345678", clinic: "b" },
    ];
    expect(refusedOfThree("staging", { "doctor-system/whatsapp/phoneNumbers": phoneNumbers })).toMatchObject([
      { fix: "the id 12345678 occurs twice: remove or correct one" },
    ]);
  });
});

describe("the limit of calls of the webhook", () => {
  it("is one AWS WAF can count", () => {
    expect(refusedOfThree("staging", { "doctor-system/whatsapp/webhookRequestsPerTenMinutes": 9 })).toMatchObject([
      {
        where: `${system}.whatsapp.webhookRequestsPerTenMinutes`,
        allowed: "a whole number from 10 to 2000000000 (requests; AWS WAF, RateBasedStatement)",
      },
    ]);
  });
});

describe("the secrets of WhatsApp", () => {
  it.each([
    ["WHATSAPP_PHONE_NUMBER_ID", "kookaburra", "a secret of 5 to 20 digits (DS-VAR-13)"],
    ["WHATSAPP_BUSINESS_ACCOUNT_ID", "kookaburra", "a secret of 5 to 20 digits (DS-VAR-14)"],
    [
      "WHATSAPP_ACCESS_TOKEN",
      "kookaburra",
      "a secret of 50 characters or more: the long-lived token of a system user (DS-VAR-15)",
    ],
    ["WHATSAPP_APP_SECRET", "kookaburra", "a secret of 32 hexadecimal digits (C-29)"],
  ])("%s may not be anything, and is never shown", (name, value, allowed) => {
    const changes = { [`doctor-system.${name}`]: value };
    expect(refusedOfThree("staging", changes)).toMatchObject([
      { where: `${system}.${name}`, given: "a secret, not shown", allowed },
    ]);
    expect(message(threeSystems("staging", changes))).not.toContain(value);
  });

  it("may be missing in development, and nowhere else (DS-VAR-13..15, DS-VAL-04)", () => {
    const without = Object.fromEntries(
      ["PHONE_NUMBER_ID", "BUSINESS_ACCOUNT_ID", "ACCESS_TOKEN", "APP_SECRET"].map((name) => [
        `doctor-system.WHATSAPP_${name}`,
        removed,
      ]),
    );
    expect(refusedOfThree("development", without)).toEqual([]);
    expect(refusedOfThree("staging", without).map(({ where, given, fix }) => ({ where, given, fix }))).toEqual(
      Object.keys(without).map((key) => ({
        where: key,
        given: "nothing: the key is missing",
        fix: `pulumi config set --secret ${key} --stack staging`,
      })),
    );
  });
});

describe("production of doctor-system", () => {
  it("says how much may be lost, and promotes what staging ran", () => {
    const changes = { "doctor-system/recovery": removed, "doctor-system/release/promotedFromStaging": "v0.9.0" };
    expect(refusedOfThree("production", changes)).toEqual([
      {
        where: `${system}.recovery`,
        given: "nothing: the key is missing",
        allowed: "a mapping with the keys timeMinutes, pointMinutes; production has both agreed (DS-DB-13, C-20)",
        fix: "add recovery:",
      },
      {
        where: `${system}.release.promotedFromStaging`,
        given: '"v0.9.0"',
        allowed: "the same image, once it has run in staging: v1.0.0 (DS-REL-03)",
        fix: "release it to staging first",
      },
    ]);
  });

  it.each(["debug", "trace", "silly"])("does not log %s (DS-VAR-20)", (logLevel) => {
    expect(refusedOfThree("production", { "doctor-system/logLevel": logLevel })).toMatchObject([
      { where: `${system}.logLevel`, allowed: "error or warn or info (production; DS-VAR-20)" },
    ]);
    expect(settingsOfThree("staging", { "doctor-system/logLevel": logLevel }).doctorSystem.logLevel).toBe(logLevel);
  });
});

describe("warnings of doctor-system", () => {
  const settings = settingsOfThree("staging", {
    "doctor-system/whatsapp/graphApiSupportedUntil": "2027-01-21",
    "doctor-system/whatsapp/accessTokenExpires": "2027-03-01",
  });

  it.each([
    ["2026-10-01", []],
    [
      "2026-11-22",
      [
        "doctor-system.whatsapp.graphApiVersion: Meta's support of v21.0 ends on 2027-01-21: move to a newer version (C-26).",
      ],
    ],
    [
      "2027-02-01",
      [
        "doctor-system.whatsapp.graphApiVersion: Meta's support of v21.0 ended on 2027-01-21: move to a newer version (C-26).",
        "doctor-system.whatsapp.accessTokenExpires: WHATSAPP_ACCESS_TOKEN ends on 2027-03-01: make a new one (DS-WA-06).",
      ],
    ],
  ])("on %s", (today, warnings) => {
    expect(warningsOf(settings, new Date(today))).toEqual(warnings);
  });
});
