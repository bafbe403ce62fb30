import { factsOf, readStageFacts, toldFacts } from "../../../stacks/settings/neighbours/facts";
import { settings, vendorSecretsOf } from "../complete";

describe("what a stage tells of itself", () => {
  it("is its range, its domains, its images and a fingerprint of each vendor's secret", async () => {
    const facts = await factsOf(settings("staging"));
    expect(facts).toMatchObject({
      stage: "staging",
      own: { "network.cidr": "10.30.0.0/16", "ahava-healthcare.domain": "clinic.test" },
      images: { "ahava-healthcare": ["v1.4.2"] },
    });
    expect(Object.keys(facts.fingerprints).sort()).toEqual(
      Object.keys(vendorSecretsOf("staging"))
        .map((name) => `ahava-healthcare.${name}`)
        .sort(),
    );
    for (const print of Object.values(facts.fingerprints)) expect(print).toMatch(/^[0-9a-f]{6}$/);
    for (const secret of Object.values(vendorSecretsOf("staging"))) expect(JSON.stringify(facts)).not.toContain(secret);
  });

  it("has the same fingerprint for the same value of the same setting, and for nothing else", async () => {
    const [staging, production, changed] = await Promise.all([
      factsOf(settings("staging")),
      factsOf(settings("production")),
      factsOf(settings("staging", { "ahava-healthcare.SMTP_PASS": "lammergeie" })),
    ]);
    const [first, second, third] = [staging, production, changed].map(({ fingerprints }) => fingerprints);
    expect(first!["ahava-healthcare.SMTP_PASS"]).toBe(second!["ahava-healthcare.SMTP_PASS"]);
    expect(first!["ahava-healthcare.PAYSTACK_SECRET_KEY"]).not.toBe(second!["ahava-healthcare.PAYSTACK_SECRET_KEY"]);
    expect(first!["ahava-healthcare.SMTP_PASS"]).not.toBe(third!["ahava-healthcare.SMTP_PASS"]);
    const sameValue = settings("staging", { "ahava-healthcare.SMTP_USER": "lammergeier" });
    const { fingerprints } = await factsOf(sameValue);
    expect(fingerprints["ahava-healthcare.SMTP_USER"]).not.toBe(fingerprints["ahava-healthcare.SMTP_PASS"]);
  });

  it("remembers the images that ran before, each once, the newest first, twenty at most", async () => {
    const told = async (image: string, before: readonly string[]) => {
      const facts = await factsOf(settings("staging", { "ahava-healthcare/image": image }), {
        stage: "staging",
        own: {},
        fingerprints: {},
        images: { "ahava-healthcare": before, "med-platform": ["v9.0.0"] },
      });
      return facts.images;
    };
    expect(await told("v2.0.0", ["v1.9.0", "v1.8.0"])).toEqual({
      "ahava-healthcare": ["v2.0.0", "v1.9.0", "v1.8.0"],
      // A system that is taken out of a stage has run in it all the same.
      "med-platform": ["v9.0.0"],
    });
    expect((await told("v1.8.0", ["v1.9.0", "v1.8.0"]))["ahava-healthcare"]).toEqual(["v1.8.0", "v1.9.0"]);
    const many = Array.from({ length: 30 }, (_, index) => `v1.${index}.0`);
    expect((await told("v2.0.0", many))["ahava-healthcare"]).toHaveLength(20);
  });

  it("compares what was made last time, and tells what is made this time alone", async () => {
    const before = { stage: "staging", own: { dataKeyArn: "arn:old" }, fingerprints: {}, images: {} } as const;
    const facts = await factsOf(settings("staging"), before);
    expect(facts.own).toMatchObject({ dataKeyArn: "arn:old", "network.cidr": "10.30.0.0/16" });
    expect(toldFacts(facts, { logsKeyArn: "arn:new" }).own).toEqual({
      "network.cidr": "10.30.0.0/16",
      "ahava-healthcare.domain": "clinic.test",
      logsKeyArn: "arn:new",
    });
  });

  it("is read back as it was told, and refused in one sentence when it is something else", async () => {
    const facts = await factsOf(settings("production"));
    expect(readStageFacts(JSON.parse(JSON.stringify(facts)))).toEqual(facts);
    expect(() => readStageFacts({ ...facts, images: { "med-platform": "v1.0.0" } })).toThrow(
      /^This is not the output "facts" of a stage: images\.med-platform .*$/,
    );
    expect(() => readStageFacts(undefined)).toThrow('This is not the output "facts" of a stage:');
  });
});
