import { createHash } from "node:crypto";
import fs from "node:fs";

/** The outputs of a seed: a password, bytes, a pair of keys. */
export type Seed = Readonly<Record<string, unknown>>;

interface Contents {
  /** By the name of the resource. */
  seeds: Record<string, Seed>;
  /** The texts of all versions, by the entry's ARN and the version's id. */
  versions: Record<string, Record<string, string>>;
}

/**
 * What a stage keeps of its secrets: the seeds of its state and the versions in Secrets Manager, in a file that is
 * replaced as a whole, so that whoever is killed while writing leaves the old contents or the new ones.
 */
export class Vault {
  private readonly contents: Contents;

  /** @param file where it is kept, readable for its owner only; made at the first write. */
  constructor(private readonly file: string) {
    this.contents = fs.existsSync(file)
      ? (JSON.parse(fs.readFileSync(file, "utf8")) as Contents)
      : { seeds: {}, versions: {} };
  }

  /** The seed of a resource, which is made at its first mention and is the same from then on. */
  seed(name: string, make: () => Seed): Seed {
    return (this.contents.seeds[name] ??= make());
  }

  /** The names of all seeds there are. */
  seedNames(): string[] {
    return Object.keys(this.contents.seeds);
  }

  /** Deletes every seed but these. */
  keepSeeds(names: ReadonlySet<string>): void {
    this.contents.seeds = Object.fromEntries(Object.entries(this.contents.seeds).filter(([name]) => names.has(name)));
  }

  /** Adds a version to an entry and returns its id; the same text is the same version. None is ever deleted. */
  addVersion(arn: string, text: string): string {
    const id = createHash("sha256").update(`${arn}\n${text}`).digest("hex").slice(0, 32);
    (this.contents.versions[arn] ??= {})[id] = text;
    return id;
  }

  /** Keeps the text of a version that somebody else has numbered. */
  keepVersion(arn: string, id: string, text: string): void {
    (this.contents.versions[arn] ??= {})[id] = text;
  }

  /**
   * The text of a version.
   * @throws Error where there is none.
   */
  version(arn: string, id: string): string {
    const text = this.contents.versions[arn]?.[id];
    if (text === undefined) throw new Error(`There is no version ${id} of ${arn}.`);
    return text;
  }

  /**
   * The value ECS gives a container for `arn:json-key:version-stage:version-id`.
   * @throws Error where the version or the key is missing, as ECS would not start the task.
   */
  valueFrom(reference: string): string {
    const parts = reference.split(":");
    const [key = "", , id = ""] = parts.slice(-3);
    const text = this.version(parts.slice(0, -3).join(":"), id);
    if (key === "") return text;
    const value = (JSON.parse(text) as Record<string, unknown>)[key];
    if (typeof value !== "string") throw new Error(`There is no key ${key} in version ${id} of ${parts[6] ?? ""}.`);
    return value;
  }

  /** Writes everything down. */
  save(): void {
    const temporary = `${this.file}.${process.pid}`;
    fs.writeFileSync(temporary, JSON.stringify(this.contents), { mode: 0o600 });
    fs.renameSync(temporary, this.file);
  }
}
