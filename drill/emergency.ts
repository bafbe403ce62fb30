import { type System, systems } from "../stacks/settings/systems";
import type { Blueprint, DatabaseBlueprint, Login } from "./blueprint";
import type { DrilledStage } from "./drilled-stage";
import { drilledKeyrings } from "./records";
import { postgresAccepts, redisAccepts } from "./stage";

/** Number of old values that were tried, and number accepted, which must be 0. */
export interface EmergencyCheck {
  readonly what: string;
  readonly shown: number;
  readonly accepted: number;
}

/**
 * Replaces every keyring of a stage at once, deploys it whole, and then tries everything of the generation before: each
 * password at its server, sessions that were open, and every token at every live task.
 * @param earlier what ran before the rotation that is under way. @default none is
 */
export async function emergency(stage: DrilledStage, earlier?: Blueprint): Promise<readonly EmergencyCheck[]> {
  const { servers, fleet, load, records } = stage;
  const before = stage.deployed;
  const logins = [
    ...databaseLogins(stage, before),
    // While a rotation is under way, the application's user of the generation before may log in as well.
    ...(earlier === undefined ? [] : databaseLogins(stage, earlier).filter(({ application }) => application)),
  ];
  const sessions = await Promise.all(
    logins.map(({ login, of }) => servers.postgres[of.system].connect(login, of.database)),
  );
  const cacheLogin = loginOf(stage.variable("ahava-healthcare", "REDIS_URL", before));
  const webhookToken = stage.variable("doctor-system", "WHATSAPP_WEBHOOK_VERIFY_TOKEN", before);
  records.now = new Date(records.now.getTime() + 3_600_000);
  for (const keyring of drilledKeyrings) {
    // Data is being written anew with two keys already: its emergency is refused until that is over.
    if (keyring.kind === "encryption" && records.keyring(keyring).phase === "activated") continue;
    const [refusal] = records.replace(keyring, "a laptop with access to the console was stolen");
    if (refusal !== undefined) throw new Error(`The emergency of ${keyring.name} was refused: ${refusal.reason}.`);
  }
  // Tasks of the generation before are cut off, as they must be: nobody counts what they fail to do.
  const blueprint = await stage.deployStores({ loaded: false });
  await fleet.replaceAll(blueprint);
  stage.completed(blueprint);
  stage.copyWebhookToken();
  const accepted = await Promise.all(logins.map(({ login, of }) => postgresAccepts(servers, of, login)));
  const alive = await Promise.all(
    sessions.map((session) =>
      session.query("SELECT 1").then(
        () => true,
        () => false,
      ),
    ),
  );
  await Promise.all(sessions.map((session) => session.end().catch(() => undefined)));
  const tokens = await Promise.all(systems.map((system) => oldTokens(stage, system)));
  const webhooks = await shown(stage, "doctor-system", { tokens: [], webhookToken });
  load.forgetTokens();
  return [
    { what: "passwords of Postgres", shown: accepted.length, accepted: accepted.filter(Boolean).length },
    { what: "open sessions of Postgres", shown: alive.length, accepted: alive.filter(Boolean).length },
    { what: "passwords of Redis", shown: 1, accepted: (await redisAccepts(servers, cacheLogin)) ? 1 : 0 },
    ...tokens,
    { what: "webhook tokens of doctor-system", ...webhooks },
  ];
}

interface OldLogin {
  readonly login: Login;
  /** The database it is a login of. */
  readonly of: DatabaseBlueprint;
  /** Whether it is the application's. */
  readonly application: boolean;
}

function databaseLogins(stage: DrilledStage, blueprint: Blueprint): OldLogin[] {
  return blueprint.databases.flatMap((of) => [
    { login: loginOf(stage.variable(of.system, "DATABASE_URL", blueprint)), of, application: true },
    ...Object.values(of.logins).map((login) => ({ login, of, application: false })),
  ]);
}

function loginOf(url: string): Login {
  const { username, password } = new URL(url);
  return { user: decodeURIComponent(username), password: decodeURIComponent(password) };
}

async function oldTokens(stage: DrilledStage, system: System): Promise<EmergencyCheck> {
  const counts = await shown(stage, system, { tokens: stage.load.held(system) });
  return { what: `tokens of ${system}`, ...counts };
}

/** Shows every live task of a system the same things, and counts what it lets pass. */
async function shown(
  { fleet, records }: DrilledStage,
  system: System,
  things: Pick<
    Extract<Parameters<(typeof fleet.tasks)[number]["work"]>[0], { kind: "use" }>,
    "tokens" | "webhookToken"
  >,
): Promise<Pick<EmergencyCheck, "shown" | "accepted">> {
  const now = Math.floor(records.now.getTime() / 1000);
  const tasks = fleet.tasks.filter((task) => task.system === system);
  const results = await Promise.all(tasks.map((task) => task.work({ kind: "use", now, rows: [], ...things })));
  const all = results.reduce(
    (sum, { done }) => sum + (done["verify a token"] ?? 0) + (done["check a webhook"] ?? 0),
    0,
  );
  const refused = results.reduce((sum, { failures }) => sum + failures.length, 0);
  return { shown: all, accepted: all - refused };
}
