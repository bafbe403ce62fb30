import { randomBytes, randomInt } from "node:crypto";
import type { Creation, Refusal } from "../../resource-type";

/** The inputs that random passwords and random strings share. */
export interface TextInputs {
  readonly length?: number;
  readonly lower?: boolean;
  readonly minLower?: number;
  readonly minNumeric?: number;
  readonly minSpecial?: number;
  readonly minUpper?: number;
  readonly number?: boolean;
  readonly numeric?: boolean;
  readonly overrideSpecial?: string;
  readonly special?: boolean;
  readonly upper?: boolean;
}

/** The special characters the random provider uses when the program names none. */
const usualSpecials = "!@#$%&*()-_=+[]{}<>:?";

interface CharacterClass {
  readonly characters: string;
  readonly allowed: boolean;
  readonly minimum: number;
}

/** Random text that has at least the wanted number of each class of characters, in a random order. */
export function randomText(inputs: TextInputs): string {
  const classes = characterClasses(inputs);
  const required = classes.flatMap(({ characters, minimum }) => pick(characters, minimum));
  const every = classes
    .filter(({ allowed }) => allowed)
    .map(({ characters }) => characters)
    .join("");
  const text = [...required, ...pick(every, (inputs.length ?? 0) - required.length)];
  for (let last = text.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [text[last], text[other]] = [text[other] ?? "", text[last] ?? ""];
  }
  return text.join("");
}

/** What the provider refuses about the inputs of a password or a string. */
export function textFault({ inputs }: Creation<TextInputs>): Refusal | undefined {
  const length = inputs.length ?? 0;
  const classes = characterClasses(inputs);
  const minimum = classes.reduce((sum, each) => sum + each.minimum, 0);
  if (length < 1 || length < minimum) {
    return {
      code: "InvalidValue",
      message: `length is ${length}; must be at least 1 and at least the sum of the minimum counts, ${minimum}.`,
    };
  }
  return classes.some(({ allowed, characters }) => allowed && characters !== "")
    ? undefined
    : { code: "InvalidValue", message: "At least one of upper, lower, numeric and special must be true." };
}

/** Sixty characters in the form of a bcrypt hash. It is none: Node has no bcrypt, and nothing here checks one. */
export function bcryptShape(): string {
  return `$2a$10$${pick("./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 53).join("")}`;
}

function characterClasses(inputs: TextInputs): readonly CharacterClass[] {
  const given = inputs.overrideSpecial ?? "";
  const numeric = (inputs.numeric ?? true) && (inputs.number ?? true);
  return [
    { characters: "ABCDEFGHIJKLMNOPQRSTUVWXYZ", allowed: inputs.upper ?? true, minimum: inputs.minUpper ?? 0 },
    { characters: "abcdefghijklmnopqrstuvwxyz", allowed: inputs.lower ?? true, minimum: inputs.minLower ?? 0 },
    { characters: "0123456789", allowed: numeric, minimum: inputs.minNumeric ?? 0 },
    {
      characters: given === "" ? usualSpecials : given,
      allowed: inputs.special ?? true,
      minimum: inputs.minSpecial ?? 0,
    },
  ];
}

function pick(characters: string, count: number): string[] {
  if (count <= 0) return [];
  // A byte beyond the last whole round of the alphabet would favour its first characters.
  const fair = 256 - (256 % characters.length);
  const picked: string[] = [];
  while (picked.length < count) {
    for (const byte of randomBytes(count * 2)) {
      if (byte < fair && picked.length < count) picked.push(characters.charAt(byte % characters.length));
    }
  }
  return picked;
}
