/** How the random value of one generation is made. */
export type Strength =
  /** That many letters and digits, at least four of each kind. */
  | { readonly characters: number }
  /** So many random bytes, written in this way. */
  | { readonly bytes: number; readonly as: "base64" | "hex" };

/** 64 letters and digits: more than any checklist requires of an HMAC secret (AH-VAR-03, C-03). */
export const signingStrength: Strength = { characters: 64 };

/** 32 bytes in base64, the key length of AES-256 (AH-VAR-05). */
export const aes256Strength: Strength = { bytes: 32, as: "base64" };

/** 16 bytes in hexadecimal digits (AH-VAR-06). */
export const saltStrength: Strength = { bytes: 16, as: "hex" };

/**
 * 48 letters and digits. Fits every store here: RDS refuses `/ @ "` and spaces, ElastiCache all but a few special
 * characters, and a URL needs no escapes (AH-VAR-02, AH-VAR-07).
 */
export const passwordStrength: Strength = { characters: 48 };
