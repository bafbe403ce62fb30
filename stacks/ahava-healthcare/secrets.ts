import * as pulumi from "@pulumi/pulumi";
import type { ApplicationKeyring } from "../../components/security/application-keyring";
import type { ApplicationSecret } from "../../components/security/application-secrets";
import { postgresUrl, redisUrl } from "../../components/data/connection-urls";
import type { Postgres } from "../../components/data/postgres";
import type { Redis } from "../../components/data/redis";
import { keyringFacts } from "../../settings/rotation/keyrings";
import type { DatabaseLogin, DatabaseLogins } from "../system/database-users";
import { createKeyring, createSecrets, vendorSecrets } from "../system/secrets";
import type { SecretReferences } from "../system/secrets";
import type { AhavaContext } from "./context";

/** The stores whose addresses and passwords are secrets of the applications. */
interface Stores {
  readonly postgres: Postgres;
  readonly logins: DatabaseLogins;
  readonly redis: Redis;
}

/** Every secret the applications read: generated ones and those of the vendors. */
export function createApplicationSecrets(context: AhavaContext, stores: Stores): SecretReferences {
  const issuerOf = (name: string) => (name.startsWith("SMTP") ? "the mail service" : "Paystack");
  return createSecrets(context, {
    secrets: [
      ...connectionSecrets(context, stores),
      ...vendorSecrets(context.settings.ahavaHealthcare.vendorSecrets, issuerOf),
    ],
    keyrings: keyrings(context),
  });
}

/** The URL by which a user reaches the database, in the names of pool settings that Prisma reads (AH-VAR-02, AH-DB-05). */
export function databaseUrl(
  { settings }: AhavaContext,
  postgres: Postgres,
  { user, password }: DatabaseLogin,
): pulumi.Output<string> {
  const { connectionLimit, poolTimeout } = settings.ahavaHealthcare.postgres;
  return pulumi.all([postgres.address, password]).apply(([host, secret]) =>
    postgresUrl({
      user,
      password: secret,
      host,
      port: postgres.port,
      database: postgres.databaseName,
      connectionLimit,
      poolTimeout,
    }),
  );
}

function connectionSecrets(context: AhavaContext, { postgres, logins, redis }: Stores): ApplicationSecret[] {
  const queueUrl = pulumi
    .all([redis.primaryEndpoint, redis.password])
    .apply(([host, password]) => redisUrl({ username: redis.username, password, host, port: redis.port }));
  return [
    {
      name: "DATABASE_URL",
      description: "Connection string of the applications for Postgres (AH-VAR-02)",
      rotationClass: "generated",
      generation: logins.application.generation,
      value: databaseUrl(context, postgres, logins.application),
    },
    {
      name: "REDIS_URL",
      description: "Connection string of the applications for Redis (AH-VAR-07, C-14)",
      rotationClass: "generated",
      generation: keyringFacts(context.settings, context.system, "REDIS_URL").current,
      value: queueUrl,
    },
  ];
}

function keyrings(context: AhavaContext): ApplicationKeyring[] {
  return [
    createKeyring(context, "JWT_SECRET", "signing-secret", "Signs access and refresh tokens (AH-VAR-03)"),
    createKeyring(
      context,
      "ENCRYPTION_KEY",
      "encryption-key",
      "Encrypts patient data in the database: 32 bytes, base64 (AH-VAR-05)",
    ),
    createKeyring(context, "ENCRYPTION_IV_SALT", "salt", "Salt of the encryption: 16 bytes, hexadecimal (AH-VAR-06)"),
  ];
}
