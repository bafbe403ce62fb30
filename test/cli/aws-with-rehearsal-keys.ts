import { sign } from "node:crypto";
import * as fs from "node:fs";
import { rehearsalKey } from "../../settings/release/keys";
import { releaseRoles } from "../../settings/release/statement";

// Answers as the AWS CLI does for the two calls of `npm run release`; a key is the rehearsal's of the role that ends its alias.

const words = process.argv.slice(2);
const valueOf = (option: string) => words[words.indexOf(option) + 1] ?? "";

if (words[0] === "sts") {
  const Arn = `arn:aws:sts::000000000000:assumed-role/release/${process.env.TEST_PERSON ?? "pipeline"}`;
  process.stdout.write(
    JSON.stringify({ UserId: "AROA:test", Account: process.env.TEST_ACCOUNT ?? "000000000000", Arn }),
  );
} else {
  const role = releaseRoles.find((one) => valueOf("--key-id").endsWith(`-${one}`));
  if (role === undefined || valueOf("--signing-algorithm") !== "ECDSA_SHA_256" || valueOf("--message-type") !== "RAW") {
    process.stderr.write(
      `\nAn error occurred (NotFoundException) when calling the Sign operation: ${valueOf("--key-id")} is not found.\n`,
    );
    process.exit(254);
  }
  const message = fs.readFileSync(valueOf("--message").replace("fileb://", ""));
  const Signature = sign("sha256", message, rehearsalKey(role).privateKey).toString("base64");
  process.stdout.write(JSON.stringify({ KeyId: valueOf("--key-id"), Signature, SigningAlgorithm: "ECDSA_SHA_256" }));
}
