import { oneOfNumbers, section, text } from "../../../settings/fields/field";
import { deletesProtected, onChange } from "../../../settings/standing/change-rule";

const sizes: readonly number[] = [2048, 3072, 4096];
const allowedSizes = `the bits of an RSA key: ${sizes.join(", ")} (MP-AUTH-01)`;

/** The name of an entry in Secrets Manager (CreateSecret, Name), or of a folder and an entry in it. */
function secretName(row: string) {
  return text(
    `the name of a secret: up to 512 letters, digits and / _ + = . @ -, not ending in a hyphen and six characters (${row}, C-05)`,
    // Secrets Manager itself adds a hyphen and six characters to the ARN, and would take the name for a part of one.
    (value) => /^[A-Za-z0-9][A-Za-z0-9/_+=.@-]{0,511}$/.test(value) && !/-[A-Za-z0-9]{6}$/.test(value),
  );
}

/** The pair of RSA keys that signs tokens and proves them (MP-KEY-01..06, MP-AUTH-01, MP-AUTH-02). */
export function signingKeys() {
  return section({
    /** The length of the keys; 2048 is the checklist's minimum, 3072 is recommended beyond 2030 (NIST SP 800-57). @default 3072 */
    bits: onChange(oneOfNumbers(allowedSizes, sizes).default(3072), {
      effect:
        "Applies to the next generation of the keys (docs/runbooks/rotation/rotate-secrets.md); keys in use do not change.",
    }),
    /** The names of the two entries, if something outside expects other names (C-05). */
    names: onChange(
      section({
        /** Such as the literal prod/jwt/private-key (MP-KEY-05). @default <stage>/med-platform/jwt/private-key */
        privateKey: secretName("MP-KEY-05").optional(),
        /** Such as the literal prod/jwt/public-key (MP-KEY-06). @default <stage>/med-platform/jwt/public-key */
        publicKey: secretName("MP-KEY-06").optional(),
      }).prefault({}),
      {
        effect:
          "Creates the entries under the new names with the same keys and deletes the old ones; ECS replaces the tasks.",
        refuses: (change) => deletesProtected(change, "the entries"),
      },
    ),
  }).prefault({});
}
