import { applyDatabaseRoles } from "../../functions/database-roles/database-roles";
import type { DatabaseRolesEvent, PasswordPlace } from "../../functions/database-roles/event";
import { deployStage } from "../../stacks/stage";
import type { StageOutputs } from "../../stacks/stage";
import { isSecret, register, secretEnvelope } from "../components/mocks";
import type { Registered } from "../components/mocks";
import { describeWithPostgres } from "../real/describe-with-postgres";
import type { Login, RealPostgres } from "../real/postgres";
import { settings } from "../settings/complete";

/** One container's secrets as the task definition has them. */
interface Container {
  readonly name: string;
  readonly secrets?: readonly { readonly name: string; readonly valueFrom: string }[];
}

/** What a stage hands to the function and to its tasks, with the secrets it has written. */
interface Handed {
  readonly event: DatabaseRolesEvent;
  readonly secretOf: (place: PasswordPlace) => string;
  readonly containers: readonly Container[];
}

/** Passwords are random on a real engine, each its own; here each is its resource's name with what a random one may hold. */
const passwordOf = (_: unknown, name: string) => ({
  result: secretEnvelope(`${name.replaceAll("-", "")}XXXXXXXXXXXXXXXXXXXXXXXX9`),
});

const deployed = (stage: "staging" | "production"): Promise<Registered<StageOutputs>> =>
  register(() => deployStage(settings(stage)), {
    stack: stage,
    computed: { "random:index/randomPassword:RandomPassword": passwordOf },
  });

function handedBy(account: Registered<StageOutputs>): Handed[] {
  const versions = account.ofType("aws:secretsmanager/secretVersion:SecretVersion").map(({ name, inputs }) => ({
    place: { secretArn: String(inputs.secretId), versionId: `version-of-${name}` },
    text: String(isSecret(inputs.secretString) ? inputs.secretString.secret : undefined),
  }));
  const containers = account
    .ofType("aws:ecs/taskDefinition:TaskDefinition")
    .flatMap(({ inputs }) => JSON.parse(String(inputs.containerDefinitions)) as Container[]);
  const secretOf = ({ secretArn, versionId }: PasswordPlace): string => {
    const found = versions.filter(({ place }) => place.secretArn === secretArn && place.versionId === versionId);
    if (found.length !== 1) throw new Error(`${found.length} versions of secrets stand at ${secretArn}`);
    return found[0]!.text;
  };
  return account
    .ofType("aws:lambda/invocation:Invocation")
    .map(({ inputs }) => ({ event: JSON.parse(String(inputs.input)) as DatabaseRolesEvent, secretOf, containers }));
}

/** Makes the database as RDS does: its master user owns it and may make roles, and is no superuser. */
async function asRdsMakesIt({ event, secretOf }: Handed, server: RealPostgres, name: string) {
  const { master } = event;
  await server.query(
    server.superuser,
    "postgres",
    `DO $$ BEGIN
       IF EXISTS (SELECT FROM pg_roles WHERE rolname = '${master.name}') THEN
         ALTER ROLE ${master.name} PASSWORD '${secretOf(master.password)}';
       ELSE
         CREATE ROLE ${master.name} LOGIN CREATEROLE CREATEDB PASSWORD '${secretOf(master.password)}';
         GRANT pg_signal_backend, pg_read_all_stats TO ${master.name} WITH ADMIN OPTION;
       END IF;
     END $$`,
    `CREATE DATABASE ${name} OWNER ${master.name}`,
  );
}

/** The user and the password that a task is given in its URL. */
function loginIn(url: string): Login {
  const { username, password } = new URL(url);
  return { user: decodeURIComponent(username), password: decodeURIComponent(password) };
}

const placeIn = (valueFrom: string): PasswordPlace => {
  const [secretArn = "", versionId = ""] = valueFrom.split(":::");
  return { secretArn, versionId };
};

describeWithPostgres("the database roles of a deployed stage, on a real Postgres", (postgres) => {
  it.each(["staging", "production"] as const)("of %s: every task logs in with the URL it gets", async (stage) => {
    const [handed, ...others] = handedBy(await deployed(stage));
    expect(others).toEqual([]);
    const { event, secretOf, containers } = handed!;
    const server = postgres();
    const database = event.database.name;
    await asRdsMakesIt(handed!, server, database);

    // Only where the server stands is not as the stage says.
    const here = { ...event, database: { ...event.database, host: server.host, port: server.port } };
    const run = () =>
      applyDatabaseRoles(here, {
        certificates: [server.certificate],
        readSecret: (place) => Promise.resolve(secretOf(place)),
      });
    const seen = server.log().length;
    const first = await run();
    expect(first.changed.length).toBeGreaterThan(20);
    expect(await run()).toEqual({ changed: [], leftAlone: [] });

    const urls = Object.fromEntries(
      containers.flatMap(({ name, secrets = [] }) =>
        secrets
          .filter((secret) => secret.name === "DATABASE_URL")
          .map((secret) => [name, secretOf(placeIn(secret.valueFrom))]),
      ),
    ) as Record<"api" | "worker" | "migration", string>;
    expect(Object.keys(urls).sort()).toEqual(["api", "migration", "worker"]);
    for (const url of Object.values(urls)) {
      expect(url).toMatch(new RegExp(`^postgresql://[^@]+@${event.database.host}:5432/${database}\\?`));
    }

    const as = <Row>(login: Login, ...statements: string[]) => server.query<Row>(login, database, ...statements);
    await as(loginIn(urls.migration), "CREATE TABLE visits (id serial PRIMARY KEY, patient text)");
    await as(loginIn(urls.api), "INSERT INTO visits (patient) VALUES ('one')");
    await as(loginIn(urls.worker), "UPDATE visits SET patient = 'two'");
    await expect(as(loginIn(urls.api), "CREATE TABLE others ()")).rejects.toThrow(
      "permission denied for schema public",
    );

    const reporting = { user: event.reporting.name, password: secretOf(event.reporting.password!) };
    expect(await as(reporting, "SELECT patient FROM visits")).toEqual([{ patient: "two" }]);
    await expect(as(reporting, "SET default_transaction_read_only TO off", "DELETE FROM visits")).rejects.toThrow(
      "permission denied",
    );
    // The second user of the application waits for a rotation.
    const waiting = event.application.users.filter(({ password }) => password === null).map(({ name }) => name);
    expect(waiting).toHaveLength(1);
    await expect(as({ user: waiting[0]!, password: loginIn(urls.api).password }, "SELECT 1")).rejects.toThrow(
      /not permitted to log in|authentication failed/,
    );

    const log = server.log().slice(seen);
    expect(log).toContain("ALTER ROLE");
    expect([...Object.values(urls).map(loginIn), reporting].filter(({ password }) => log.includes(password))).toEqual(
      [],
    );
    // Roles belong to the server: the next stage begins with none.
    await server.query(
      server.superuser,
      "postgres",
      `DROP DATABASE ${database}`,
      ...[event.owner, event.application.group, event.migration.name, event.reporting.name]
        .concat(event.application.users.map(({ name }) => name))
        .map((role) => `DROP ROLE ${role}`),
    );
  });

  it("are run again when an argument changes and not otherwise, and no password stands in what they are told", async () => {
    const runOf = async (changes: Parameters<typeof settings>[1] = {}) => {
      const account = await register(() => deployStage(settings("staging", changes)), {
        stack: "staging",
        computed: { "random:index/randomPassword:RandomPassword": passwordOf },
      });
      const { inputs } = account.only("aws:lambda/invocation:Invocation");
      return { input: inputs.input, triggers: inputs.triggers };
    };
    const before = await runOf();
    expect(await runOf()).toEqual(before);
    expect(before.triggers).toEqual({ code: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown });
    const more = await runOf({ "ahava-healthcare/api/maximumTasks": 5 });
    expect(more.input).not.toEqual(before.input);
    expect(JSON.stringify(before)).not.toContain("XXXXXXXX");
  });
});
