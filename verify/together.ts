/** The rows that several parts settle together: by row, the probes that must all have passed. What is checked in one run counts alone. */
export const settledTogether: ReadonlyMap<string, readonly string[]> = new Map([
  // The dependencies are known where the image is built, the packages of the system in its registry.
  ["DS-PRE-05", ["attested/dependency-audit", "image-findings"]],
  ["MP-CODE-08", ["attested/dependency-audit", "image-findings"]],
  // What is sent, and what is kept.
  ["AH-VER-08", ["tls-versions", "stores-encrypted"]],
  ["AH-VER-10", ["registration-limit", "firewall-rules"]],
  ["MP-AUTH-07", ["sql-injection", "firewall-rules"]],
  // A person registers, is written to, and shows what was written.
  ["MP-SUC-04", ["flow/registration", "flow/one-time-password"]],
  // It answers inside the network, and not on the internet (conflict C-04).
  ["MP-HC-02", ["metrics-hidden", "metrics-collected"]],
]);
