import type * as provider from "@pulumi/tls";
import { createHash, generateKeyPairSync } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { resourceType } from "../../resource-type";
import type { ResourceTypes } from "../../resource-type";
import { opensshPrivateKey, opensshPublicBlob } from "./openssh";

/** The curves of the tls provider, by the names Node's crypto knows them by. */
const curves: Readonly<Record<string, string>> = {
  P224: "secp224r1",
  P256: "prime256v1",
  P384: "secp384r1",
  P521: "secp521r1",
};

/** The types of the tls provider, with real keys. Certificates are not modelled: Node makes none. */
export const tls: ResourceTypes = {
  "tls:index/privateKey:PrivateKey": resourceType<provider.PrivateKeyArgs, provider.PrivateKeyState>({
    title: "TLS Private Key",
    defaults: { ecdsaCurve: "P224", rsaBits: 2048 },
    generates: [
      "privateKeyOpenssh",
      "privateKeyPem",
      "privateKeyPemPkcs8",
      "publicKeyFingerprintMd5",
      "publicKeyFingerprintSha256",
      "publicKeyOpenssh",
      "publicKeyPem",
    ],
    generate: ({ inputs: { algorithm = "RSA", rsaBits = 2048, ecdsaCurve = "P224" } }) => {
      const { privateKey, publicKey } = keyPair(algorithm, rsaBits, ecdsaCurve);
      return { ...privateForms(privateKey, algorithm), ...publicForms(publicKey) };
    },
    secretOutputs: ["privateKeyOpenssh", "privateKeyPem", "privateKeyPemPkcs8"],
    replaces: ["algorithm", "ecdsaCurve", "rsaBits"],
    refuses: ({ inputs: { algorithm = "", ecdsaCurve = "P224", rsaBits = 2048 } }) => {
      if (!["RSA", "ECDSA", "ED25519"].includes(algorithm)) {
        return { code: "InvalidValue", message: `algorithm is "${algorithm}"; must be RSA, ECDSA or ED25519.` };
      }
      if (algorithm === "RSA" && rsaBits < 1024) {
        return { code: "InvalidValue", message: `rsaBits is ${rsaBits}; must be at least 1024.` };
      }
      return curves[ecdsaCurve] === undefined
        ? { code: "InvalidValue", message: `ecdsaCurve is "${ecdsaCurve}"; must be P224, P256, P384 or P521.` }
        : undefined;
    },
  }),
};

function keyPair(
  algorithm: string,
  rsaBits: number,
  ecdsaCurve: string,
): { privateKey: KeyObject; publicKey: KeyObject } {
  if (algorithm === "RSA") return generateKeyPairSync("rsa", { modulusLength: rsaBits });
  if (algorithm === "ED25519") return generateKeyPairSync("ed25519");
  return generateKeyPairSync("ec", { namedCurve: curves[ecdsaCurve] ?? "secp224r1" });
}

function privateForms(key: KeyObject, algorithm: string) {
  const pkcs8 = key.export({ type: "pkcs8", format: "pem" }).toString();
  const traditional = { RSA: "pkcs1", ECDSA: "sec1" } as const;
  const type = algorithm === "RSA" || algorithm === "ECDSA" ? traditional[algorithm] : undefined;
  return {
    privateKeyPem: type === undefined ? pkcs8 : key.export({ type, format: "pem" }).toString(),
    privateKeyPemPkcs8: pkcs8,
    privateKeyOpenssh: opensshPrivateKey(key),
  };
}

function publicForms(key: KeyObject) {
  const blob = opensshPublicBlob(key);
  const publicKeyPem = key.export({ type: "spki", format: "pem" }).toString();
  // OpenSSH knows no P224; the provider leaves its forms empty.
  if (!blob) return { publicKeyPem, publicKeyOpenssh: "", publicKeyFingerprintMd5: "", publicKeyFingerprintSha256: "" };
  const md5 = createHash("md5").update(blob.bytes).digest("hex");
  return {
    publicKeyPem,
    publicKeyOpenssh: `${blob.type} ${blob.bytes.toString("base64")}\n`,
    publicKeyFingerprintMd5: (md5.match(/../g) ?? []).join(":"),
    publicKeyFingerprintSha256: `SHA256:${createHash("sha256").update(blob.bytes).digest("base64").replace(/=+$/, "")}`,
  };
}
