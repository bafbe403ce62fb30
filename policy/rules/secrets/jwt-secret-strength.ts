import type { RuleContext } from "../../context";
import { textIn } from "../../selectors/json-text";
import { secretsIn, weaknessOf } from "../../selectors/secrets/strength";
import { resourceRule } from "../../rule";
import type { CheckedResource } from "../../rule";

/** Inputs of the random provider's resources, as far as this rule reads them. */
interface RandomArgs {
  /** Characters of a RandomPassword or RandomString, bytes of RandomBytes. */
  readonly length: number;
  readonly upper: boolean;
  readonly lower: boolean;
  readonly numeric: boolean;
  readonly special: boolean;
  readonly overrideSpecial: string;
  /** The value of a secret's version. */
  readonly secretString: string;
}

const randomBytes = "random:index/randomBytes:RandomBytes";
const version = "aws:secretsmanager/secretVersion:SecretVersion";

/** Names of secrets that sign tokens, and related names that are not such secrets. */
const signingName = /jwt|(access|refresh|session)[-_]?token[-_]?secret|token[-_]?signing/i;
const otherName = /public|private|rsa|jwks|key[-_]?id|expires|lifetime/i;

export const jwtSecretStrength = resourceRule<RandomArgs>({
  id: "jwt-secret-strength",
  title:
    "JWT signing secrets, recognised by name, have at least 64 characters drawn at random, and do not come from RandomString",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["DS-VAR-08", "DS-VAR-09", "DS-JWT-02", "AH-VAR-03"],
  frameworks: [],
  settings: {
    characters: {
      description: "Minimum length of a signing secret, in characters.",
      default: 64,
      minimum: 32,
      maximum: 512,
    },
  },
  remediation: "Create it with random.RandomPassword of length 64, or random.RandomBytes of 48 bytes.",
  example: 'new random.RandomPassword("jwt-access", { length: 32 });',
  types: ["random:index/randomPassword:RandomPassword", "random:index/randomString:RandomString", randomBytes, version],
  check({ type, name, props }, context) {
    if (!signingName.test(name) || otherName.test(name)) context.notApplicable("Not named as a signing secret.");
    const characters = context.setting("characters");
    if (type === version) {
      checkVersion(props, characters, context);
      return;
    }
    if (type === "random:index/randomString:RandomString") {
      const needed = "random.RandomPassword";
      context.fails({
        found: "a RandomString, whose value Pulumi does not mark as secret",
        needed,
        setting: "the type",
      });
    }
    context.requires({
      // Base64 writes three bytes as four characters.
      read: () => (type === randomBytes ? Math.floor(((props.length ?? 0) * 4) / 3) : (props.length ?? 0)),
      accept: (length) => length >= characters,
      found: (length) => `${length} characters`,
      needed: `at least ${characters}`,
      setting: "length",
    });
    if (type === randomBytes) return;
    context.requires({
      read: () => (props.length ?? 0) * Math.log2(Math.max(1, charactersOf(props))),
      // Without a length it has no bits, which is said above.
      accept: (bits) => bits === 0 || bits >= leastBits,
      found: (bits) => `${Math.floor(bits)} bits, for few kinds of characters`,
      needed: `at least ${leastBits} bits`,
      setting: "overrideSpecial",
    });
  },
});

/** What a signing key of HS256 has at least that nobody can guess (NIST SP 800-131A: 112 bits; our margin). */
const leastBits = 128;

/** How many characters a RandomPassword draws from. Source: the random provider, special characters of RandomPassword. */
function charactersOf(props: CheckedResource<RandomArgs>["props"]): number {
  const {
    upper = true,
    lower = true,
    numeric = true,
    special = true,
    overrideSpecial = "!@#$%&*()-_=+[]{}<>:?",
  } = props;
  return (upper ? 26 : 0) + (lower ? 26 : 0) + (numeric ? 10 : 0) + (special ? new Set(overrideSpecial).size : 0);
}

/** Each value that signs, of a text or of a document such as a keyring's. */
function checkVersion(props: CheckedResource<RandomArgs>["props"], characters: number, context: RuleContext): void {
  context.guard(() => {
    const text = textIn(props.secretString, "secretString");
    if (text === "") return;
    const values = secretsIn(text);
    const setting = "secretString";
    const shortest = Math.min(...values.map(({ length }) => length));
    if (values.length === 0 || shortest < characters) {
      const found = values.length === 0 ? "no output that is named like a secret" : `${shortest} characters`;
      context.fails({ found, needed: `at least ${characters}`, setting });
    }
    const weakness = values.map(weaknessOf).find((why) => why !== undefined);
    if (weakness !== undefined) context.fails({ found: weakness, needed: "a value drawn at random", setting });
  });
}
