import * as pulumi from "@pulumi/pulumi";
import { ApplicationSecrets } from "../../components/application-secrets";
import type { ApplicationSecret } from "../../components/application-secrets";
import { postgresUrl, redisUrl } from "../../components/connection-urls";
import { GeneratedSecret } from "../../components/generated-secret";
import type { Postgres } from "../../components/postgres";
import type { Redis } from "../../components/redis";
import { requireSecrets } from "../../settings/environment/environments";
import { protectsData, systemName } from "./context";
import type { AhavaContext } from "./context";

/** The stores whose addresses and passwords are secrets of the applications. */
interface Stores {
  readonly postgres: Postgres;
  readonly redis: Redis;
}

/** Every secret the applications read, generated ones and those of the vendors, each an entry of its own. */
export function createSecrets(context: AhavaContext, stores: Stores): ApplicationSecrets {
  const { settings, foundation, parent } = context;
  const secrets = [...connectionSecrets(context, stores), ...generatedSecrets(context), ...vendorSecrets(context)];
  requireSecrets(
    systemName,
    settings.stage,
    secrets.map(({ name }) => name),
  );
  return new ApplicationSecrets(
    `${systemName}-secrets`,
    {
      stage: settings.stage,
      system: systemName,
      kmsKeyArn: foundation.secretsKeyArn,
      recoveryWindowDays: settings.secrets.recoveryWindowDays,
      protectData: protectsData(settings),
      secrets,
    },
    { parent },
  );
}

function connectionSecrets({ settings }: AhavaContext, { postgres, redis }: Stores): ApplicationSecret[] {
  const { connectionLimit, poolTimeout } = settings.ahavaHealthcare.postgres;
  const databaseUrl = pulumi.all([postgres.address, postgres.masterPassword]).apply(([host, password]) =>
    postgresUrl({
      user: postgres.masterUsername,
      password,
      host,
      port: postgres.port,
      database: postgres.databaseName,
      connectionLimit,
      poolTimeout,
    }),
  );
  const queueUrl = pulumi
    .all([redis.primaryEndpoint, redis.password])
    .apply(([host, password]) => redisUrl({ username: redis.username, password, host, port: redis.port }));
  return [
    {
      name: "DATABASE_URL",
      description: "Where and as whom the applications reach Postgres (AH-VAR-02)",
      rotationClass: "generated",
      generation: 1,
      value: databaseUrl,
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

function generatedSecrets({ settings, parent }: AhavaContext): ApplicationSecret[] {
  // Losing a key of encryption loses the data: these are protected like the data itself.
  const protect = protectsData(settings);
  const signing = new GeneratedSecret(
    `${systemName}-jwt-secret`,
    { kind: "signing-secret", protect: false },
    { parent },
  );
  const key = new GeneratedSecret(`${systemName}-encryption-key`, { kind: "encryption-key", protect }, { parent });
  const salt = new GeneratedSecret(`${systemName}-encryption-iv-salt`, { kind: "salt", protect }, { parent });
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

function vendorSecrets({ settings }: AhavaContext): ApplicationSecret[] {
  return Object.entries(settings.ahavaHealthcare.vendorSecrets).map(([name, secret]) => ({
    name,
    description: `Issued by ${name.startsWith("SMTP") ? "the mail service" : "Paystack"}`,
    rotationClass: "vendor",
    value: pulumi.secret(secret.reveal()),
  }));
}
