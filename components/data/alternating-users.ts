import * as pulumi from "@pulumi/pulumi";

/** One of two alternating users. */
export type UserSlot = "a" | "b";

/**
 * The user of a generation: an odd one to `a`, an even one to `b`, so that the next generation never touches the
 * user that is in use.
 */
export function slotOf(generation: number): UserSlot {
  return generation % 2 === 1 ? "a" : "b";
}

/**
 * The generation of each of two alternating users among those that can log in; null for a user without one.
 * @throws pulumi.RunError for two generations that belong to the same user.
 */
export function byUser<T>(
  generations: readonly { readonly number: number; readonly of: T }[],
): Record<UserSlot, T | null> {
  const users: Record<UserSlot, T | null> = { a: null, b: null };
  for (const { number, of } of generations) {
    const slot = slotOf(number);
    if (users[slot] !== null) {
      const numbers = generations.map((generation) => generation.number).join(" and ");
      throw new pulumi.RunError(`Generations ${numbers} both belong to user ${slot}.`);
    }
    users[slot] = of;
  }
  return users;
}
