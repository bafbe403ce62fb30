/** What a JSON text stands for; `undefined` for a text that is no JSON. Never repeats the text: it may hold a secret. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
