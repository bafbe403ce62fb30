/** The part that is used of what the Lambda runtime brings; it is not installed here, and not bundled. */
declare module "@aws-sdk/client-secrets-manager" {
  export class GetSecretValueCommand {
    readonly input: { readonly SecretId: string; readonly VersionId: string };
    constructor(input: { SecretId: string; VersionId: string });
  }
  export class SecretsManagerClient {
    send(command: GetSecretValueCommand): Promise<{ readonly SecretString?: string }>;
  }
}
