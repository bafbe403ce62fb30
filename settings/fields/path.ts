import { asPath, rewritten } from "./corrected";
import { text } from "./field";

const isPath = (value: string) => /^\/[A-Za-z0-9\-_./~]{1,199}$/.test(value);

/**
 * A path of a URL, or the beginning of one.
 * @param what what it is for, in words.
 */
export function urlPath(what: string) {
  return text(`${what}: / and up to 199 letters, digits and - _ . / ~`, isPath, rewritten(isPath, asPath));
}
