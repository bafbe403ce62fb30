import * as pulumi from "@pulumi/pulumi";
import type { ApplicationKeyring } from "../../components/security/application-keyring";
import type { ApplicationSecret } from "../../components/security/application-secrets";
import { mongodbUri } from "../../components/data/mongodb-uri";
import { createKeyring, createSecrets, keptSecrets, vendorSecrets } from "../system/secrets";
import type { SecretReferences } from "../system/secrets";
import type { Atlas } from "./atlas";
import type { DoctorContext } from "./context";
import { databaseName } from "./environment";

/** Every secret the API reads: the database's address, generated ones, those of Meta, and what is kept with them. */
export function createApplicationSecrets(context: DoctorContext, atlas: Atlas): SecretReferences {
  return createSecrets(context, {
    secrets: [
      databaseSecret(context, atlas),
      ...vendorSecrets(context.settings.doctorSystem.vendorSecrets, () => "Meta"),
      ...keptSecrets(context, {
        WHATSAPP_API_BASE_URL: "URL of Meta's Graph API, with its version (DS-VAR-12)",
        WHATSAPP_PHONE_NUMBERS: "Mapping of phone numbers to clinics (DS-WA-02)",
      }),
    ],
    keyrings: keyrings(context),
  });
}

/** The database's address as the driver reads it, with the timeouts and the pool of one task (DS-VAR-06, DS-DB-08 to DS-DB-11). */
function databaseSecret({ settings }: DoctorContext, { cluster, users }: Atlas): ApplicationSecret {
  const { connection } = settings.doctorSystem.atlas;
  const value = pulumi
    .all([cluster.srvAddress, users.username, users.password])
    .apply(([srvAddress, username, password]) =>
      mongodbUri({
        srvAddress,
        username,
        password,
        database: databaseName(settings),
        maxPoolSize: connection.maximumPoolSize,
        minPoolSize: connection.minimumPoolSize,
        serverSelectionTimeoutMS: connection.serverSelectionTimeout,
        connectTimeoutMS: connection.connectTimeout,
        socketTimeoutMS: connection.socketTimeout,
      }),
    );
  return {
    name: "MONGODB_URI",
    description: "Connection string of the API for MongoDB (DS-VAR-06)",
    rotationClass: "generated",
    generation: users.generation,
    value,
  };
}

/** Each from a source of its own: who learns the one knows nothing of the others (DS-VAR-09). */
function keyrings(context: DoctorContext): ApplicationKeyring[] {
  return [
    createKeyring(context, "JWT_ACCESS_SECRET", "signing-secret", "Signs access tokens (DS-VAR-08)"),
    createKeyring(context, "JWT_REFRESH_SECRET", "signing-secret", "Signs refresh tokens (DS-VAR-09)"),
    createKeyring(
      context,
      "WHATSAPP_WEBHOOK_VERIFY_TOKEN",
      "signing-secret",
      "Verify token that Meta sends when it checks the webhook; copied into Meta's console by hand (DS-VAR-16)",
    ),
  ];
}
