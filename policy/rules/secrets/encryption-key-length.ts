import { textIn } from "../../selectors/json-text";
import { secretsIn, weaknessOfBytes } from "../../selectors/secrets/strength";
import { resourceRule } from "../../rule";

/** Inputs of the random provider's resources, and of a secret's version. */
interface KeyArgs {
  /** Bytes of RandomBytes, characters of a password. */
  readonly length: number;
  readonly byteLength: number;
  readonly secretString: string;
}

const randomBytes = "random:index/randomBytes:RandomBytes";
const version = "aws:secretsmanager/secretVersion:SecretVersion";

/** An AES-256 key (AH-VAR-05) and a salt (AH-VAR-06), by name. */
const kinds = [
  { name: /encryption[-_]?(iv[-_]?)?salt|iv[-_]?salt/i, what: "a salt", bytes: 16 },
  { name: /encryption[-_]?key|aes[-_]?key|data[-_]?key/i, what: "an encryption key", bytes: 32 },
];

export const encryptionKeyLength = resourceRule<KeyArgs>({
  id: "encryption-key-length",
  title: "Encryption keys, recognised by name, have 32 random bytes, and salts 16",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["AH-VAR-05", "AH-VAR-06"],
  frameworks: [],
  remediation: "Create the key with random.RandomBytes of length 32 (base64), and the salt with length 16 (hex).",
  example: 'new random.RandomBytes("encryption-key", { length: 16 });',
  types: [
    randomBytes,
    "random:index/randomPassword:RandomPassword",
    "random:index/randomString:RandomString",
    "random:index/randomId:RandomId",
    version,
  ],
  check({ type, name, props }, context) {
    const kind = kinds.find((candidate) => candidate.name.test(name));
    if (kind === undefined) {
      context.notApplicable("Not named as an encryption key or a salt.");
      return;
    }
    const needed = `${kind.bytes} bytes`;
    if (type === version) {
      context.guard(() => {
        for (const bytes of secretsIn(textIn(props.secretString, "secretString")).map(bytesOf)) {
          const setting = "secretString";
          if (bytes === undefined) continue;
          if (bytes.length !== kind.bytes)
            context.fails({ found: `${kind.what} of ${bytes.length} bytes`, needed, setting });
          const weakness = weaknessOfBytes(bytes);
          if (weakness !== undefined)
            context.fails({ found: `${kind.what} of ${weakness}`, needed: "bytes drawn at random", setting });
        }
      });
      return;
    }
    if (type !== randomBytes) {
      const found = `${kind.what} from ${type.split(":").pop() ?? ""}, which generates text`;
      context.fails({ found, needed: "random.RandomBytes", setting: "the type" });
      return;
    }
    context.requires({
      read: () => props.length ?? 0,
      accept: (length) => length === kind.bytes,
      found: (length) => `${kind.what} of ${length} bytes`,
      needed,
      setting: "length",
    });
  },
});

/** The decoded bytes of hexadecimal digits or base64; undefined for an empty text. A passphrase is its own bytes. */
function bytesOf(text: string): Uint8Array | undefined {
  if (text === "") return undefined;
  if (/^([0-9a-f]{2})+$/i.test(text)) return Buffer.from(text, "hex");
  return Buffer.from(text, /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) ? "base64" : "utf8");
}
