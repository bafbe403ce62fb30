import type { KeptResource } from "./resource-type";
import type { Store } from "./store";
import { textAt } from "./wire";

const keyType = "aws:kms/key:Key";

const vaultType = "aws:backup/vault:Vault";

/** What a deleted key is until KMS has ended it. */
export const endingKey = `${keyType}#pendingDeletion`;

/** Something that outlives the resource it came from. */
export interface Outliving {
  /** What it is: `Snapshot`. */
  readonly kind: string;
  readonly name: string;
  /** The key it is encrypted with stands, so that it can be read. */
  readonly keyStands: boolean;
  /** From when it cannot be read any more, as ISO 8601; absent where nothing ends it. */
  readonly until?: string;
  /** What ends it then. */
  readonly because?: "it expires" | "its key ends";
}

/** What deleted resources have left in the account, encrypted: from when on each cannot be read any more. */
export function outliving(store: Store): readonly Outliving[] {
  return store.leftovers().flatMap((leftover) => {
    const key = textAt(leftover.state, "kmsKeyId");
    return key === undefined || leftover.type === endingKey ? [] : [lifeOf(leftover, key, store)];
  });
}

/** What cannot be read for as long as it exists by itself, because its key ends before, or has ended. */
export function unreadable(left: readonly Outliving[]): readonly Outliving[] {
  return left.filter(({ keyStands, because }) => !keyStands && because !== "it expires");
}

/** What the engine was told to leave standing, in a sentence; nothing where there is none. */
export function keptInWords(standing: readonly KeptResource[]): readonly string[] {
  const kept = standing.filter(({ type }) => [keyType, vaultType].includes(type));
  const names = kept.map(({ type, id }) => `${type === keyType ? "KMS key" : "backup vault"} ${id}`);
  return names.length === 0 ? [] : [`Kept on purpose, until a person deletes them: ${names.join(", ")}.`];
}

/** In sentences, for the report of a take-down; things that end alike are told together. */
export function outlivingInWords(left: readonly Outliving[]): readonly string[] {
  const groups = new Map<string, Outliving[]>();
  for (const one of left) {
    const end = endInWords(one);
    groups.set(`${one.kind}${end}`, [...(groups.get(`${one.kind}${end}`) ?? []), one]);
  }
  return [...groups.values()].map((group) => {
    const [first] = group;
    if (first === undefined) return "";
    const names = group.map(({ name }) => name);
    const { named, counted } = kinds[first.kind] ?? { named: first.kind, counted: first.kind };
    const subject = names.length > mostNames ? `${names.length} ${counted}` : `${named} ${names.join(", ")}`;
    return `Remains after destroy: ${subject}${endInWords(first)}.`;
  });
}

/** Names that a sentence lists; more are counted. */
const mostNames = 3;

/** What AWS calls the kinds of leftovers, before a name and after a number. */
const kinds: Readonly<Record<string, { readonly named: string; readonly counted: string }>> = {
  Snapshot: { named: "RDS snapshot", counted: "RDS snapshots" },
  automatedBackups: { named: "RDS automated backups of", counted: "databases' RDS automated backups" },
  snapshot: { named: "ElastiCache snapshot", counted: "ElastiCache snapshots" },
  scheduledForDeletion: { named: "Secrets Manager secret", counted: "Secrets Manager secrets" },
};

function endInWords({ keyStands, until = "", because }: Outliving): string {
  const day = until.slice(0, 10);
  if (because === "it expires") return `, until ${day}`;
  if (because === "its key ends") return `; it cannot be read from ${day} on, when its key ends`;
  return keyStands ? "; it can be read while its key exists" : "; it cannot be read: its key is deleted";
}

function lifeOf({ type, id, state }: KeptResource, key: string, store: Store): Outliving {
  const standing = store.list(keyType).some((resource) => isNamed(resource, new Set([key])));
  const ending = store.leftovers().find((other) => other.type === endingKey && isNamed(other, new Set([key])));
  const ofKey = standing || ending === undefined ? undefined : textAt(ending.state, "endsAt");
  const own = textAt(state, "expiresAt");
  const first = [own, ofKey].filter((time) => time !== undefined).sort()[0];
  return {
    kind: type.split(/[:#]/).pop() ?? type,
    name: textAt(state, "name") ?? id,
    keyStands: standing,
    ...(first !== undefined && { until: first, because: first === own ? "it expires" : "its key ends" }),
  };
}

function isNamed({ id, state }: KeptResource, keys: ReadonlySet<string | undefined>): boolean {
  return keys.has(id) || keys.has(textAt(state, "arn"));
}
