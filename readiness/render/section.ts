/** A part of a report: lines between a beginning and an end that belong together. */
export interface Section {
  readonly before: readonly string[];
  readonly lines: readonly string[];
  readonly after: readonly string[];
  /** What of it stays when there is no room for all: the first lines, or the first and the last. */
  readonly keeps: "first" | "ends";
  /** The line that stands where `left` lines are missing. */
  readonly missing: (left: number) => string;
}

/** The size of lines as GitHub counts it at its strictest: bytes of UTF-8, each with a line break. */
export function sizeOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
}

/** The section's lines, as many as there is room for; nothing at all where not even its frame has room. */
export function fitted(section: Section, room: number): readonly string[] {
  const { before, lines, after, missing, keeps } = section;
  if (sizeOf([...before, ...lines, ...after]) <= room) return [...before, ...lines, ...after];
  let left = room - sizeOf([...before, missing(lines.length), ...after]);
  if (left < 0) return [];
  const head: string[] = [];
  const tail: string[] = [];
  for (let taken = 0; taken < lines.length; taken += 1) {
    const fromEnd = keeps === "ends" && taken % 2 === 1;
    const line = (fromEnd ? lines[lines.length - 1 - tail.length] : lines[head.length]) ?? "";
    left -= sizeOf([line]);
    if (left < 0) break;
    if (fromEnd) tail.unshift(line);
    else head.push(line);
  }
  // Of a log that shows neither its beginning nor its end nothing is left.
  if (keeps === "ends" && head.length === 0) return [];
  return [...before, ...head, missing(lines.length - head.length - tail.length), ...tail, ...after];
}
