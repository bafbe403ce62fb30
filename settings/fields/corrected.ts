import { withoutPasted } from "./pasted";

/** A rewriting of a text that people often get nearly right; `undefined` where it does not apply. */
export type Rewriting = (value: string) => string | undefined;

/** The host of a URL or of `host:port/path`; other scripts in their ASCII form, as the URL parser writes them (RFC 3492). */
export const asHost: Rewriting = (value) => {
  const url = value.includes("://") ? value : `https://${value}`;
  return URL.canParse(url) ? new URL(url).hostname.replace(/\.$/, "") : undefined;
};

/** The path of a URL or of a path without its slash, without query and fragment. */
export const asPath: Rewriting = (value) => {
  const url = value.includes("://") ? value : `https://host.invalid/${value.replace(/^\/+/, "")}`;
  return URL.canParse(url) ? new URL(url).pathname : undefined;
};

/** The origin of a URL or of a host, with https. */
export const asOrigin: Rewriting = (value) => {
  const url = `https://${value.replace(/^https?:\/\//i, "")}`;
  return URL.canParse(url) ? new URL(url).origin : undefined;
};

/** The address of `On call <on-call@clinic.test>` and of `mailto:on-call@clinic.test`. */
export const asAddress: Rewriting = (value) => /<([^<>]+)>$/.exec(value)?.[1] ?? /^mailto:(.+)$/i.exec(value)?.[1];

/** The digits of `1234-5678-9012`. */
export const asDigits: Rewriting = (value) => value.replaceAll(/[ .-]/g, "");

/** The telephone number of `+27 (82) 123-4567` and of `27821234567`, in E.164. */
export const asTelephone: Rewriting = (value) => `+${value.replaceAll(/\D/g, "")}`;

/** The major version of `16.4`. */
export const asMajorVersion: Rewriting = (value) => /^(\d+)\.\d/.exec(value)?.[1];

/**
 * The fix of a text that is nearly right: its first rewriting that is accepted, in quotes where YAML would read a number.
 * `undefined` where none is accepted. The fix repeats the value: it is not for secrets.
 */
export function rewritten(accepts: (value: string) => boolean, ...rewritings: readonly Rewriting[]) {
  return (value: string): string | undefined => {
    const bare = withoutPasted(value);
    const candidate = rewritings.map((rewrite) => rewrite(bare)).find((text) => text !== undefined && accepts(text));
    if (candidate === undefined) return undefined;
    return `write ${/^[+\d.]+$/.test(candidate) ? `"${candidate}"` : candidate}`;
  };
}
