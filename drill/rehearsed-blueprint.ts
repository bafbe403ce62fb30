import fs from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { AccountRefusal } from "../rehearsal/account/faults";
import type { Operation } from "../rehearsal/account/index";
import type { OpenState, StateResource } from "../rehearsal/standing/protocol";
import { StandingStage } from "../rehearsal/standing/standing-stage";
import { ofEachSystem, type System } from "../stacks/settings/systems";
import {
  type Address,
  type Blueprint,
  type BlueprintSource,
  type DatabaseBlueprint,
  databaseSystems,
  type DatabaseSystem,
  type Login,
  type Stores,
} from "./blueprint";
import { drillBegins } from "./records";
import type { Vault } from "./vault";

/** The role of each system whose tasks are drilled. */
const role = "api";

/** What is read of a container of a task definition. */
interface Container {
  readonly secrets?: readonly { readonly name: string; readonly valueFrom: string }[];
}

type Texts = Readonly<Record<string, string>>;

/**
 * A stage that the real engine deploys from the real program into a simulated account, step by step. Nothing is taken
 * from a component: the environment of a task is that of the newest revision in the account, values are those of the
 * versions in the stack's state, and the database's users are what the function's run was given.
 */
export class RehearsedStage {
  private readonly runs = new Map<DatabaseSystem, string>();
  /** Whether the last deployment failed: the next one refreshes, as docs/deploy.md says. */
  private failed = false;

  private constructor(private readonly standing: StandingStage) {}

  /** Starts the account; the first deployment is that of the first blueprint. */
  static async start(folder: string): Promise<RehearsedStage> {
    const own = path.join(folder, "rehearsed");
    fs.mkdirSync(own);
    return new RehearsedStage(await StandingStage.start({ folder: own, stage: "staging", since: drillBegins }));
  }

  /** Deploys what is wanted, and reads what came of it. */
  readonly source: BlueprintSource = async ({ records, now, fails }, stores, vault) => {
    this.standing.record(records);
    const { error } = await this.standing.deploy({
      now: new Date(now),
      refresh: this.failed,
      ...(fails && { refuses: new FailingServices().hears }),
    });
    if (error !== undefined && !(fails && error.includes(circuitBreaker))) throw new Error(error);
    if (error === undefined && fails) throw new Error("A deployment that had to fail did not.");
    this.failed = error !== undefined;
    const state = await this.standing.state();
    keepVersions(state, stores, vault);
    return {
      environments: ofEachSystem((system) => this.environment(system)),
      databases: databaseSystems.map((system) => this.newRun(databaseOf(system, state, stores, vault))),
      cacheUser: cacheUserOf(state),
      // The engine has deleted what the program no longer names.
      seedNames: new Set(),
    };
  };

  /** The engine runs the function when its input is another than that of the last run. */
  private newRun(database: DatabaseBlueprint): DatabaseBlueprint {
    const input = JSON.stringify(database.event);
    if (this.runs.get(database.system) === input) return { ...database, event: undefined };
    this.runs.set(database.system, input);
    return database;
  }

  /** Ends the engine and the account. */
  stop(): void {
    this.standing.stop();
  }

  /** Where the newest revision of a system's task takes its variables from. */
  private environment(system: System): Texts {
    const revisions = this.standing
      .view()
      .list("aws:ecs/taskDefinition:TaskDefinition")
      .filter(({ state }) => state.family === `staging-${system}-${role}`)
      .sort((one, other) => Number(other.state.revision) - Number(one.state.revision));
    const newest = revisions[0]?.state.containerDefinitions;
    const containers = JSON.parse(typeof newest === "string" ? newest : "[]") as readonly Container[];
    const secrets = containers.flatMap((container) => container.secrets ?? []);
    if (secrets.length === 0) throw new Error(`The account has no task of ${system} that reads a secret.`);
    return Object.fromEntries(secrets.map(({ name, valueFrom }) => [name, valueFrom]));
  }
}

const circuitBreaker = "ECS deployment circuit breaker: tasks failed to start.";

/**
 * When the engine has done all that needs no service: it has said nothing for this many milliseconds (our default), and
 * for a multiple of its longest pause before, because both grow on a slow machine.
 */
const quiet = 2500;
const quietPauses = 5;

/**
 * No service gets well: the provider waits for each and says at last that it was rolled back. That takes ECS minutes, in
 * which the engine does everything else.
 */
class FailingServices {
  private last: number | undefined;
  private longestPause = 0;

  /** Hears of everything, and refuses the changes of services. */
  readonly hears = ({ operation, type }: Operation): void => {
    if (type !== "aws:ecs/service:Service" || operation !== "update") {
      const now = Date.now();
      this.longestPause = Math.max(this.longestPause, now - (this.last ?? now));
      this.last = now;
      return;
    }
    const refusal = { code: "waiting for state to become 'tfSTABLE'", message: circuitBreaker };
    throw new AccountRefusal("updating", "ECS Service", "service", refusal, this.nothingElse());
  };

  private async nothingElse(): Promise<void> {
    const began = Date.now();
    const enough = (): number => Math.max(quiet, quietPauses * this.longestPause);
    while (Date.now() - (this.last ?? began) < enough()) await pause(quiet / 10);
  }
}

/** Keeps every version that the state has, with the stores' own addresses in the place of the cloud's. */
function keepVersions(state: OpenState, stores: Stores, vault: Vault): void {
  const places = placesOf(state, stores);
  for (const { outputs = {} } of ofType(state, "aws:secretsmanager/secretVersion:SecretVersion")) {
    const { secretId, versionId, secretString } = outputs as Texts;
    vault.keepVersion(text(secretId), text(versionId), here(text(secretString), places));
  }
}

/** Each address of the cloud, and the one that stands for it. */
function placesOf(state: OpenState, { postgres, redis }: Stores): ReadonlyMap<string, Address> {
  const databases = databaseSystems.map((system) => {
    const { address } = instanceOf(system, state);
    return [`${text(address)}:5432`, postgres[system]] as const;
  });
  const caches = ofType(state, "aws:elasticache/replicationGroup:ReplicationGroup").map(
    ({ outputs = {} }) => [`${text(outputs.primaryEndpointAddress)}:${String(outputs.port)}`, redis] as const,
  );
  return new Map([...databases, ...caches]);
}

/** A text with the stores' own addresses. */
function here(value: string, places: ReadonlyMap<string, Address>): string {
  return [...places].reduce((all, [there, { host, port }]) => all.replaceAll(there, `${host}:${port}`), value);
}

function instanceOf(system: DatabaseSystem, state: OpenState): Readonly<Record<string, unknown>> {
  return named(state, "aws:rds/instance:Instance", `${system}-postgres-instance`).outputs ?? {};
}

function databaseOf(system: DatabaseSystem, state: OpenState, stores: Stores, vault: Vault): DatabaseBlueprint {
  const { username, password, dbName } = instanceOf(system, state);
  const invocation = named(state, "aws:lambda/invocation:Invocation", `${system}-database-roles-run`);
  const event = JSON.parse(text(invocation.outputs?.input)) as { readonly database: Address };
  const login = (entry: string): Login => {
    const { secretId, versionId } = (named(
      state,
      "aws:secretsmanager/secretVersion:SecretVersion",
      `${system}-database-${entry}-login-version`,
    ).outputs ?? {}) as Texts;
    const url = new URL(vault.version(text(secretId), text(versionId)));
    return { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
  };
  return {
    system,
    database: text(dbName),
    logins: {
      master: { user: text(username), password: text(password) },
      migration: login("migration"),
      reporting: login("reporting"),
    },
    event: { ...event, database: { ...event.database, ...stores.postgres[system] } },
  };
}

function cacheUserOf(state: OpenState): Blueprint["cacheUser"] {
  const { outputs = {} } = named(state, "aws:elasticache/user:User", "ahava-healthcare-redis-user");
  const { passwords } = outputs.authenticationMode as { readonly passwords: readonly string[] };
  return { user: text(outputs.userName), passwords, access: text(outputs.accessString) };
}

function ofType({ resources }: OpenState, type: string): readonly StateResource[] {
  return resources.filter((resource) => resource.type === type);
}

function named(state: OpenState, type: string, name: string): StateResource {
  const found = ofType(state, type).find(({ urn, delete: old }) => urn.endsWith(`::${name}`) && old !== true);
  if (found === undefined) throw new Error(`The stack has no ${name}.`);
  return found;
}

function text(value: unknown): string {
  if (typeof value !== "string") throw new Error("The stack's state has no text where one must be.");
  return value;
}
