import * as pulumi from "@pulumi/pulumi";
import { ApplicationKeyring } from "../../components/security/application-keyring";
import { ApplicationSecrets } from "../../components/security/application-secrets";
import type { ApplicationSecret } from "../../components/security/application-secrets";
import type { SecretKind } from "../../components/security/random-secret";
import { keptEnvironment, requireSecrets } from "../../settings/environment/environments";
import { keyringFacts } from "../../settings/rotation/keyrings";
import { protectsData } from "./context";
import type { SystemContext } from "./context";

/** By variable, where ECS takes its value from, with the version pinned. */
export type SecretReferences = Readonly<Record<string, pulumi.Output<string>>>;

/** The secrets of a system. */
export interface SystemSecrets {
  /** Those that have one value, each an entry of its own. */
  readonly secrets: readonly ApplicationSecret[];
  /** Those that have generations, one entry for each keyring. @default none */
  readonly keyrings?: readonly ApplicationKeyring[];
  /** Those that have their entries already, such as keys of a pair. @default none */
  readonly elsewhere?: SecretReferences;
}

/**
 * Every secret the applications of a system read, by the variable it becomes.
 * @throws Error when they are not exactly those of the system's list of variables.
 */
export function createSecrets(
  { system, settings, foundation, parent }: SystemContext,
  { secrets, keyrings = [], elsewhere = {} }: SystemSecrets,
): SecretReferences {
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
export function createKeyring(
  { system, settings, foundation, parent }: SystemContext,
  name: string,
  made: SecretKind,
  description: string,
): ApplicationKeyring {
  return new ApplicationKeyring(
    `${system}-${kebab(name)}`,
    {
      keyring: keyringFacts(settings, system, name),
      made,
      description,
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

/** The secrets a system's vendors give out, as far as the stage has them; `issuerOf` says who gives out which. */
export function vendorSecrets(
  given: Readonly<Record<string, { reveal(): string } | undefined>>,
  issuerOf: (name: string) => string,
): ApplicationSecret[] {
  return Object.entries(given).flatMap(([name, secret]): ApplicationSecret[] =>
    secret === undefined
      ? []
      : [
          {
            name,
            description: `Issued by ${issuerOf(name)}`,
            rotationClass: "vendor",
            value: pulumi.secret(secret.reveal()),
          },
        ],
  );
}

/** What stands in the settings and is kept with the secrets all the same, because the checklist wants it there. */
export function keptSecrets(
  { system, settings }: SystemContext,
  descriptions: Readonly<Record<string, string>>,
): ApplicationSecret[] {
  return Object.entries(keptEnvironment(system, settings)).map(([name, value]) => ({
    name,
    description: descriptions[name] ?? `Kept with the secrets of ${system}`,
    rotationClass: "vendor",
    value: pulumi.secret(value),
  }));
}
