import { resourceRule } from "../../rule";

/** Inputs of a private key, as far as this rule reads them. */
interface PrivateKeyArgs {
  readonly algorithm: string;
  readonly rsaBits: number;
  readonly ecdsaCurve: string;
}

export const rsaKeyMin2048 = resourceRule<PrivateKeyArgs>({
  id: "rsa-key-min-2048",
  title: "RSA private keys have at least 2048 bits, and ECDSA private keys use P-256 or larger",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["MP-AUTH-01", "MP-KEY-01"],
  frameworks: ["FSBP ACM.2"],
  settings: {
    bits: { description: "Minimum size of an RSA key, in bits.", default: 2048, minimum: 2048, maximum: 8192 },
  },
  remediation: "Set rsaBits to 2048 or more, or ecdsaCurve to P256 or larger.",
  example: 'new tls.PrivateKey("jwt", { algorithm: "RSA", rsaBits: 1024 });',
  types: ["tls:index/privateKey:PrivateKey"],
  check({ props }, context) {
    const least = context.setting("bits");
    context.guard(() => {
      if (props.algorithm === "ECDSA") {
        context.requires({
          // Absent is P224.
          read: () => props.ecdsaCurve ?? "P224",
          accept: (curve) => curve !== "P224",
          found: (curve) => `the curve ${curve}`,
          needed: "P256 or larger",
          setting: "ecdsaCurve",
        });
      } else if (props.algorithm === "RSA") {
        context.requires({
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
