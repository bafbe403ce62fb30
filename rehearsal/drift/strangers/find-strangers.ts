import type { Refreshed } from "../../../readiness/drift/refresh-events";
import type { JudgedStranger } from "../../../readiness/drift/standing-state";
import type { Stranger } from "../../../readiness/drift/stranger";
import { nameOf } from "../../../readiness/run-result";
import { atlasKinds } from "./atlas";
import { identityKinds } from "./identity";
import type { OwnResource, OwnResources, Send, StrangerKind } from "./kind";
import { networkKinds } from "./network";
import { serviceKinds } from "./services";

/** Everything that is listed. */
export const strangerKinds: readonly StrangerKind[] = [
  ...networkKinds,
  ...identityKinds,
  ...serviceKinds,
  ...atlasKinds,
];

/** What the lists have shown. */
export interface FoundStrangers {
  readonly strangers: readonly (Omit<Stranger, "findings"> & Pick<JudgedStranger, "urn">)[];
  /** Those that the policy pack can judge. */
  readonly judged: readonly JudgedStranger[];
  readonly notListed: readonly { readonly what: string; readonly why: string }[];
  /** How many lists could be read. */
  readonly listed: number;
}

/** How many requests are sent at once: AWS CLI is a process each. */
const atOnce = 4;

/** Lists what stands at a stage's resources and is not the stage's. `stackUrn` is that of its stack. */
export async function findStrangers(
  refreshed: readonly Refreshed[],
  send: Send,
  stackUrn: string,
): Promise<FoundStrangers> {
  const own = ownResources(refreshed);
  const limited = atMost(atOnce, send);
  const [stack = "", project = ""] = stackUrn.replace(/^urn:pulumi:/, "").split("::");
  const results = await Promise.all(
    strangerKinds.flatMap((kind) =>
      kind.lists(own).map(async (list) => {
        try {
          return { kind, listed: await list(limited) };
        } catch (error) {
          return { kind, why: error instanceof Error ? error.message : String(error) };
        }
      }),
    ),
  );
  const unknown = results.flatMap(({ kind, listed = [] }) =>
    listed.filter(({ known }) => !known).map((each) => ({ kind, each })),
  );
  const named = unknown.map(({ kind, each }, index) => ({
    kind,
    each,
    urn: `urn:pulumi:${stack}::${project}::${kind.type}::in-no-state-${index + 1}`,
  }));
  const failed = results.flatMap(({ kind, why }) => (why === undefined ? [] : [{ what: kind.what, why }]));
  return {
    strangers: named.map(({ kind, each: { id, at, does, access }, urn }) => ({
      what: kind.what,
      type: kind.type,
      id,
      at,
      does,
      access,
      urn,
    })),
    judged: named.flatMap(({ kind, each: { id, inputs }, urn }) =>
      inputs === undefined ? [] : [{ type: kind.type, id, urn, inputs }],
    ),
    listed: results.length - failed.length,
    notListed: [...new Map(failed.map((each) => [`${each.what}\n${each.why}`, each])).values()],
  };
}

function ownResources(refreshed: readonly Refreshed[]): OwnResources {
  const byType = new Map<string, OwnResource[]>();
  for (const { urn, type, id, after } of refreshed) {
    if (after === undefined) continue;
    const resource = { urn, type, id, name: nameOf(urn), state: { ...after.inputs, ...after.outputs } };
    byType.set(type, [...(byType.get(type) ?? []), resource]);
  }
  return { of: (...types) => types.flatMap((type) => byType.get(type) ?? []) };
}

/** Sends so many requests at once and no more. */
function atMost(limit: number, send: Send): Send {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (request) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
    try {
      return await send(request);
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}
