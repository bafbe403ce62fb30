import { text } from "./field";

/** A release: `v` and three numbers without leading zeros (DS-REL-02). */
export const releasePattern = /^v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;

const digestPattern = /^sha256:[0-9a-f]{64}$/;

/** A release tag. */
export function release() {
  return text("a release tag vX.Y.Z, such as v1.4.2", (value) => releasePattern.test(value), releaseFix);
}

/** The digest of an image's content. */
export function digest() {
  return text("a digest sha256:<64 lower-case hexadecimal digits>", (value) => digestPattern.test(value));
}

/**
 * An immutable container image reference: a release tag in a repository with immutable tags,
 * or the digest of its content.
 */
export function image() {
  return text(
    "a release tag vX.Y.Z, such as v1.4.2, or a digest sha256:<64 lower-case hexadecimal digits>",
    (value) => releasePattern.test(value) || digestPattern.test(value),
    releaseFix,
  );
}

function releaseFix(value: string): string | undefined {
  if (releasePattern.test(`v${value}`)) return `write v${value}`;
  const tag = value.slice(value.lastIndexOf(":") + 1);
  if (value.includes("/") && releasePattern.test(tag)) return `write ${tag}: the stage has its own repository`;
  if (/^[a-z]+$/.test(tag)) return `use a release tag: "${tag}" may refer to another image later`;
  return undefined;
}
