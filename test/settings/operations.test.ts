import { faultsOf, message, refused, removed, settings, source } from "./complete";

describe("the owner", () => {
  it.each(["", "x".repeat(257), "team; other"])("may not be %j", (owner) => {
    expect(refused("staging", { owner })).toMatchObject([
      {
        where: "owner",
        allowed: "the name of a team: up to 256 letters, digits, spaces and _ . : / = + - @",
        fix: "write an allowed value",
      },
    ]);
  });
});

describe("the time zone", () => {
  it.each(["Africa/Johannesburg", "UTC", "Asia/Kolkata", "America/Argentina/Buenos_Aires"])("may be %s", (timeZone) => {
    expect(settings("staging", { timeZone }).timeZone).toBe(timeZone);
  });

  it.each([
    ["Africa/Johanesburg", 'did you mean "Africa/Johannesburg"?'],
    ["africa/johannesburg", 'did you mean "Africa/Johannesburg"?'],
    ["+02:00", "write a value such as Africa/Johannesburg"],
    ["SAST", "write a value such as Africa/Johannesburg"],
  ])("may not be %s", (timeZone, fix) => {
    expect(refused("staging", { timeZone })).toEqual([
      {
        where: "timeZone",
        given: `"${timeZone}"`,
        allowed: "a time zone of the IANA database, such as Africa/Johannesburg",
        fix,
      },
    ]);
  });
});

describe("the time zone of ahava-healthcare", () => {
  it("is Africa/Johannesburg in production (AH-VAR-13)", () => {
    expect(settings("production").timeZone).toBe("Africa/Johannesburg");
    expect(refused("production", { timeZone: "UTC" })).toEqual([
      {
        where: "timeZone",
        given: '"UTC"',
        allowed: "Africa/Johannesburg in production with ahava-healthcare (AH-VAR-13)",
        fix: "set it to Africa/Johannesburg",
      },
    ]);
  });
});

describe("the nightly backups", () => {
  it("begin at 02:00 and 03:00, or when the stage says (AH-BAK-02, AH-BAK-04, AH-BAK-05)", () => {
    expect(settings("production").backup).toEqual({
      retentionDays: 30,
      databasesAt: "02:00",
      archiveAt: "03:00",
      afterDestroy: "keep",
    });
    const times = { "backup/databasesAt": "23:30", "backup/archiveAt": "24:00" };
    expect(refused("staging", times)).toEqual([
      {
        where: "backup.archiveAt",
        given: '"24:00"',
        allowed: "a time of day from 00:00 to 23:59, in quotes (the stage's time zone; AH-BAK-04, AH-BAK-05)",
        fix: 'write the hour from 00 to 23 and the minutes from 00 to 59, such as "23:30"',
      },
    ]);
  });
});

describe("an alert route", () => {
  it("is an e-mail address or an https endpoint", () => {
    const { alerts } = settings("staging", { "alerts/info/https": "https://on-call.clinic.test/key" });
    expect(alerts.info).toEqual({ https: "https://on-call.clinic.test/key" });
  });

  it("is given for what is critical", () => {
    const fix = "add who is notified of critical alarms";
    const allowed = "exactly one of email: and https:";
    expect(refused("staging", { "alerts/critical": {} })).toEqual([
      { where: "alerts.critical", given: "an empty mapping", allowed, fix },
    ]);
    expect(refused("staging", { "alerts/critical": removed })).toMatchObject([
      { where: "alerts.critical", given: "nothing: the key is missing" },
    ]);
  });

  it("is one, not two", () => {
    expect(refused("staging", { "alerts/critical/https": "https://on-call.clinic.test/key" })).toEqual([
      {
        where: "alerts.critical",
        given: "a mapping with the keys email, https",
        allowed: "exactly one of email: and https:",
        fix: "remove one of the two",
      },
    ]);
  });

  it.each([
    ["On-call <on-call@clinic.test>", "write on-call@clinic.test"],
    ["on-call", "write an allowed value"],
    ["a@b", "write an allowed value"],
  ])("may not be the address %s", (email, fix) => {
    expect(refused("staging", { "alerts/critical/email": email })).toEqual([
      {
        where: "alerts.critical.email",
        given: `"${email}"`,
        allowed: "one e-mail address, without a display name",
        fix,
      },
    ]);
  });

  it.each(["http://on-call.clinic.test/pangolin", "https://example.com/pangolin"])(
    "with the endpoint %s is refused without showing the key in its path",
    (https) => {
      const faulty = source("staging", { "alerts/warning": { https } });
      expect(faultsOf(faulty)).toMatchObject([{ where: "alerts.warning.https" }]);
      expect(message(faulty)).not.toContain("pangolin");
    },
  );
});

describe("the runbooks", () => {
  it("are read over https", () => {
    expect(refused("staging", { runbookUrl: "http://runbooks.clinic.test" })).toEqual([
      {
        where: "runbookUrl",
        given: '"http://runbooks.clinic.test"',
        allowed:
          "a URL that starts with https://, of at most 256 characters, without credentials, ?, # and a slash at the end",
        fix: "start it with https://",
      },
    ]);
  });
});

describe("an address of pages", () => {
  it.each([
    ["https://runbooks.clinic.test/", "remove the slash at the end: the program adds one"],
    ["https://runbooks.clinic.test/on call", "write an allowed value"],
    ["https://runbooks.clinic.test/?page=1", "write an allowed value"],
    ["https://runbooks.clinic.test/#top", "write an allowed value"],
    [["https://someone", "kookaburra@runbooks.clinic.test"].join(":"), "write an allowed value"],
    [`https://runbooks.clinic.test/${"x".repeat(300)}`, "write an allowed value"],
  ])("may not be %s", (runbookUrl, fix) => {
    expect(refused("staging", { runbookUrl })).toMatchObject([{ where: "runbookUrl", fix }]);
  });

  it.each(["https://runbooks.clinic.test", "https://git.clinic.test/platform/blob/main/docs/runbooks"])(
    "may be %s",
    (runbookUrl) => {
      expect(settings("staging", { runbookUrl }).runbookUrl).toBe(runbookUrl);
    },
  );
});

describe("retention", () => {
  it("of logs is a number CloudWatch knows", () => {
    expect(refused("staging", { "logs/retentionDays": 31 })).toEqual([
      {
        where: "logs.retentionDays",
        given: "31",
        allowed:
          "a retention period of CloudWatch Logs in days: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653",
        fix: "set it to 60",
      },
    ]);
  });

  it("of logs is thirty days at least in production", () => {
    expect(refused("production", { "logs/retentionDays": 14 })).toEqual([
      {
        where: "logs.retentionDays",
        given: "14",
        allowed:
          "a retention period of CloudWatch Logs in days: 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 (AH-LOG-03)",
        fix: "set it to 30",
      },
    ]);
    expect(settings("staging", { "logs/retentionDays": 14 }).logs.retentionDays).toBe(14);
  });

  it("of the archive is as long as that of the logs at least", () => {
    expect(refused("staging", { "logs/retentionDays": 90, "logs/archiveDays": 60 })).toEqual([
      {
        where: "logs.archiveDays",
        given: "60",
        allowed: "at least logs.retentionDays (90)",
        fix: "increase it",
      },
    ]);
  });

  it("of backups is thirty days at least in production", () => {
    expect(refused("production", { "backup/retentionDays": 29 })).toEqual([
      {
        where: "backup.retentionDays",
        given: "29",
        allowed: "a whole number from 30 to 36500 (days; AH-BAK-03)",
        fix: "set it to 30 or more",
      },
    ]);
    expect(settings("staging", { "backup/retentionDays": 1 }).backup.retentionDays).toBe(1);
  });

  it("of deleted secrets is 7 to 30 days in production, and may be 0 elsewhere", () => {
    const key = "secrets/recoveryWindowDays";
    expect(refused("production", { [key]: 0 })).toEqual([
      {
        where: "secrets.recoveryWindowDays",
        given: "0",
        allowed: "a whole number from 7 to 30 (days; Secrets Manager, DeleteSecret)",
        fix: "set it to 7 or more",
      },
    ]);
    expect(refused("staging", { [key]: 3 })).toEqual([
      {
        where: "secrets.recoveryWindowDays",
        given: "3",
        allowed: "0, or a whole number from 7 to 30 (days; Secrets Manager, DeleteSecret; 0 deletes immediately)",
        fix: "set it to 7",
      },
    ]);
    expect(settings("staging", { [key]: 7 }).secrets.recoveryWindowDays).toBe(7);
  });
});

describe("the guard of the data", () => {
  it.each([
    ["true", "write on"],
    ["no", "write off"],
    ["ON", "write on"],
    ["onn", 'did you mean "on"?'],
    ["maybe", "write on or off"],
  ])("is on or off, not %s", (dataProtection, fix) => {
    expect(refused("staging", { dataProtection })).toEqual([
      {
        where: "dataProtection",
        given: `"${dataProtection}"`,
        allowed: "on or off",
        fix,
      },
    ]);
  });

  it("may be lifted in every stage, so that the stage can be taken down", () => {
    expect(settings("production", { dataProtection: "off" }).dataProtection).toBe("off");
  });
});

describe("the systems", () => {
  it.each([
    [["ahava"], "systems[0]", "doctor-system or ahava-healthcare or med-platform"],
    [[], "systems", "a list of one or more different systems"],
    [["ahava-healthcare", "ahava-healthcare"], "systems", "a list of one or more different systems"],
  ])("may not be %j", (systems, where, allowed) => {
    expect(refused("staging", { systems })).toMatchObject([{ where, allowed }]);
  });
});
