import { text } from "./field";

/** The name of a team, which becomes a tag: AWS's characters and length, and not the prefix AWS keeps for itself. */
export function teamName() {
  return text(
    "the name of a team: up to 256 letters, digits, spaces and _ . : / = + - @",
    (value) => /^[\p{L}\p{N} _.:/=+\-@]{1,256}$/u.test(value) && !/^\s*aws:/i.test(value) && value.trim() !== "",
    (value) => (/^\s*aws:/i.test(value) ? "remove aws:, which AWS reserves for its own tags" : undefined),
  );
}
