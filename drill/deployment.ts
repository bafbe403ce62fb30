import { applyDatabaseRoles } from "../functions/database-roles/database-roles";
import type { AllFacts, Blueprint, BlueprintSource, Login, Stores } from "./blueprint";
import { Vault } from "./vault";

/** What the cloud does to stores when the program says so; both are idempotent. */
export interface ControlPlane {
  /** RDS sets the password of a master user. */
  setMasterPassword(login: Login): Promise<void>;
  /** ElastiCache sets the passwords of a user and what it may do. */
  setCacheUser(user: string, passwords: readonly string[], access: string): Promise<void>;
}

/** What a deployment is given. */
export interface DeploymentRequest {
  readonly facts: AllFacts;
  readonly stores: Stores;
  /** The certificate of Postgres, as PEM. */
  readonly certificate: string;
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
  { facts, stores, certificate, vaultFile }: DeploymentRequest,
  source: BlueprintSource,
  cloud: ControlPlane,
  checkpoint: Checkpoint = () => undefined,
): Promise<Blueprint> {
  const vault = new Vault(vaultFile);
  const blueprint = await source(facts, stores, vault);
  await checkpoint("seeds made, nothing written down");
  vault.save();
  await checkpoint("versions written");
  for (const { system, logins, event } of blueprint.databases) {
    await cloud.setMasterPassword(logins.master);
    await checkpoint(`master password of ${system} set`);
    await applyDatabaseRoles(event, {
      certificates: [certificate],
      readSecret: ({ secretArn, versionId }) => Promise.resolve(vault.version(secretArn, versionId)),
    });
    await checkpoint(`roles of ${system} set`);
  }
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
