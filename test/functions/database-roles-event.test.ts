import { parseEvent } from "../../functions/database-roles/event";
import { passwordIn, readPasswords } from "../../functions/database-roles/password";
import { event, place } from "./database-roles-event";

describe("the event of the function", () => {
  it("is taken as it is when it is in order", () => {
    expect(parseEvent(event)).toEqual(event);
  });

  it("is refused with every fault at once, each with its place", () => {
    const broken = {
      ...event,
      database: { host: "not a host", port: 0, name: "clinic" },
      owner: 'clinic"; DROP ROLE clinic_app; --',
      reporting: { ...event.reporting, name: "pg_reader", statementTimeout: 0 },
      password: "in plain",
    };
    expect(() => parseEvent(broken)).toThrow(
      [
        "The event is refused:",
        "  database.host: must be a host name",
        "  database.port: Too small: expected number to be >=1",
        "  owner: must be 1 to 63 lower-case letters, digits and underscores, a letter first",
        "  reporting.name: is a name that Postgres or RDS keeps for itself",
        "  reporting.statementTimeout: Too small: expected number to be >=1",
        '  event: Unrecognized key: "password"',
      ].join("\n"),
    );
  });

  it("is refused when one name is given twice", () => {
    const users = [
      { ...event.application.users[0]!, name: "clinic_readonly" },
      { ...event.application.users[1]!, name: "platform_admin" },
    ];
    expect(() => parseEvent({ ...event, application: { ...event.application, users } })).toThrow(
      [
        "  application.users.1: platform_admin is the name of another role here",
        "  reporting.name: clinic_readonly is the name of another role here",
      ].join("\n"),
    );
  });

  it("is refused when the application cannot log in at all", () => {
    const users = event.application.users.map((user) => ({ ...user, password: null }));
    expect(() => parseEvent({ ...event, application: { ...event.application, users } })).toThrow(
      "application.users: one of them at least must have a password",
    );
  });

  it.each([undefined, null, "event", 7, []])("is refused when it is %p", (input) => {
    expect(() => parseEvent(input)).toThrow("The event is refused");
  });
});

describe("the password in a secret", () => {
  it("is the secret itself, or that of its connection URL", () => {
    expect(passwordIn("0123456789abcdef", "clinic_app_a")).toBe("0123456789abcdef");
    expect(passwordIn("postgresql://clinic_app_a:p%40ss%2Fword-long-enough@db:5432/clinic", "clinic_app_a")).toBe(
      "p@ss/word-long-enough",
    );
  });

  it.each([
    ["too-short", "is shorter than 16 characters"],
    ["pässword-that-is-long", "has characters outside printable ASCII"],
    ["postgresql://clinic_app_b:0123456789abcdef@db/clinic", "is the connection URL of another user"],
    ["postgresql://", "is the connection URL of another user"],
    ["postgresql://%zz:0123456789abcdef@db/clinic", "is a connection URL whose user or password"],
    ["postgres://[", "starts like a connection URL and is invalid"],
  ])("is refused without being named: %s", (secret, fault) => {
    let message = "";
    try {
      passwordIn(secret, "clinic_app_a");
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toContain(fault);
    expect(message).not.toContain(secret);
  });
});

describe("the passwords of an event", () => {
  it("are read by ARN and version, and only of those who may log in", async () => {
    const asked: string[] = [];
    const passwords = await readPasswords(
      { ...event, migration: { ...event.migration, password: null } },
      ({ versionId }) => {
        asked.push(versionId);
        return Promise.resolve(`password-of-${versionId}`);
      },
    );
    expect(asked).toEqual(
      ["platform_admin", "clinic_app_a", "clinic_app_b", "clinic_readonly", "clinic_verifier"].map(
        (user) => `${user}-version-1`,
      ),
    );
    expect(passwords.get("clinic_app_b")).toBe("password-of-clinic_app_b-version-1");
    expect(passwords.has("clinic_migration")).toBe(false);
  });

  it("are refused all at once when some cannot be had", async () => {
    const reading = readPasswords(event, ({ secretArn, versionId }) => {
      if (secretArn.endsWith("_a")) return Promise.reject(new Error("AccessDenied"));
      return Promise.resolve(secretArn.endsWith("_b") ? "short" : `password-of-${versionId}`);
    });
    await expect(reading).rejects.toThrow(
      [
        "Passwords cannot be read:",
        `  clinic_app_a: ${place("clinic_app_a").secretArn}: AccessDenied`,
        `  clinic_app_b: ${place("clinic_app_b").secretArn}: is shorter than 16 characters`,
      ].join("\n"),
    );
  });
});
