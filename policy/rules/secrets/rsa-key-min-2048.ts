import { resourceRule } from "../../rule";

/** Inputs of a private key, as far as this rule reads them. */
interface PrivateKeyArgs {
  readonly algorithm: string;
  readonly rsaBits: number;
  readonly ecdsaCurve: string;
}

export const rsaKeyMin2048 = resourceRule<PrivateKeyArgs>({
  id: "rsa-key-min-2048",
  title: "A private key is long enough to be safe: 2048 bits of RSA, or a curve of 256",
  severity: "critical",
  rows: ["MP-AUTH-01", "MP-KEY-01"],
  frameworks: ["FSBP ACM.2"],
  settings: {
    bits: { description: "Bits of an RSA key.", default: 2048, minimum: 2048, maximum: 8192 },
  },
  remediation: "Set rsaBits to 2048 or more; 3072 holds longer. Of the curves take P256 or a larger one.",
  example: 'new tls.PrivateKey("jwt", { algorithm: "RSA", rsaBits: 1024 });',
  types: ["tls:index/privateKey:PrivateKey"],
  check({ props }, examination) {
    const least = examination.setting("bits");
    examination.attempt(() => {
      if (props.algorithm === "ECDSA") {
        examination.requires({
          // Absent is P224.
          read: () => props.ecdsaCurve ?? "P224",
          accept: (curve) => curve !== "P224",
          found: (curve) => `the curve ${curve}`,
          needed: "P256 or larger",
          setting: "ecdsaCurve",
        });
      } else if (props.algorithm === "RSA") {
        examination.requires({
          // Absent is 2048.
          read: () => props.rsaBits ?? 2048,
          accept: (bits) => bits >= least,
          found: (bits) => `an RSA key of ${bits} bits`,
          needed: `at least ${least} bits`,
          setting: "rsaBits",
        });
      }
    });
  },
});
