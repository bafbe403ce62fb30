import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { certificatesOf } from "../database-roles/certificates";
import { type Answer, answerQuestion } from "./answer";

const secrets = new SecretsManagerClient();
const certificates = certificatesOf(process.env.AWS_REGION ?? "");

/** What Lambda calls. Its log shows which question was asked, and no answer. */
export async function handler(event: unknown): Promise<Answer> {
  const answer = await answerQuestion(event, {
    database: {
      host: variable("DATABASE_HOST"),
      port: Number(variable("DATABASE_PORT")),
      name: variable("DATABASE_NAME"),
      user: variable("DATABASE_USER"),
    },
    readPassword,
    certificates,
  });
  console.info({ question: answer.question, rows: answer.rows.length });
  return answer;
}

async function readPassword(): Promise<string> {
  const { SecretString } = await secrets.send(
    new GetSecretValueCommand({ SecretId: variable("LOGIN_ARN"), VersionId: variable("LOGIN_VERSION") }),
  );
  if (SecretString === undefined) throw new Error("The secret of the user holds no text.");
  return SecretString;
}

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`The variable ${name} is not set.`);
  return value;
}
