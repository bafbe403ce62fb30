import { distance } from "fastest-levenshtein";

/**
 * The candidate a mistyped word most likely meant: the nearest one (Levenshtein's distance), capitals aside, as long as at most a
 * third of its letters differ. Among numbers at the same distance the one closest in value. `undefined` if none is near enough
 * to suggest.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const apart = (candidate: string) => distance(word.toLowerCase(), candidate.toLowerCase());
  const away = (candidate: string) => Math.abs(Number(word) - Number(candidate)) || 0;
  const [best] = candidates
    .filter((candidate) => apart(candidate) <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((one, other) => apart(one) - apart(other) || away(one) - away(other));
  return best;
}
