import { resourcesByOwner } from "../../readiness/stage-owner";
import type { Verification } from "../../verify/result";
import { type RunOptions, type SystemToVerify, verify } from "../../verify/run";
import type { DeployedPart } from "../../verify/state/deployed";
import { goodAccount, goodAtlas, referenceAccount, type Values } from "../reference/account/good-account";
import { type Answers, atlasLogin, type AtlasAnswers, startAccount } from "../reference/account/reference-account";
import { registeredStage } from "../readiness/deployed-stage";
import { faceOf, type System } from "./verified-reference";

/** When the reference account is as it is. */
export const now = new Date("2026-11-20T10:00:00Z");

/** What is wrong with an account that is otherwise good. */
export interface AccountFault {
  readonly answers?: (good: Answers) => Answers;
  readonly atlas?: AtlasAnswers;
  readonly values?: Values;
}

let registered: Promise<ReadonlyMap<string, readonly DeployedPart[]>> | undefined;

/** The resources of staging by owner, with the ARNs that AWS gives them. */
export async function partsOfStaging(): Promise<ReadonlyMap<string, readonly DeployedPart[]>> {
  registered ??= registeredStage("staging").then(({ resources }) =>
    resourcesByOwner(resources.map((resource) => ({ ...resource, properties: withArn(resource) }))),
  );
  return await registered;
}

/** A resource's service in ARNs, by its type's module. */
const services: Readonly<Record<string, string>> = { lb: "elasticloadbalancing" };

function withArn({ type, properties }: DeployedPart): DeployedPart["properties"] {
  const [, module = ""] = /^aws:(\w+)\//.exec(type) ?? [];
  const name = [properties.name, properties.identifier, properties.bucket].find(
    (one): one is string => typeof one === "string",
  );
  if (module === "" || name === undefined) return properties;
  return {
    arn: `arn:aws:${services[module] ?? module}:eu-west-1:000000000000:${name}`,
    ...defined(properties),
  };
}

function defined(properties: DeployedPart["properties"]): DeployedPart["properties"] {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

/** Verifies a system of staging against the reference account, with what is wrong in it. Nothing answers outside. */
export async function verifiedState(
  system: System,
  { answers = (good) => good, atlas = {}, values }: AccountFault = {},
  credentials: { readonly accountId?: string; readonly login?: typeof atlasLogin | null } = {},
  more: Pick<SystemToVerify, "expectedDatabase"> & Pick<RunOptions, "consents"> = {},
): Promise<{ readonly verification: Verification; readonly operations: ReadonlySet<string> }> {
  const byOwner = await partsOfStaging();
  const parts = { own: byOwner.get(system) ?? [], shared: byOwner.get("foundation") ?? [] };
  const good = goodAccount([...parts.own, ...parts.shared], now, values);
  const running = await startAccount(answers(good), { ...goodAtlas(now), ...atlas });
  const { accountId = referenceAccount, login = atlasLogin } = credentials;
  try {
    const verification = await verify({
      stage: "staging",
      systems: [{ system, version: "v1.0.0", face: faceOf(system), parts, expectedDatabase: more.expectedDatabase }],
      consents: more.consents ?? [],
      by: "care-platform of a test",
      identity: "verify-state",
      state: {
        account: {
          accountId,
          region: "af-south-1",
          endpoint: running.endpoint,
          credentials: { accessKeyId: "AKIDREFERENCE", secretAccessKey: "reference" },
        },
        ...(login !== null && { atlas: { ...login, baseUrl: running.endpoint } }),
      },
      connectTo: () => ({ host: "127.0.0.1", port: 1 }),
      now: () => now,
      clock: () => 0,
    });
    return { verification, operations: running.operations };
  } finally {
    await running.close();
  }
}
