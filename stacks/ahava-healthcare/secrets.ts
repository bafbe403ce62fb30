import * as pulumi from "@pulumi/pulumi";
import type { ApplicationSecret, ApplicationSecrets } from "../../components/application-secrets";
import { postgresUrl, redisUrl } from "../../components/connection-urls";
import { GeneratedSecret } from "../../components/generated-secret";
import type { Postgres } from "../../components/postgres";
import type { Redis } from "../../components/redis";
import { protectsData } from "../system/context";
import type { DatabaseLogin, DatabaseLogins } from "../system/database-users";
import { createSecrets, vendorSecrets } from "../system/secrets";
import type { AhavaContext } from "./context";

/** The stores whose addresses and passwords are secrets of the applications. */
interface Stores {
  readonly postgres: Postgres;
  readonly logins: DatabaseLogins;
  readonly redis: Redis;
}

/** Every secret the applications read: generated ones and those of the vendors. */
export function createApplicationSecrets(context: AhavaContext, stores: Stores): ApplicationSecrets {
  const issuerOf = (name: string) => (name.startsWith("SMTP") ? "the mail service" : "Paystack");
  return createSecrets(context, [
    ...connectionSecrets(context, stores),
    ...generatedSecrets(context),
    ...vendorSecrets(context.settings.ahavaHealthcare.vendorSecrets, issuerOf),
  ]);
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
      description: "Where and as whom the applications reach Postgres (AH-VAR-02)",
      rotationClass: "generated",
      generation: 1,
      value: databaseUrl(context, postgres, logins.application),
    },
    {
      name: "REDIS_URL",
      description: "Where and as whom the applications reach Redis (AH-VAR-07, C-14)",
      rotationClass: "generated",
      generation: 1,
      value: queueUrl,
    },
  ];
}

function generatedSecrets({ system, settings, parent }: AhavaContext): ApplicationSecret[] {
  // Losing a key of encryption loses the data: these are protected like the data itself.
  const protect = protectsData(settings);
  const signing = new GeneratedSecret(`${system}-jwt-secret`, { kind: "signing-secret", protect: false }, { parent });
  const key = new GeneratedSecret(`${system}-encryption-key`, { kind: "encryption-key", protect }, { parent });
  const salt = new GeneratedSecret(`${system}-encryption-iv-salt`, { kind: "salt", protect }, { parent });
  return [
    {
      name: "JWT_SECRET",
      description: "Signs access and refresh tokens (AH-VAR-03)",
      rotationClass: "generated",
      generation: signing.generation,
      value: signing.value,
    },
    {
      name: "ENCRYPTION_KEY",
      description: "Encrypts patient data in the database: 32 bytes, base64 (AH-VAR-05)",
      rotationClass: "re-encrypt",
      generation: key.generation,
      value: key.value,
    },
    {
      name: "ENCRYPTION_IV_SALT",
      description: "Salt of the encryption: 16 bytes, hexadecimal (AH-VAR-06)",
      rotationClass: "re-encrypt",
      generation: salt.generation,
      value: salt.value,
    },
  ];
}
