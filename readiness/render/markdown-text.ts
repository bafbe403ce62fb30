/** The longest text that is shown of one name or sentence, in characters; a resource's name may be of any length. */
const longestText = 300;

/** What a text may be made of to stand between backticks as it is, also in a table. */
const simple = /^[\w.:;,/@$()=+%#'"~{}<>*!?^&[\]-]+(?: [\w.:;,/@$()=+%#'"~{}<>*!?^&[\]-]+)*$/;

/** Characters that mean something in Markdown or HTML. */
const special = /[&<>|`*[\]\\~$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g;

/**
 * Any text as words within a line, in a sentence or a table: it makes no markup, no link, no mention and no reference.
 */
export function prose(text: string): string {
  return words(oneLine(text).replace(/:(?=\/\/)|\bwww(?=\.)|[@#](?=\w)/gi, "$&\u200b"));
}

/** A text of this project as words, at its whole length: no character of it is markup. */
export function words(text: string): string {
  return entities(text, special);
}

/** Any text as code, also in a table. */
export function code(text: string): string {
  const line = oneLine(text);
  if (simple.test(line)) return `\`${line}\``;
  return `<code>${entities(line, /[^A-Za-z0-9 ,;=%'"/-]/gu)}</code>`;
}

/** Lines of any text as a block in which nothing is markup. */
export function fence(lines: readonly string[]): { readonly before: string; readonly after: string } {
  const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)));
  const mark = "`".repeat(longest + 1);
  return { before: `${mark}text`, after: mark };
}

/** A text of any form as lines of a block: without control characters, and none longer than a screen or two. */
export function blockLines(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/).map((line) => shortened(line.replace(/\p{Cc}/gu, " ").trimEnd()));
}

function oneLine(text: string): string {
  return shortened(text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim());
}

function shortened(text: string): string {
  if (text.length <= longestText) return text;
  // Never between the two halves of a character.
  return `${text.slice(0, longestText).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

function entities(text: string, which: RegExp): string {
  return text.replace(which, (character) => `&#${character.codePointAt(0) ?? 0};`);
}
