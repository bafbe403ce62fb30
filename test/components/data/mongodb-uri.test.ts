import fc from "fast-check";
import { mongodbUri } from "../../../components/data/mongodb-uri";
import type { MongodbUriArgs } from "../../../components/data/mongodb-uri";

const args: MongodbUriArgs = {
  srvAddress: "mongodb+srv://staging-patients.abcde.mongodb.net",
  username: "application-a",
  password: "p@ss/w:rd%",
  database: "doctor_system_staging",
};

const milliseconds = fc.option(fc.nat(), { nil: undefined });

describe("a MongoDB URI", () => {
  it("is SRV, with user, database, retried writes and a majority for each", () => {
    expect(mongodbUri(args)).toBe(
      "mongodb+srv://application-a:p%40ss%2Fw%3Ard%25@staging-patients.abcde.mongodb.net/doctor_system_staging?retryWrites=true&w=majority",
    );
  });

  it("carries pool sizes and timeouts in the names drivers read", () => {
    const uri = mongodbUri({
      ...args,
      maxPoolSize: 20,
      minPoolSize: 2,
      serverSelectionTimeoutMS: 5000,
      connectTimeoutMS: 10_000,
      socketTimeoutMS: 45_000,
    });
    expect(uri.split("?")[1]).toBe(
      "retryWrites=true&w=majority&maxPoolSize=20&minPoolSize=2&serverSelectionTimeoutMS=5000&connectTimeoutMS=10000&socketTimeoutMS=45000",
    );
  });

  it("gives back what went in, whatever user and password are made of", () => {
    const text = fc.string({ unit: "binary", minLength: 1 });
    fc.assert(
      fc.property(text, text, milliseconds, milliseconds, (username, password, maxPoolSize, connectTimeoutMS) => {
        const uri = new URL(mongodbUri({ ...args, username, password, maxPoolSize, connectTimeoutMS }));
        expect(decodeURIComponent(uri.username)).toBe(username);
        expect(decodeURIComponent(uri.password)).toBe(password);
        expect(uri.host).toBe("staging-patients.abcde.mongodb.net");
        expect(uri.pathname).toBe("/doctor_system_staging");
        expect(uri.searchParams.get("retryWrites")).toBe("true");
        expect(uri.searchParams.get("w")).toBe("majority");
        expect(uri.searchParams.get("maxPoolSize")).toBe(maxPoolSize === undefined ? null : String(maxPoolSize));
      }),
    );
  });

  it("never holds a character that MongoDB keeps for itself within user and password", () => {
    const text = fc.string({ minLength: 1 });
    fc.assert(
      fc.property(text, text, (username, password) => {
        const login = /^mongodb\+srv:\/\/([^@]*)@/.exec(mongodbUri({ ...args, username, password }))?.[1] ?? "";
        expect(login.split(":")).toHaveLength(2);
        expect(login.replace(":", "")).toMatch(/^(?:[\w.~-]|%[0-9a-f]{2})*$/i);
      }),
    );
  });

  it.each([
    "mongodb://staging-patients-shard-00-00.abcde.mongodb.net:27017",
    "mongodb+srv://user:password@staging-patients.abcde.mongodb.net",
    "mongodb+srv://staging-patients.abcde.mongodb.net/?tls=false",
    "staging-patients.abcde.mongodb.net",
  ])("is not made from %s, and the error does not repeat the address", (srvAddress) => {
    expect(() => mongodbUri({ ...args, srvAddress })).toThrow(RangeError);
    expect(() => mongodbUri({ ...args, srvAddress })).not.toThrow("patients");
  });

  it.each(["", "doctor system", "doctor.system", "doctor/system", "$doctor", "x".repeat(64)])(
    'has no database called "%s"',
    (database) => {
      expect(() => mongodbUri({ ...args, database })).toThrow("is not a database name");
    },
  );

  it.each([-1, 1.5, Number.NaN])("has no pool of %d connections", (maxPoolSize) => {
    expect(() => mongodbUri({ ...args, maxPoolSize })).toThrow("maxPoolSize");
  });
});
