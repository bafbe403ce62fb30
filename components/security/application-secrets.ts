import * as pulumi from "@pulumi/pulumi";
import type { Stage } from "../naming";
import { rotationClass, SecretEntry } from "./secret-entry";
import type { SecretKind } from "../../settings/secrets/kind";

/** One of an application's secrets. */
export interface ApplicationSecret {
  /** The environment variable: `DATABASE_URL`. */
  name: string;
  /** The value; always treated as a secret. */
  value: pulumi.Input<string>;
  /** Its kind, which decides its rotation (C-12). */
  kind: SecretKind;
  /** The generation the value is from, for generated secrets. @default not noted */
  generation?: number;
  /** One sentence: its purpose, and the effect of its loss. */
  description: string;
}

export interface ApplicationSecretsArgs {
  stage: Stage;
  /** The system they belong to; the middle part of their names. */
  system: string;
  /** The secrets, each variable once. */
  secrets: readonly ApplicationSecret[];
  /** The ARN of the customer-managed key that encrypts them. */
  kmsKeyArn: pulumi.Input<string>;
  /** The recovery window in days, 7 to 30; 0 deletes at once and frees the names. @default 30 */
  recoveryWindowDays?: number;
  /** Whether Pulumi refuses to delete the secrets that stored data depends on. @default true */
  protectData?: boolean;
}

/**
 * Everything secret that one application reads from its environment, a Secrets Manager entry for each variable.
 * Its outputs are inputs of a task definition and its execution role.
 *
 * Cost (November 2026, list price, all regions): USD 0.40 a month for each variable.
 */
export class ApplicationSecrets extends pulumi.ComponentResource {
  /** By variable: where ECS takes the value from, with the version pinned. */
  readonly valueFrom: Readonly<Record<string, pulumi.Output<string>>>;
  /** The ARNs of all of them, for the permission to read. */
  readonly arns: readonly pulumi.Output<string>[];

  constructor(name: string, args: ApplicationSecretsArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:security:ApplicationSecrets", name, facts(args), options);

    const entries = args.secrets.map((secret) => ({ variable: secret.name, ...this.entry(name, args, secret) }));

    this.valueFrom = Object.fromEntries(entries.map(({ variable, valueFrom }) => [variable, valueFrom]));
    this.arns = entries.map(({ arn }) => arn);
    this.registerOutputs({ valueFrom: this.valueFrom, arns: this.arns });
  }

  private entry(
    name: string,
    args: ApplicationSecretsArgs,
    secret: ApplicationSecret,
  ): Pick<SecretEntry, "arn" | "valueFrom"> {
    const { stage, system, kmsKeyArn, recoveryWindowDays, protectData = true } = args;
    const { name: variable, value, kind, generation, description } = secret;
    const { arn, valueFrom } = new SecretEntry(
      `${name}-${variable.toLowerCase().replaceAll("_", "-")}`,
      {
        stage,
        system,
        variable,
        value,
        description,
        kind,
        generation,
        kmsKeyArn,
        recoveryWindowDays,
        protect: protectData && kind === "encryption",
      },
      { parent: this },
    );
    return { arn, valueFrom };
  }
}

/** The arguments without the values: one copy of each in the state is enough. */
function facts(args: ApplicationSecretsArgs): pulumi.Inputs {
  return {
    ...args,
    secrets: args.secrets.map(({ kind, ...said }) => ({
      ...said,
      value: undefined,
      rotationClass: rotationClass(kind),
    })),
  };
}
