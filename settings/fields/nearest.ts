/** The fewest letters to insert, delete or replace to turn one word into the other (Levenshtein's distance). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

/**
 * The candidate a mistyped word most likely meant: the nearest one, capitals aside, as long as at most a third of
 * its letters differ. `undefined` where nothing is near enough to be worth suggesting.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Infinity;
  for (const candidate of candidates) {
    const letters = distance(word.toLowerCase(), candidate.toLowerCase());
    if (letters < least && letters <= Math.max(1, Math.floor(candidate.length / 3))) {
      best = candidate;
      least = letters;
    }
  }
  return best;
}
