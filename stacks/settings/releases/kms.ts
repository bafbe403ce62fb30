import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import { ExpectedError } from "../../../settings/faults/expected-error";
import { parsedJson } from "../../../settings/files/json-text";

/** AWS, through the user's AWS CLI. */
export interface SigningAccess {
  readonly region: string;
}

/** The AWS CLI could not be run, or refused. */
export class AwsCommandFailed extends ExpectedError {}

/**
 * The caller identity of the environment's credentials: account and ARN.
 * @throws AwsCommandFailed with the AWS CLI's message.
 */
export async function caller({ region }: SigningAccess): Promise<{ readonly account: string; readonly arn: string }> {
  const { Account, Arn } = (await aws(region, ["sts", "get-caller-identity"])) as { Account: string; Arn: string };
  return { account: Account, arn: Arn };
}

/**
 * The signature of a KMS key, ECDSA with SHA-256 in DER. KMS takes at most 4,096 bytes of a message (KMS API Reference, Sign);
 * an entry has about 600.
 * @param key the id, ARN or alias of the key.
 * @throws AwsCommandFailed with the AWS CLI's message.
 */
export async function signWithKms(bytes: Buffer, key: string, { region }: SigningAccess): Promise<Buffer> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "release-"));
  try {
    const file = path.join(folder, "message");
    fs.writeFileSync(file, bytes);
    const message = ["--message-type", "RAW", "--message", `fileb://${file}`];
    const words = ["kms", "sign", "--key-id", key, ...message, "--signing-algorithm", "ECDSA_SHA_256"];
    const { Signature } = (await aws(region, words)) as { Signature: string };
    return Buffer.from(Signature, "base64");
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function aws(region: string, words: readonly string[]): Promise<unknown> {
  const command = ["aws", ...words.slice(0, 2)].join(" ");
  try {
    const { stdout } = await promisify(execFile)("aws", [...words, "--region", region, "--output", "json"]);
    return parsedJson(stdout);
  } catch (error) {
    const { code, stderr = "" } = error as { readonly code?: unknown; readonly stderr?: string };
    const why = code === "ENOENT" ? "the AWS CLI is not installed" : (stderr.trim().split("\n").at(-1) ?? "");
    throw new AwsCommandFailed(
      `${command} failed: ${why}\n\n    fix      sign in with the role that may use the key, such as: aws sso login`,
    );
  }
}
