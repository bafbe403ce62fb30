import type * as provider from "@pulumi/random";
import { createHash, randomBytes, randomInt, randomUUID } from "node:crypto";
import { resourceType } from "../../resource-type";
import type { Refusal, ResourceTypes } from "../../resource-type";
import { bcryptShape, randomText, textFault } from "./random-text";

// The provider gives most of these the id "none"; here each has one of its own, because the account tells things
// apart by their ids. Every input of every type replaces it: a random value never changes in place.

const textInputs = [
  "keepers",
  "length",
  "lower",
  "minLower",
  "minNumeric",
  "minSpecial",
  "minUpper",
  "number",
  "numeric",
  "overrideSpecial",
  "special",
  "upper",
] as const;

const textDefaults = {
  lower: true,
  minLower: 0,
  minNumeric: 0,
  minSpecial: 0,
  minUpper: 0,
  number: true,
  numeric: true,
  special: true,
  upper: true,
} as const;

/** The types of the random provider, with real random values. */
export const random: ResourceTypes = {
  "random:index/randomPassword:RandomPassword": resourceType<provider.RandomPasswordArgs, provider.RandomPasswordState>(
    {
      title: "Random Password",
      defaults: textDefaults,
      generates: ["result", "bcryptHash"],
      generate: ({ inputs }) => ({ result: randomText(inputs), bcryptHash: bcryptShape() }),
      secretOutputs: ["result", "bcryptHash"],
      replaces: textInputs,
      refuses: textFault,
    },
  ),

  "random:index/randomString:RandomString": resourceType<provider.RandomStringArgs, provider.RandomStringState>({
    title: "Random String",
    defaults: textDefaults,
    generates: ["result"],
    generate: ({ inputs }) => ({ result: randomText(inputs) }),
    replaces: textInputs,
    refuses: textFault,
  }),

  "random:index/randomBytes:RandomBytes": resourceType<provider.RandomBytesArgs, provider.RandomBytesState>({
    title: "Random Bytes",
    generates: ["base64", "hex"],
    generate: ({ inputs }) => {
      const bytes = randomBytes(inputs.length ?? 0);
      return { base64: bytes.toString("base64"), hex: bytes.toString("hex") };
    },
    secretOutputs: ["base64", "hex"],
    replaces: ["keepers", "length"],
    refuses: ({ inputs: { length = 0 } }) => (length < 1 ? invalid("length", length, "at least 1") : undefined),
  }),

  "random:index/randomId:RandomId": resourceType<provider.RandomIdArgs, provider.RandomIdState>({
    title: "Random Id",
    generates: ["b64Std", "b64Url", "dec", "hex"],
    generate: ({ inputs: { byteLength = 0, prefix = "" } }) => {
      const bytes = randomBytes(byteLength);
      return {
        b64Std: prefix + bytes.toString("base64"),
        b64Url: prefix + bytes.toString("base64url"),
        dec: prefix + BigInt(`0x${bytes.toString("hex")}`).toString(),
        hex: prefix + bytes.toString("hex"),
      };
    },
    replaces: ["byteLength", "keepers", "prefix"],
    refuses: ({ inputs: { byteLength = 0 } }) =>
      byteLength < 1 ? invalid("byteLength", byteLength, "at least 1") : undefined,
  }),

  "random:index/randomInteger:RandomInteger": resourceType<provider.RandomIntegerArgs, provider.RandomIntegerState>({
    title: "Random Integer",
    generates: ["result"],
    generate: ({ inputs: { min = 0, max = 0, seed } }) => ({
      result: seed === undefined ? randomInt(min, max + 1) : min + (seeded(seed, 0) % (max - min + 1)),
    }),
    replaces: ["keepers", "max", "min", "seed"],
    refuses: ({ inputs: { min = 0, max = 0 } }) =>
      max < min
        ? { code: "InvalidValue", message: `The minimum (${min}) must be smaller than the maximum (${max}).` }
        : undefined,
  }),

  "random:index/randomUuid:RandomUuid": resourceType<provider.RandomUuidArgs, provider.RandomUuidState>({
    title: "Random UUID",
    generates: ["result"],
    generate: () => ({ result: randomUUID() }),
    replaces: ["keepers"],
  }),
};

function invalid(property: string, value: number, allowed: string): Refusal {
  return { code: "InvalidValue", message: `${property} is ${value}; must be ${allowed}.` };
}

/** The same number for the same seed and position; not the provider's own generator, so not its numbers. */
function seeded(seed: string, position: number): number {
  return createHash("sha256").update(`${seed}\n${position}`).digest().readUInt32BE();
}
