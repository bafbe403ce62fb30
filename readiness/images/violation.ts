/** A point in which an image does not keep the contract. */
export interface Violation {
  /** The instruction or the field: "USER", "LABEL org.opencontainers.image.version". */
  readonly what: string;
  /** What the image has, ready to print; never a value that may be a secret. */
  readonly given: string;
  readonly allowed: string;
  readonly fix: string;
}

/** The longest value that is printed whole, in characters. */
const longestShown = 100;

/** A value of an image as a message shows it: on one line, without control characters, and not longer than a line. */
export function shown(value: string | readonly string[]): string {
  const text = (typeof value === "string" ? value : JSON.stringify(value)).replace(/[\p{Cc}\p{Cf}]/gu, "?");
  if (text === "" || text === "[]") return "nothing";
  return text.length > longestShown ? `${text.slice(0, longestShown - 1)}…` : text;
}
