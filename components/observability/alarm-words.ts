/** A number with its noun: "1 target", "2 targets". */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** "at least 1 target", "at least once". */
export function atLeast(number: number, noun: string): string {
  return number === 1 && noun === "time" ? "at least once" : `at least ${counted(number, noun)}`;
}

/** "no target", "fewer than 2 targets". */
export function fewerThan(number: number, noun: string): string {
  return number === 1 ? `no ${noun}` : `fewer than ${counted(number, noun)}`;
}

/** A text with a capital first letter. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
