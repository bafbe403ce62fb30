import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

/**
 * What a secret is made for, which decides how it is made:
 * - `password`: 48 letters and digits. Fits every store here: RDS refuses `/ @ "` and spaces, ElastiCache all but a few
 *   special characters, and a URL needs no escapes (AH-VAR-02, AH-VAR-07).
 * - `signing-secret`: 64 letters and digits; more than any checklist asks of an HMAC secret (AH-VAR-03, C-03).
 * - `encryption-key`: 32 bytes in base64, for AES-256 (AH-VAR-05).
 * - `salt`: 16 bytes in hexadecimal digits (AH-VAR-06).
 */
export type SecretKind = "password" | "signing-secret" | "encryption-key" | "salt";

export interface GeneratedSecretArgs {
  kind: SecretKind;
  /**
   * The generations that exist, the current one first. Each is a random seed of its own, never a replaced one, so that
   * a rotation shows as one resource more and, later, one less. @default [1]
   */
  generations?: readonly number[];
  /**
   * Whether Pulumi refuses to delete the seeds. What an encryption key or its salt protected is lost with it (C-12).
   * @default true for "encryption-key" and "salt", false for the others, which can be made anew
   */
  protect?: boolean;
}

/**
 * A secret that nobody chooses: one random seed per generation, named `<name>-g<generation>`.
 * A rotation adds a generation, moves it to the front when every reader knows it, and drops the old one last.
 *
 * Cost: none; the value is paid for where it is kept.
 */
export class GeneratedSecret extends pulumi.ComponentResource {
  /** The value of the current generation; a secret. */
  readonly value: pulumi.Output<string>;
  /** The values in the order of `generations`; secrets. */
  readonly values: pulumi.Output<string[]>;
  /** The number of the current generation. */
  readonly generation: number;

  constructor(name: string, args: GeneratedSecretArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:security:GeneratedSecret", name, { ...args }, options);

    const [current = 1, ...others] = args.generations ?? [1];
    const value = this.seed(name, args, current);
    const older = others.map((generation) => this.seed(name, args, generation));

    this.value = value;
    this.values = pulumi.all([value, ...older]);
    this.generation = current;
    this.registerOutputs({ value: this.value, values: this.values, generation: this.generation });
  }

  private seed(name: string, { kind, protect }: GeneratedSecretArgs, generation: number): pulumi.Output<string> {
    const seedName = `${name}-g${generation}`;
    const keepsData = kind === "encryption-key" || kind === "salt";
    const options: pulumi.CustomResourceOptions = { parent: this, protect: protect ?? keepsData };
    switch (kind) {
      case "password":
        return text(seedName, 48, options);
      case "signing-secret":
        return text(seedName, 64, options);
      case "encryption-key":
        return pulumi.secret(new random.RandomBytes(seedName, { length: 32 }, options).base64);
      case "salt":
        return pulumi.secret(new random.RandomBytes(seedName, { length: 16 }, options).hex);
    }
  }
}

/** Letters and digits, at least four of each kind so that no password policy is left unmet. */
function text(name: string, length: number, options: pulumi.CustomResourceOptions): pulumi.Output<string> {
  const password = new random.RandomPassword(
    name,
    { length, special: false, minLower: 4, minUpper: 4, minNumeric: 4 },
    options,
  );
  return pulumi.secret(password.result);
}
