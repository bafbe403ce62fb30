import { ahavaReference } from "../reference/ahava-healthcare";
import type { StageFault } from "../reference/reference-stage";
import { onCall } from "./stage-faults";
import { domainOf, faceOf, verifiedReference } from "./verified-reference";

describe("a load", () => {
  it("that the firewall would answer is not made", async () => {
    const face = { ...faceOf("med-platform"), requestsPerTenMinutes: 250 };
    const load = { ...face.load, requests: 251 };
    const { results } = await verifiedReference("med-platform", { face: { ...face, load }, consents: ["load"] });
    const made = results.filter(({ probe }) => probe === "load");
    expect(made.map(({ verdict }) => verdict)).toEqual(["unknown"]);
    expect(made[0]?.measured).toMatch(/^not run: 251 requests after \d+ are more than the 250 in ten minutes/);
  });
});

describe("a stage that cannot be judged", () => {
  it("because every request is limited is unknown, and not green", async () => {
    const fault: StageFault = { answer: (reply) => ({ ...reply, status: 429 }) };
    const { verdict, results } = await verifiedReference("doctor-system", { fault });
    expect(verdict).toBe("unknown");
    expect(results.filter((result) => result.verdict === "failed")).toEqual([]);
    const health = results.find(({ probe }) => probe === "health");
    expect(health).toMatchObject({ verdict: "unknown", measured: expect.stringContaining("429") as unknown });
  });

  it("because its certificate is trusted by nobody fails the certificate, and the rest is unknown", async () => {
    const { results } = await verifiedReference("med-platform", { fault: { untrusted: true } });
    expect([...new Set(results.filter(({ verdict }) => verdict === "failed").map(({ probe }) => probe))]).toEqual([
      "certificate",
    ]);
    expect(results.find(({ probe }) => probe === "health")?.verdict).toBe("unknown");
  });

  it("because it has a certificate of another name says which", async () => {
    const fault: StageFault = { certificate: { host: "elsewhere.test" } };
    const { results } = await verifiedReference("med-platform", { fault });
    const [certificate] = results.filter(({ probe }) => probe === "certificate");
    expect(certificate).toMatchObject({ verdict: "failed", measured: "it holds for DNS:elsewhere.test" });
  });

  it("because nobody is there is unknown", async () => {
    const connectTo = () => ({ host: "127.0.0.1", port: 1 });
    const { results } = await verifiedReference("med-platform", { connectTo, consents: ["load"] });
    expect([...new Set(results.map(({ verdict }) => verdict))]).toEqual(["unknown"]);
  });

  it("because the secrets of the webhook are not known here names them", async () => {
    const { results } = await verifiedReference("doctor-system", { secretOf: () => undefined });
    expect(
      results.filter(({ probe }) => probe.startsWith("webhook")).map(({ verdict, measured }) => [verdict, measured]),
    ).toEqual([
      ["unknown", "WHATSAPP_WEBHOOK_VERIFY_TOKEN is not set here; a wrong token gets 403"],
      ["unknown", "WHATSAPP_APP_SECRET is not set here; a wrong signature gets 401"],
    ]);
  });
});

describe("the limits of a run", () => {
  it("end it when its time is over, and what was not measured is unknown", async () => {
    const { results } = await verifiedReference("med-platform", {
      signal: AbortSignal.abort(new Error("the time is over")),
    });
    expect(results.filter(({ verdict }) => verdict !== "unknown")).toEqual([]);
    expect(results[0]?.measured).toBe("the time is over");
  });

  it("remove the users of a run that a person stops, and name the one whose answer is missing", async () => {
    const controller = new AbortController();
    const application = ahavaReference(domainOf("ahava-healthcare"));
    const fault = onCall("/api/auth/register", 3, (reply) => {
      controller.abort(new Error("stopped"));
      return reply;
    });
    const { signal } = controller;
    const { results } = await verifiedReference("ahava-healthcare", { application, fault, signal });
    expect(results.find(({ probe }) => probe === "registration-limit")).toMatchObject({
      verdict: "failed",
      measured: "stopped; users that may be left: verify-reference-3",
    });
    expect([...application.users]).toEqual(["verify-reference-3@verify.invalid"]);
  });

  it("are half of the requests that the firewall allows", async () => {
    const face = { ...faceOf("med-platform"), requestsPerTenMinutes: 20 };
    const { results, verdict } = await verifiedReference("med-platform", { face, consents: [] });
    expect(verdict).toBe("unknown");
    const over = results.filter(({ measured }) => measured.includes("the 10 requests that it may send"));
    expect(over.length).toBeGreaterThan(0);
    expect(over.every((result) => result.verdict === "unknown")).toBe(true);
  });

  it("leave out what a stage never allows, and name its rows", async () => {
    const { results, notProbed } = await verifiedReference("doctor-system", { never: ["flows"] });
    expect(results.filter(({ probe }) => probe.startsWith("flow/"))).toEqual([]);
    expect(notProbed).toContain("DS-JWT-06");
  });

  it("let nothing change data or make load that nobody agreed to", async () => {
    const { results } = await verifiedReference("ahava-healthcare", { consents: [] });
    expect(
      results.filter(({ verdict }) => verdict !== "passed").map(({ probe, measured }) => [probe, measured]),
    ).toEqual([
      ["registration-limit", "not run: needs --change-data"],
      ["flow/admin-routes", "not run: needs --flows"],
      ["flow/lockout", "not run: needs --flows"],
      ["flow/paystack-webhook", "not run: needs --flows"],
      ["flow/weak-passwords", "not run: needs --flows"],
      ["load", "not run: needs --load"],
    ]);
  });
});
