import * as pulumi from "@pulumi/pulumi";
import { postgresUrl, redisUrl } from "../../components/data/connection-urls";
import type { Postgres } from "../../components/data/postgres";
import type { Redis } from "../../components/data/redis";
import { keyringFacts } from "../settings/rotation/keyrings";
import type { DatabaseLogin, DatabaseLogins } from "../system/database-users";
import { createSecrets, type Connection, type SecretReferences } from "../system/secrets";
import type { AhavaContext } from "./context";

/** The stores whose addresses and passwords are secrets of the applications. */
interface Stores {
  readonly postgres: Postgres;
  readonly logins: DatabaseLogins;
  readonly redis: Redis;
}

/** Every secret the applications read: generated ones and those of the vendors. */
export function createApplicationSecrets(context: AhavaContext, stores: Stores): SecretReferences {
  return createSecrets(context, { connections: connections(context, stores) });
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

function connections(context: AhavaContext, { postgres, logins, redis }: Stores): Readonly<Record<string, Connection>> {
  const queueUrl = pulumi
    .all([redis.primaryEndpoint, redis.password])
    .apply(([host, password]) => redisUrl({ username: redis.username, password, host, port: redis.port }));
  return {
    DATABASE_URL: {
      value: databaseUrl(context, postgres, logins.application),
      generation: logins.application.generation,
    },
    REDIS_URL: { value: queueUrl, generation: keyringFacts(context.settings, context.system, "REDIS_URL").current },
  };
}
