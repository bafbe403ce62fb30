import * as pulumi from "@pulumi/pulumi";
import { ApplicationKeyring } from "../../components/security/application-keyring";
import { ApplicationSecrets, type ApplicationSecret } from "../../components/security/application-secrets";
import { type KeyringRow, keyringRows, type SecretVariable, vendorRows } from "../../settings/secrets/row";
import { passwordStrength } from "../../settings/secrets/strength";
import type { SystemSection } from "../../settings/system/declaration";
import { keptEnvironment, requireSecrets } from "../settings/environments";
import { keyringFacts } from "../settings/rotation/keyrings";
import { declarationOf, sections } from "../settings/systems";
import { protectsData, type SystemContext } from "./context";

/** By variable, where ECS takes its value from, with the version pinned. */
export type SecretReferences = Readonly<Record<string, pulumi.Output<string>>>;

/** The address of a store and the login to it, as one value. */
export interface Connection {
  readonly value: pulumi.Output<string>;
  /** The generation of the password in it. */
  readonly generation: number;
}

/** Inputs of a system's secrets that the stage creates. */
export interface MadeSecrets {
  /** The URLs of its applications' data stores, by variable. */
  readonly connections: Readonly<Record<string, Connection>>;
  /** Secrets with existing entries, such as key pairs. @default none */
  readonly elsewhere?: SecretReferences;
}

/**
 * Every secret of a system's applications, by its variable, from its table of secrets.
 * @throws Error if they are not exactly those of the system's list of variables.
 */
export function createSecrets(context: SystemContext, { connections, elsewhere = {} }: MadeSecrets): SecretReferences {
  const { system, settings, foundation, parent } = context;
  const keyrings = keyringRows(declarationOf(system).secrets)
    .filter(({ otherGenerations }) => otherGenerations !== undefined)
    .map((row) => createKeyring(context, row));
  const secrets = [...connectionSecrets(context, connections), ...vendorSecrets(context), ...keptSecrets(context)];
  const made = Object.assign({}, ...keyrings.map(({ valueFrom }) => valueFrom), elsewhere) as SecretReferences;
  requireSecrets(system, settings.stage, [...secrets.map(({ name }) => name), ...Object.keys(made)]);
  const { valueFrom } = new ApplicationSecrets(
    `${system}-secrets`,
    {
      stage: settings.stage,
      system,
      kmsKeyArn: foundation.secretsKeyArn,
      recoveryWindowDays: settings.secrets.recoveryWindowDays,
      protectData: protectsData(settings),
      secrets,
    },
    { parent },
  );
  return { ...valueFrom, ...made };
}

/** A secret that the applications of a system sign, verify or encrypt with, in the generations that the settings record. */
function createKeyring({ system, settings, foundation, parent }: SystemContext, row: KeyringRow): ApplicationKeyring {
  return new ApplicationKeyring(
    `${system}-${kebab(row.name)}`,
    {
      keyring: keyringFacts(settings, system, row.name),
      strength: row.strength ?? passwordStrength,
      description: descriptionOf(row.variable),
      kmsKeyArn: foundation.secretsKeyArn,
      recoveryWindowDays: settings.secrets.recoveryWindowDays,
      protectData: protectsData(settings),
    },
    { parent },
  );
}

/** `JWT_ACCESS_SECRET` as a part of a logical name: `jwt-access-secret`. */
function kebab(variable: string): string {
  return variable.toLowerCase().replaceAll("_", "-");
}

/** The description of an entry in the console. */
function descriptionOf(variable: SecretVariable | undefined): string {
  return variable?.description ?? variable?.explanation ?? "";
}

/** The URLs of the applications' data stores. */
function connectionSecrets(
  { system }: SystemContext,
  connections: Readonly<Record<string, Connection>>,
): ApplicationSecret[] {
  const rows = keyringRows(declarationOf(system).secrets);
  return Object.entries(connections).map(([name, { value, generation }]): ApplicationSecret => {
    const row = rows.find((one) => one.name === name || Object.hasOwn(one.derived ?? {}, name));
    if (row === undefined) throw new Error(`The table of secrets of ${system} has no ${name}.`);
    const description = descriptionOf(row.name === name ? row.variable : row.derived?.[name]);
    return { name, description, kind: row.kind, generation, value };
  });
}

/** The secrets a system's vendors issue, as far as the stage has them. */
function vendorSecrets({ system, settings }: SystemContext): ApplicationSecret[] {
  const section: SystemSection | undefined = settings[sections[system]];
  return vendorRows(declarationOf(system).secrets).flatMap(({ name, kind, vendor }): ApplicationSecret[] => {
    const given = section?.vendorSecrets[name];
    if (given === undefined) return [];
    return [{ name, description: `Issued by ${vendor.name}`, kind, value: pulumi.secret(given.reveal()) }];
  });
}

/** Settings that are stored with the secrets, because the checklist requires it. */
function keptSecrets({ system, settings }: SystemContext): ApplicationSecret[] {
  const { variables } = declarationOf(system);
  return Object.entries(keptEnvironment(system, settings)).map(([name, value]) => ({
    name,
    description: descriptionOf(variables.find((variable) => variable.name === name)),
    kind: "vendor",
    value: pulumi.secret(value),
  }));
}
