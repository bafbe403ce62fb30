/**
 * The kinds of account. AWS gives a new one less; `member` is a new account of an organisation, whose costs the management
 * account pays.
 */
export const accountKinds = ["new", "established", "member"] as const;
export type AccountKind = (typeof accountKinds)[number];
