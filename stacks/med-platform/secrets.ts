import type { ApplicationSecret } from "../../components/security/application-secrets";
import { SigningKeys } from "../../components/security/signing-keys";
import { keyringFacts } from "../../settings/rotation/keyrings";
import { protectsData } from "../system/context";
import type { DatabaseLogins } from "../system/database-users";
import { createSecrets, vendorSecrets } from "../system/secrets";
import type { SecretReferences } from "../system/secrets";
import type { MedContext } from "./context";
import { databaseUrl, replicaUrl } from "./database";
import type { Database } from "./database";

/** The pairs of RSA keys that sign tokens and prove them (MP-KEY-01 to MP-KEY-06). */
function createSigningKeys({ system, settings, foundation, parent }: MedContext): SigningKeys {
  const { bits, names } = settings.medPlatform.signingKeys;
  return new SigningKeys(
    `${system}-signing-keys`,
    {
      stage: settings.stage,
      system,
      rsaBits: bits,
      keyring: keyringFacts(settings, system, "JWT_PRIVATE_KEY"),
      secretNames: { private: names.privateKey, public: names.publicKey },
      kmsKeyArn: foundation.secretsKeyArn,
      recoveryWindowDays: settings.secrets.recoveryWindowDays,
      protectData: protectsData(settings),
    },
    { parent },
  );
}

/** Every secret the API reads: its keys, where its database is, and what Twilio, SendGrid and the error tracker gave out. */
export function createApplicationSecrets(
  context: MedContext,
  { database, logins }: { readonly database: Database; readonly logins: DatabaseLogins },
): SecretReferences {
  const issuerOf = (name: string) => {
    if (name.startsWith("TWILIO")) return "Twilio";
    return name.startsWith("SENDGRID") ? "SendGrid" : "the error tracker";
  };
  const keys = createSigningKeys(context);
  return createSecrets(context, {
    secrets: [
      ...connectionSecrets(database, logins),
      ...vendorSecrets(context.settings.medPlatform.vendorSecrets, issuerOf),
    ],
    elsewhere: {
      JWT_PRIVATE_KEY: keys.privateKeyFrom,
      JWT_PUBLIC_KEY: keys.publicKeyFrom,
      JWT_JWKS: keys.jwksFrom,
    },
  });
}

function connectionSecrets(database: Database, { application }: DatabaseLogins): ApplicationSecret[] {
  const reading = replicaUrl(database, application);
  return [
    {
      name: "DATABASE_URL",
      description: "Connection string of the API for Postgres (MP-ENV-06)",
      rotationClass: "generated",
      generation: application.generation,
      value: databaseUrl(database.postgres, application),
    },
    ...(reading === undefined
      ? []
      : [
          {
            name: "DATABASE_REPLICA_URL",
            description: "Connection string of the API for the Postgres read replicas (MP-DB-07)",
            rotationClass: "generated" as const,
            generation: application.generation,
            value: reading,
          },
        ]),
  ];
}
