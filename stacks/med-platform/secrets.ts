import type { ApplicationSecret, ApplicationSecrets } from "../../components/application-secrets";
import { SigningKeys } from "../../components/signing-keys";
import type * as pulumi from "@pulumi/pulumi";
import { protectsData } from "../system/context";
import type { DatabaseLogins } from "../system/database-users";
import { createSecrets, vendorSecrets } from "../system/secrets";
import type { MedContext } from "./context";
import { databaseUrl, replicaUrl } from "./database";
import type { Database } from "./database";

/** The variables that hold the pair of keys; their entries are the pair's own. */
const keyVariables = ["JWT_PRIVATE_KEY", "JWT_PUBLIC_KEY"] as const;

/** The pair of RSA keys that signs tokens and proves them (MP-KEY-01 to MP-KEY-06). */
export function createSigningKeys({ system, settings, foundation, parent }: MedContext): SigningKeys {
  const { bits, names } = settings.medPlatform.signingKeys;
  return new SigningKeys(
    `${system}-signing-keys`,
    {
      stage: settings.stage,
      system,
      rsaBits: bits,
      secretNames: { private: names.privateKey, public: names.publicKey },
      kmsKeyArn: foundation.secretsKeyArn,
      recoveryWindowDays: settings.secrets.recoveryWindowDays,
      protectData: protectsData(settings),
    },
    { parent },
  );
}

/** Every secret the API reads besides the keys: where its database is, and what Twilio, SendGrid and the error tracker gave out. */
export function createApplicationSecrets(
  context: MedContext,
  { database, logins }: { readonly database: Database; readonly logins: DatabaseLogins },
): ApplicationSecrets {
  const issuerOf = (name: string) => {
    if (name.startsWith("TWILIO")) return "Twilio";
    return name.startsWith("SENDGRID") ? "SendGrid" : "the error tracker";
  };
  return createSecrets(
    context,
    [...connectionSecrets(database, logins), ...vendorSecrets(context.settings.medPlatform.vendorSecrets, issuerOf)],
    keyVariables,
  );
}

/** Where a task takes each secret variable from. */
export function secretEnvironment(
  secrets: ApplicationSecrets,
  keys: SigningKeys,
): Readonly<Record<string, pulumi.Output<string>>> {
  const [privateKey, publicKey] = keyVariables;
  return { ...secrets.valueFrom, [privateKey]: keys.privateKeyFrom, [publicKey]: keys.publicKeyFrom };
}

function connectionSecrets(database: Database, { application }: DatabaseLogins): ApplicationSecret[] {
  const reading = replicaUrl(database, application);
  return [
    {
      name: "DATABASE_URL",
      description: "Where and as whom the API reaches Postgres (MP-ENV-06)",
      rotationClass: "generated",
      generation: 1,
      value: databaseUrl(database.postgres, application),
    },
    ...(reading === undefined
      ? []
      : [
          {
            name: "DATABASE_REPLICA_URL",
            description: "Where and as whom the API reads from the replicas of Postgres (MP-DB-07)",
            rotationClass: "generated" as const,
            generation: 1,
            value: reading,
          },
        ]),
  ];
}
