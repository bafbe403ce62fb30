import { type KeyringFacts } from "../../../settings/secrets/keyring-facts";
import { byUser, slotOf } from "../../../components/data/alternating-users";
import { AtlasDatabaseUsers } from "../../../components/data/atlas-database-users";
import type { AtlasDatabaseUsersArgs } from "../../../components/data/atlas-database-users";
import { keyringFacts } from "../security/keyring-facts";
import { isSecret, register, registerBoth } from "../mocks";
import type { SecretInput } from "../mocks";

const userType = "mongodbatlas:index/databaseUser:DatabaseUser";
const facts = (phase: KeyringFacts["phase"], current: number) =>
  keyringFacts(phase, { kind: "database-user", secret: "MONGODB_URI", system: "doctor-system", current });
const args: AtlasDatabaseUsersArgs = {
  projectId: "project-1",
  clusterName: "staging-patients",
  database: "doctor_system_staging",
  keyring: facts("steady", 1),
};
const build = (changes: Partial<AtlasDatabaseUsersArgs> = {}) =>
  register(() => new AtlasDatabaseUsers("users", { ...args, ...changes }));

describe("AtlasDatabaseUsers", () => {
  it("is one user of one database of one cluster, with a password nobody chose", async () => {
    const account = await build();
    expect(account.counts()).toEqual({
      "care-platform:data:AtlasDatabaseUsers": 1,
      "care-platform:security:Keyring": 1,
      [userType]: 1,
      "random:index/randomPassword:RandomPassword": 1,
    });
    const { password, ...inputs } = account.named("users-a").inputs;
    expect(inputs).toEqual({
      projectId: "project-1",
      username: "application-a",
      authDatabaseName: "admin",
      roles: [{ roleName: "readWrite", databaseName: "doctor_system_staging" }],
      scopes: [{ name: "staging-patients", type: "CLUSTER" }],
      description: "Application, password generation 1",
    });
    expect((password as SecretInput).secret).toHaveLength(48);
  });

  it("alternates: a rotation adds the other user, moves over, and drops the first", async () => {
    const names = (phase: KeyringFacts["phase"], current: number) =>
      build({ keyring: facts(phase, current) }).then(async (account) => ({
        users: account.ofType(userType).map(({ name }) => name),
        current: await account.value(account.result.username),
      }));
    expect(await names("steady", 1)).toEqual({ users: ["users-a"], current: "application-a" });
    expect(await names("published", 1)).toEqual({ users: ["users-a", "users-b"], current: "application-a" });
    expect(await names("activated", 2)).toEqual({ users: ["users-b", "users-a"], current: "application-b" });
    expect(await names("steady", 2)).toEqual({ users: ["users-b"], current: "application-b" });
    expect(await names("activated", 3)).toEqual({ users: ["users-a", "users-b"], current: "application-a" });
  });

  it("gives each user the password of its own generation, and hands out the current one", async () => {
    const account = await build({ keyring: facts("activated", 4) });
    const passwordOf = (name: string) => (account.named(name).inputs.password as SecretInput).secret;
    expect(String(passwordOf("users-b"))).toContain("g4");
    expect(String(passwordOf("users-a"))).toContain("g3");
    expect(await account.value(account.result.password)).toBe(passwordOf("users-b"));
    expect(account.named("users").outputs).toMatchObject({ slot: "b", generation: 4 });
  });

  it("refuses two generations that are the same user's", () => {
    const generation = (number: number) => ({ number, of: `password ${number}` });
    expect(() => byUser([generation(3), generation(1)])).toThrow("Generations 3 and 1 both belong to user a.");
    expect(byUser([generation(4), generation(3)])).toEqual({ a: "password 3", b: "password 4" });
    expect(byUser([generation(4)])).toEqual({ a: null, b: "password 4" });
    expect(slotOf(2)).toBe("b");
  });

  it("keeps the passwords secret on their way in and out", async () => {
    const account = await build({ keyring: facts("activated", 2) });
    for (const { inputs } of account.ofType(userType)) expect(isSecret(inputs.password)).toBe(true);
    expect(await account.isSecretOutput(account.result.password)).toBe(true);
    expect(await account.isSecretOutput(account.result.username)).toBe(false);
    expect(isSecret(account.named("users").outputs?.password)).toBe(true);
    const elsewhere = account
      .ofType(userType)
      .flatMap(({ inputs }) => Object.entries(inputs))
      .filter(([key]) => key !== "password");
    expect(elsewhere.some(([, value]) => isSecret(value))).toBe(false);
  });

  it("registers the same set in a preview and in an update", async () => {
    const { preview, update } = await registerBoth(
      () => new AtlasDatabaseUsers("users", { ...args, keyring: facts("activated", 2) }),
    );
    expect(preview.names()).toEqual(update.names());
  });
});
