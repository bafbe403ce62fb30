import * as pulumi from "@pulumi/pulumi";
import { mongodbUri } from "../../components/data/mongodb-uri";
import { createSecrets, type Connection, type SecretReferences } from "../system/secrets";
import type { Atlas } from "./atlas";
import type { DoctorContext } from "./context";
import { databaseName } from "./environment";

/** Every secret of the API: the database's address, generated ones, those of Meta, and settings stored with them. */
export function createApplicationSecrets(context: DoctorContext, atlas: Atlas): SecretReferences {
  return createSecrets(context, { connections: { MONGODB_URI: databaseConnection(context, atlas) } });
}

/** The database's address as the driver reads it, with the timeouts and the pool of one task (DS-VAR-06, DS-DB-08 to DS-DB-11). */
function databaseConnection({ settings }: DoctorContext, { cluster, users }: Atlas): Connection {
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
  return { value, generation: users.generation };
}
