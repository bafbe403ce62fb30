/** The value of a JSON text; `undefined` for invalid JSON. Never repeats the text: it may contain a secret. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
