import { SigningKeys } from "../../components/security/signing-keys";
import { keyringFacts } from "../settings/rotation/keyrings";
import { protectsData } from "../system/context";
import type { DatabaseLogins } from "../system/database-users";
import { createSecrets, type Connection, type SecretReferences } from "../system/secrets";
import type { MedContext } from "./context";
import { databaseUrl, replicaUrl, type Database } from "./database";

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

/** Every secret of the API: its keys, its database's URL, and the credentials of Twilio, SendGrid and the error tracker. */
export function createApplicationSecrets(
  context: MedContext,
  { database, logins }: { readonly database: Database; readonly logins: DatabaseLogins },
): SecretReferences {
  const keys = createSigningKeys(context);
  return createSecrets(context, {
    connections: connections(database, logins),
    elsewhere: {
      JWT_PRIVATE_KEY: keys.privateKeyFrom,
      JWT_PUBLIC_KEY: keys.publicKeyFrom,
      JWT_JWKS: keys.jwksFrom,
    },
  });
}

function connections(database: Database, { application }: DatabaseLogins): Readonly<Record<string, Connection>> {
  const { generation } = application;
  const reading = replicaUrl(database, application);
  return {
    DATABASE_URL: { value: databaseUrl(database.postgres, application), generation },
    ...(reading && { DATABASE_REPLICA_URL: { value: reading, generation } }),
  };
}
