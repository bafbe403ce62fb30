import * as pulumi from "@pulumi/pulumi";
import { ApplicationSecrets } from "../../components/application-secrets";
import type { ApplicationSecret } from "../../components/application-secrets";
import { keptEnvironment, requireSecrets } from "../../settings/environment/environments";
import { protectsData } from "./context";
import type { SystemContext } from "./context";

/**
 * Every secret the applications of a system read, each an entry of its own; `elsewhere` names those that have their entries
 * already, such as keys of a pair.
 * @throws Error when they are not exactly those of the system's list of variables.
 */
export function createSecrets(
  { system, settings, foundation, parent }: SystemContext,
  secrets: readonly ApplicationSecret[],
  elsewhere: readonly string[] = [],
): ApplicationSecrets {
  requireSecrets(system, settings.stage, [...secrets.map(({ name }) => name), ...elsewhere]);
  return new ApplicationSecrets(
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
