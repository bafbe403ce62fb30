import * as pulumi from "@pulumi/pulumi";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { randomText } from "../rehearsal/account/index";
import type { Seed, Vault } from "./vault";

type Inputs = Readonly<Record<string, unknown>>;

/** A resource that components have asked for. */
export interface RegisteredResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Inputs;
}

/** What a registration came to. */
export interface Registration<T> {
  readonly result: T;
  readonly resources: readonly RegisteredResource[];
}

/**
 * Builds components without an engine. Their random seeds and the versions of their secrets are those of the vault, which
 * makes what it does not have; everything else has its inputs for outputs.
 */
export async function register<T>(vault: Vault, build: () => Promise<T>): Promise<Registration<T>> {
  const resources: RegisteredResource[] = [];
  const { stackTraceLimit } = Error;
  // The SDK takes a stack trace for each promise.
  Error.stackTraceLimit = 0;
  try {
    await pulumi.runtime.setMocks(
      {
        newResource: ({ type, name, inputs, custom }) => {
          const given = revealed(inputs) as Inputs;
          if (custom === false) return { id: undefined, state: given };
          resources.push({ type, name, inputs: given });
          return { id: `${name}-id`, state: { ...given, ...computed(vault, type, name, given) } };
        },
        call: ({ token }) => {
          throw new Error(`${token} has no handler here.`);
        },
      },
      "care-platform",
      "staging",
      false,
    );
    const result = await build();
    await pulumi.runtime.disconnect();
    return { result, resources };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** The value of an output, also of a secret one. */
export function valueOf<T>(output: pulumi.Input<T>): Promise<T> {
  return new Promise((resolve) => {
    pulumi.output(output).apply((value) => {
      resolve(value as T);
    });
  });
}

/** How the SDK marks a secret on the wire. */
const secretMark = { key: "4dabf18193072939515e22adb298388d", value: "1b47061264138c4ac30d75fd1eb44270" };

/** Inputs with their secrets as plain values. */
function revealed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revealed);
  if (typeof value !== "object" || value === null || pulumi.asset.Archive.isInstance(value)) return value;
  const properties = value as Inputs;
  if (properties[secretMark.key] === secretMark.value) return revealed(properties.value);
  return Object.fromEntries(Object.entries(properties).map(([key, inner]) => [key, revealed(inner)]));
}

function computed(vault: Vault, type: string, name: string, inputs: Inputs): Inputs {
  const seed = seeds[type];
  if (seed !== undefined) return vault.seed(name, () => seed(inputs));
  switch (type) {
    case "aws:secretsmanager/secret:Secret":
      return { arn: arn("secretsmanager", `secret:${String(inputs.name)}-drill1`) };
    case "aws:secretsmanager/secretVersion:SecretVersion":
      return { versionId: vault.addVersion(String(inputs.secretId), String(inputs.secretString)) };
    default:
      return { name: inputs.name ?? name, arn: arn("drill", name) };
  }
}

function arn(service: string, resource: string): string {
  return `arn:aws:${service}:eu-west-1:000000000000:${resource}`;
}

/** How each kind of seed is made; the types whose values the vault keeps. */
export const seeds: Readonly<Record<string, (inputs: Inputs) => Seed>> = {
  "random:index/randomPassword:RandomPassword": (inputs) => ({ result: randomText(inputs) }),
  "random:index/randomBytes:RandomBytes": ({ length }) => {
    const bytes = randomBytes(Number(length));
    return { base64: bytes.toString("base64"), hex: bytes.toString("hex") };
  },
  "random:index/randomId:RandomId": ({ byteLength }) => ({ hex: randomBytes(Number(byteLength)).toString("hex") }),
  "tls:index/privateKey:PrivateKey": ({ rsaBits }) => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: Number(rsaBits) });
    return {
      privateKeyPemPkcs8: privateKey.export({ type: "pkcs8", format: "pem" }),
      publicKeyPem: publicKey.export({ type: "spki", format: "pem" }),
    };
  },
};
