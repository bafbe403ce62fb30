import { createPrivateKey, createPublicKey } from "node:crypto";
import { codeOf, DataAccount } from "./data-account";

const type = "tls:index/privateKey:PrivateKey";
const envelope = "4dabf18193072939515e22adb298388d";

describe("private keys of the account", () => {
  it.each([
    ["RSA", { rsaBits: 2048 }, "-----BEGIN RSA PRIVATE KEY-----", "ssh-rsa"],
    ["ECDSA", { ecdsaCurve: "P256" }, "-----BEGIN EC PRIVATE KEY-----", "ecdsa-sha2-nistp256"],
    ["ECDSA", { ecdsaCurve: "P384" }, "-----BEGIN EC PRIVATE KEY-----", "ecdsa-sha2-nistp384"],
    ["ECDSA", { ecdsaCurve: "P521" }, "-----BEGIN EC PRIVATE KEY-----", "ecdsa-sha2-nistp521"],
    ["ED25519", {}, "-----BEGIN PRIVATE KEY-----", "ssh-ed25519"],
  ])("are one %s key in every form (%j)", (algorithm, options, firstLine, sshType) => {
    const state = new DataAccount().create(type, { algorithm, ...options }).state as Record<string, string>;
    const publicPem = createPublicKey(createPrivateKey(state.privateKeyPem!)).export({ type: "spki", format: "pem" });
    expect(state.privateKeyPem!.split("\n")[0]).toBe(firstLine);
    expect(state.publicKeyPem).toBe(publicPem);
    const fromPkcs8 = createPublicKey(createPrivateKey(state.privateKeyPemPkcs8!)).export({
      type: "spki",
      format: "pem",
    });
    expect(fromPkcs8).toBe(publicPem);

    const [kind, blob] = state.publicKeyOpenssh!.trim().split(" ");
    expect(kind).toBe(sshType);
    // OpenSSH's private format carries the public key too, as it stands in the one-line form.
    const lines = state.privateKeyOpenssh!.split("\n").slice(1, -2).join("");
    expect(Buffer.from(lines, "base64").includes(Buffer.from(blob!, "base64"))).toBe(true);
    expect(state.publicKeyFingerprintSha256).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
    expect(state.publicKeyFingerprintMd5).toMatch(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/);
  });

  it("have no OpenSSH form on the curve OpenSSH does not know", () => {
    const { state } = new DataAccount().create(type, { algorithm: "ECDSA", ecdsaCurve: "P224" });
    expect(state).toMatchObject({ publicKeyOpenssh: "", privateKeyOpenssh: "" });
  });

  it("are secret, and their public halves are not", () => {
    const state = new DataAccount().wire(type, { algorithm: "ED25519" });
    const secrets = Object.keys(state).filter((key) => typeof state[key] === "object");
    expect(secrets.sort()).toEqual(["privateKeyOpenssh", "privateKeyPem", "privateKeyPemPkcs8"]);
    expect(state.privateKeyPem).toHaveProperty([envelope]);
  });

  it("are refused when nobody knows the algorithm or the curve", () => {
    const account = new DataAccount();
    expect(codeOf(() => account.create(type, { algorithm: "DSA" }))).toBe("InvalidValue");
    expect(codeOf(() => account.create(type, { algorithm: "ECDSA", ecdsaCurve: "P999" }))).toBe("InvalidValue");
    expect(codeOf(() => account.create(type, { algorithm: "RSA", rsaBits: 512 }))).toBe("InvalidValue");
  });
});
