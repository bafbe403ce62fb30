import { keyringType } from "../../selectors/keyring";
import { resourceRule } from "../../rule";

/** Inputs of the resources that create a generation. */
interface SeedArgs {
  readonly length: number;
  readonly algorithm: string;
  readonly rsaBits: number;
}

const privateKey = "tls:index/privateKey:PrivateKey";
const randomBytes = "random:index/randomBytes:RandomBytes";

export const keyringKeyStrength = resourceRule<SeedArgs>({
  id: "keyring-key-strength",
  title: "Keys of a keyring have a minimum length",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["DS-DB-07", "AH-VAR-21"],
  frameworks: [],
  settings: {
    characters: {
      description: "Minimum length of a generated password, in characters.",
      default: 32,
      minimum: 24,
      maximum: 512,
    },
    bytes: { description: "Minimum length of a generated key, in bytes.", default: 16, minimum: 16, maximum: 256 },
    rsaBits: {
      description: "Minimum size of a generated RSA key, in bits.",
      default: 2048,
      minimum: 2048,
      maximum: 8192,
    },
  },
  remediation: "Increase the length; a keyring uses it from its next generation on.",
  example: 'new random.RandomPassword("jwt-g4", { length: 12 }, { parent: keyring });',
  types: ["random:index/randomPassword:RandomPassword", randomBytes, privateKey],
  check({ type, urn, props }, context) {
    // A URN contains the types of all parents.
    if (!urn.includes(`${keyringType}$`)) context.notApplicable("Not a generation of a keyring.");
    const weakest = {
      characters: context.setting("characters"),
      bytes: context.setting("bytes"),
      rsaBits: context.setting("rsaBits"),
    };
    if (type === privateKey) {
      context.requires({
        // Absent is 2048; the other algorithms have one length each.
        read: () => (props.algorithm === "RSA" ? (props.rsaBits ?? 2048) : weakest.rsaBits),
        accept: (bits) => bits >= weakest.rsaBits,
        needed: `at least ${weakest.rsaBits} bits`,
        setting: "rsaBits",
      });
      return;
    }
    const [least, unit] =
      type === randomBytes ? ([weakest.bytes, "bytes"] as const) : ([weakest.characters, "characters"] as const);
    context.requires({
      read: () => props.length ?? 0,
      accept: (length) => length >= least,
      found: (length) => `${length} ${unit}`,
      needed: `at least ${least} ${unit}`,
      setting: "length",
    });
  },
});
