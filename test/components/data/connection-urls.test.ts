import fc from "fast-check";
import { postgresUrl, redisUrl } from "../../../components/data/connection-urls";

/** Any text a person or a generator may come up with, surrogate halves aside: no URL can carry those. */
const anyText = fc.string({ minLength: 1, unit: "grapheme" });
const anyPort = fc.integer({ min: 1, max: 65535 }).filter((port) => port !== 80 && port !== 443);

describe("postgresUrl", () => {
  it("writes the URL of the checklist, with TLS and the pool settings", () => {
    expect(
      postgresUrl({
        user: "platform_admin",
        password: "p@ss/word",
        host: "db.example.org",
        database: "ahava_healthcare",
        connectionLimit: 10,
        poolTimeout: 20,
      }),
    ).toBe(
      "postgresql://platform_admin:p%40ss%2Fword@db.example.org:5432/ahava_healthcare?sslmode=require&connection_limit=10&pool_timeout=20",
    );
  });

  it("leaves out the pool settings that are not given", () => {
    const url = new URL(postgresUrl({ user: "a", password: "b", host: "db.example.org", database: "c" }));
    expect([...url.searchParams.keys()]).toEqual(["sslmode"]);
  });

  it("gives every part back as it was, whatever the characters", () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, anyPort, fc.nat(), (user, password, database, port, connectionLimit) => {
        const url = new URL(
          postgresUrl({
            user,
            password,
            host: "db.example.org",
            port,
            database,
            sslMode: "verify-full",
            connectionLimit,
          }),
        );
        expect(decodeURIComponent(url.username)).toBe(user);
        expect(decodeURIComponent(url.password)).toBe(password);
        expect(url.hostname).toBe("db.example.org");
        expect(url.port).toBe(String(port));
        expect(url.searchParams.get("sslmode")).toBe("verify-full");
        expect(url.searchParams.get("connection_limit")).toBe(String(connectionLimit));
        expect(url.hash).toBe("");
      }),
    );
  });

  it("gives the name of the database back, dots aside, which no URL keeps as a path of its own", () => {
    fc.assert(
      fc.property(
        anyText.filter((database) => !/^\.{1,2}$/.test(database)),
        (database) => {
          const url = new URL(postgresUrl({ user: "a", password: "b", host: "db.example.org", database }));
          expect(decodeURIComponent(url.pathname.slice(1))).toBe(database);
        },
      ),
    );
  });
});

describe("redisUrl", () => {
  it("always asks for TLS", () => {
    expect(redisUrl({ username: "application", password: "secret", host: "cache.example.org" })).toBe(
      "rediss://application:secret@cache.example.org:6379",
    );
  });

  it("gives every part back as it was, whatever the characters", () => {
    fc.assert(
      fc.property(anyText, anyText, anyPort, (username, password, port) => {
        const url = new URL(redisUrl({ username, password, host: "cache.example.org", port }));
        expect(url.protocol).toBe("rediss:");
        expect(decodeURIComponent(url.username)).toBe(username);
        expect(decodeURIComponent(url.password)).toBe(password);
        expect(url.port).toBe(String(port));
      }),
    );
  });
});
