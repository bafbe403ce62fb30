import * as pulumi from "@pulumi/pulumi";
import { keepsData, randomSecret } from "./random-secret";
import type { SecretKind } from "./random-secret";

export type { SecretKind } from "./random-secret";

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
    return randomSecret(`${name}-g${generation}`, kind, { parent: this, protect: protect ?? keepsData(kind) });
  }
}
