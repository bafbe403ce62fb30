import { openStack } from "../stack";
import { rehearsalSource } from "../../stacks/settings/overlay";
import { findDrift } from "../drift/find-drift";
import { simulatedSend } from "../drift/strangers/send-simulated";
import { outliving, unreadable } from "../account/index";
import { readFault } from "../account/faults";
import { limits } from "../engine/limits";
import { replaceAllSecrets, takeRotationStep } from "../standing/rotation-step";
import { handsOf } from "./hands";
import { restoreDatabase } from "./restore-database";
import { upgradeDatabase } from "./upgrade-database";
import { keepsData, textIn, type YearStage } from "./year-stage";

/** Something that happens to a stage within its year. */
export interface YearEvent {
  readonly name: string;
  /** Days after the event before. */
  readonly after: number;
  readonly happens: (year: YearStage) => Promise<void>;
}

const service = "aws:ecs/service:Service";
const database = "aws:rds/instance:Instance";

/**
 * The events of a year, in their order. The pack is asked from the rotation on, which comes late in the year: it judges the age of
 * keys by the clock of this machine, which is the end of the year, and none may be older than 60 days.
 */
export const yearEvents: readonly YearEvent[] = [
  { name: "first deployment", after: 0, happens: deploy },
  { name: "release", after: 100, happens: release },
  { name: "failed release", after: 100, happens: failedRelease },
  { name: "rotation", after: 108, happens: rotate },
  { name: "drift", after: 3, happens: drift },
  { name: "upgrade", after: 3, happens: upgradeDatabase },
  { name: "restore", after: 3, happens: restoreDatabase },
  { name: "emergency", after: 4, happens: emergency },
  { name: "destroy", after: 15, happens: destroy },
];

async function deploy(year: YearStage): Promise<void> {
  const made = await year.mustUp();
  year.check(
    `${made.length} resources are created, nothing else`,
    made.every(({ operation }) => operation === "created"),
  );
  year.check("a second deployment changes nothing", (await year.mustUp()).length === 0);
}

async function release(year: YearStage): Promise<void> {
  setImages(year, "v1.0.1");
  const changes = await year.mustUp();
  year.check("nothing that holds data is replaced", keepsData(changes));
  year.check(
    "every service runs v1.0.1",
    runningImages(year).every((image) => image === "v1.0.1"),
  );
}

/** A release whose tasks never become healthy: the deployment fails, and the version before is deployed again. */
async function failedRelease(year: YearStage): Promise<void> {
  const { account } = year.standing;
  const broken = year.one(service, "-service");
  const before = await told(year);
  account.faults = [readFault(`ecs service ${textIn(broken, "name")} never steady`)];
  setImages(year, "v1.0.2");
  const { error } = await year.up();
  account.faults = [];
  year.check(`the deployment fails, and names ${broken.id}`, error?.includes(textIn(broken, "name")) === true);
  year.check("the outputs still tell the release that ran before", same(await told(year), before));
  setImages(year, "v1.0.1");
  const changes = await year.mustUp({ refresh: true });
  year.check("nothing that holds data is replaced", keepsData(changes));
  year.check(
    "every service runs v1.0.1",
    runningImages(year).every((image) => image === "v1.0.1"),
  );
}

/** Publish, activate, retire; each step is first tried too early, and refused. */
async function rotate(year: YearStage): Promise<void> {
  const { standing } = year;
  await takeRotationStep(standing, "publish", year.now);
  year.check("nothing that holds data is replaced", keepsData(await year.mustUp()));
  const early = await takeRotationStep(standing, "activate", year.now);
  year.check(`activating at once is refused for ${early.length} keyrings`, early.length > 0);
  year.pass(1);
  year.check(
    "activating a day later is not refused",
    (await takeRotationStep(standing, "activate", year.now)).length === 0,
  );
  year.check("nothing that holds data is replaced", keepsData(await year.mustUp()));
  const soon = await takeRotationStep(standing, "retire", year.now);
  year.check(`retiring at once is refused for ${soon.length} keyrings`, soon.length > 0);
  year.pass(8);
  year.check(
    "retiring eight days later is not refused",
    (await takeRotationStep(standing, "retire", year.now)).length === 0,
  );
  await year.mustUp({ withPolicy: true });
  const { resources } = await year.state();
  const first = resources.filter(({ type, urn }) => type.startsWith("random:") && urn.endsWith("-g1"));
  year.check("no first generation is left", first.length === 0);
}

/** Backups are switched down and a port is opened by hand; both are found, judged and set back. */
async function drift(year: YearStage): Promise<void> {
  const { standing, name } = year;
  const hands = handsOf(year);
  const changed = hands.change(year.one(database, "-instance").urn, "backupRetentionPeriod", 1);
  const source = rehearsalSource(name, standing.directory).source;
  const workspace = standing.workspace(false);
  const { engine, folder, environment } = workspace;
  const found = await findDrift(
    {
      stage: name,
      stack: await openStack(source, workspace, { now: () => year.now }),
      engine,
      seat: { enginePath: engine.path, directory: folder.workDirectory, environment },
      send: simulatedSend(standing.account),
      source: "rehearsed",
      silenceMinutes: limits.silenceMinutes,
    },
    () => undefined,
  );
  const drifted = found.resources.map(
    (each) => `${each.name}: ${each.properties.map(({ property }) => property).join(", ")}`,
  );
  year.check(`npm run drift finds ${drifted.join("; ")}`, same(drifted, [`${changed.name}: backupRetentionPeriod`]));
  const changes = await year.mustUp({ refresh: true });
  year.check("up --refresh sets it back, and replaces nothing", keepsData(changes));
  const days = textIn(year.one(database, "-instance"), "backupRetentionPeriod");
  year.check(`backups are kept ${days} days again`, days !== "1");
}

/** Every secret has leaked: all are replaced in one deployment. */
async function emergency(year: YearStage): Promise<void> {
  const replaced = await replaceAllSecrets(year.standing, "A backup of the state was published by mistake.", year.now);
  year.check(`${replaced.length} secrets are replaced at once`, replaced.length > 0);
  year.check("nothing that holds data is replaced", keepsData(await year.mustUp({ withPolicy: true })));
  const { type, id, urn } = year.one(database, "-instance");
  const outputs = (await year.state()).resources.find((each) => each.urn === urn)?.outputs ?? {};
  const resource = year.standing.account.store.get(type, id);
  const password = resource && year.standing.account.store.restore(resource, outputs as typeof resource.state).password;
  year.check("the database has the password that the state has", password !== undefined);
}

/** Destroying the stage leaves the data key and the vault, and everything that needs the key can be read. */
async function destroy(year: YearStage): Promise<void> {
  year.standing.change([{ keys: ["dataProtection"], value: "off" }]);
  await year.mustUp();
  const { error } = await year.destroy();
  year.check(`destroy goes through${error === undefined ? "" : `, and not: ${error}`}`, error === undefined);
  const { store } = year.standing.account;
  const left = store.list().map(({ type }) => type.split(":").at(-1));
  year.check(`what stands is ${left.join(", ")}`, same([...left].sort(), ["Key", "Vault"]));
  const kept = outliving(store);
  year.check(`${kept.length} snapshots and backups remain, and all can be read`, unreadable(kept).length === 0);
}

function setImages(year: YearStage, image: string): void {
  year.standing.change(year.systems.map((system) => ({ keys: [system, "image"], value: image })));
}

/** The image tags of the tasks that services run. */
function runningImages(year: YearStage): readonly string[] {
  const { store } = year.standing.account;
  return store.list(service).flatMap(({ state }) => {
    const definition = store
      .list("aws:ecs/taskDefinition:TaskDefinition")
      .find((each) => each.state.arn === state.taskDefinition);
    if (definition === undefined) return [];
    const containers = JSON.parse(textIn(definition, "containerDefinitions")) as readonly {
      image: string;
    }[];
    return containers.flatMap(({ image }) => /amazonaws\.com\/[^:]+:(v[\d.]+)$/.exec(image)?.[1] ?? []);
  });
}

async function told(year: YearStage): Promise<unknown> {
  const { resources } = await year.state();
  const { facts, rotation } = resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs ?? {};
  return { facts, rotation };
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
