import { hasCredential, holdsSecret, isCredential, isSecretName } from "../../selectors/secrets/secret-names";
import { decodedText } from "../../selectors/secrets/secret-places";
import { textIn } from "../../selectors/json-text";
import { resourceRule } from "../../rule";

/** Inputs of a host, a launch template or a launch configuration. */
interface HostArgs {
  readonly userData: string;
  readonly userDataBase64: string;
}

/** An assignment in a script: `export DB_PASSWORD="…"`, `Environment=TOKEN=…`, `password: …`. */
const assignment = /\b([A-Za-z_][A-Za-z0-9_]*)\s*[=:]\s*["']?([^\s"'\\]+)/g;

/** Shell expansions: a variable, a command. */
const substituted = /^[$`(<{]/;

export const noSecretsInUserData = resourceRule<HostArgs>({
  id: "no-secrets-in-user-data",
  title: "No plaintext secrets in EC2 user data",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["DS-SEC-01", "MP-ENV-03", "MP-ENV-05", "MP-AUTH-02"],
  frameworks: ["Checkov CKV_AWS_46"],
  remediation: "Let the script read the value from Secrets Manager with the instance role; then rotate the value.",
  example: 'userData: "export DB_PASSWORD=correct-horse-battery"',
  unwaivable: "Every process on an instance and everyone who may describe it can read its user data.",
  types: [
    "aws:ec2/instance:Instance",
    "aws:ec2/launchTemplate:LaunchTemplate",
    "aws:ec2/launchConfiguration:LaunchConfiguration",
    "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
  ],
  check({ props }, context) {
    for (const setting of ["userData", "userDataBase64"] as const) {
      context.guard(() => {
        const text = decoded(textIn(props[setting], setting)).replace(/\S{16,}/g, readable);
        if (hasCredential(text)) {
          const found = "a credential in the script";
          context.fails({ found, needed: "a Secrets Manager secret", setting });
        }
        for (const [, name = "", value = ""] of text.matchAll(assignment)) {
          if (!isSecretName(name) || !holdsSecret(value, name) || substituted.test(value)) continue;
          const found = `a value for ${name} in the script`;
          context.fails({ found, needed: "a Secrets Manager secret", setting, guessed: !isCredential(value) });
        }
      });
    }
  },
});

/** The script itself; a launch template needs it in base64. */
function decoded(text: string): string {
  if (!/^[A-Za-z0-9+/\s]+={0,2}$/.test(text) || text.includes(" ")) return text;
  return Buffer.from(text, "base64").toString("utf8");
}

/** A word of the script; what is written in base64 there as a line of its own. */
function readable(word: string): string {
  const inner = decodedText(word);
  return inner === undefined ? word : `\n;\n${inner}\n`;
}
