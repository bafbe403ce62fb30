import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { certificatesOf } from "./certificates";
import { applyDatabaseRoles } from "./database-roles";
import type { DatabaseRolesResult } from "./database-roles";
import type { PasswordPlace } from "./event";
import { oncePermitted } from "./permission";

const secrets = new SecretsManagerClient();
const certificates = certificatesOf(process.env.AWS_REGION ?? "");

/** The Lambda handler. Its log shows the result, or the reason of a failure, without passwords. */
export async function handler(event: unknown): Promise<DatabaseRolesResult> {
  const result = await applyDatabaseRoles(event, { readSecret, certificates });
  console.info(result);
  return result;
}

async function readSecret({ secretArn, versionId }: PasswordPlace): Promise<string> {
  const { SecretString } = await oncePermitted(() =>
    secrets.send(new GetSecretValueCommand({ SecretId: secretArn, VersionId: versionId })),
  );
  if (SecretString === undefined) throw new Error("holds no text");
  return SecretString;
}
