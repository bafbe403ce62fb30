import { applyDatabaseRoles } from "../functions/database-roles/database-roles";
import type { Blueprint, BlueprintSource, DatabaseBlueprint, DatabaseSystem, Login, Stores, Wanted } from "./blueprint";
import { Vault } from "./vault";

/** Changes of the cloud to data stores; both are idempotent. */
export interface ControlPlane {
  /** RDS sets the password of the master user of a system's database, and makes the user with the database. */
  setMasterPassword(system: DatabaseSystem, database: string, login: Login): Promise<void>;
  /** ElastiCache sets the passwords of a user and what it may do. */
  setCacheUser(user: string, passwords: readonly string[], access: string): Promise<void>;
}

/** What a deployment is given. */
export interface DeploymentRequest {
  readonly wanted: Wanted;
  readonly stores: Stores;
  /** The certificates of the databases, as PEM. */
  readonly certificates: Readonly<Record<DatabaseSystem, string>>;
  /** The file of the vault. */
  readonly vaultFile: string;
}

/** Hears of each point a deployment has reached, and lets it go on. */
export type Checkpoint = (point: string) => Promise<void> | void;

/**
 * The part of `pulumi up` before the services: seeds and versions are made and written down, the stores learn whom they
 * let in. It may end anywhere and be run again.
 */
export async function deployStores(
  { wanted, stores, certificates, vaultFile }: DeploymentRequest,
  source: BlueprintSource,
  cloud: ControlPlane,
  checkpoint: Checkpoint = () => undefined,
): Promise<Blueprint> {
  const vault = new Vault(vaultFile);
  const blueprint = await source(wanted, stores, vault);
  await checkpoint("seeds made, nothing written down");
  vault.save();
  await checkpoint("versions written");
  const tell = async ({ system, database, logins, event }: DatabaseBlueprint): Promise<void> => {
    await cloud.setMasterPassword(system, database, logins.master);
    await checkpoint(`master password of ${system} set`);
    if (event !== undefined) {
      await applyDatabaseRoles(event, {
        certificates: [certificates[system]],
        readSecret: ({ secretArn, versionId }) => Promise.resolve(vault.version(secretArn, versionId)),
      });
    }
    await checkpoint(`roles of ${system} set`);
  };
  for (const database of blueprint.databases) await tell(database);
  const { user, passwords, access } = blueprint.cacheUser;
  await cloud.setCacheUser(user, passwords, access);
  await checkpoint("user of the cache set");
  return blueprint;
}

/** The end of `pulumi up`, behind the services: what the program no longer names is deleted. */
export function deleteRetired(vaultFile: string, { seedNames }: Blueprint): void {
  const vault = new Vault(vaultFile);
  vault.keepSeeds(seedNames);
  vault.save();
}
