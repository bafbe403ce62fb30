import { createHmac } from "node:crypto";
import { scramVerifier } from "../../functions/database-roles/scram-verifier";

describe("scramVerifier", () => {
  it("signs what the example of RFC 7677 signs, with the server's key", () => {
    const verifier = scramVerifier("pencil", { salt: Buffer.from("W22ZaJ0SNY7soEsUEjb6gQ==", "base64") });
    expect(verifier).toMatch(/^SCRAM-SHA-256\$4096:W22ZaJ0SNY7soEsUEjb6gQ==\$[\w+/]{43}=:[\w+/]{43}=$/);
    const serverKey = Buffer.from(verifier.split(":").pop() ?? "", "base64");
    const messages = [
      "n=user,r=rOprNGfwEbeRWgbNEkqO",
      "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
      "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
    ].join(",");
    expect(createHmac("sha256", serverKey).update(messages).digest("base64")).toBe(
      "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
    );
  });

  it("never makes the same twice, and never holds the password", () => {
    const password = "a-password-to-look-for";
    const [first, second] = [scramVerifier(password), scramVerifier(password)];
    expect(first).not.toBe(second);
    expect(first + second).not.toContain(password);
  });
});
