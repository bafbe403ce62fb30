import { promotionsOf, sharedBetween } from "../../../stacks/settings/neighbours/comparison";
import type { StageFacts } from "../../../stacks/settings/neighbours/facts";

const facts = (stage: StageFacts["stage"], changes: Partial<StageFacts> = {}): StageFacts => ({
  stage,
  own: { "network.cidr": `10.${stage.length}.0.0/16`, dataKeyArn: `arn:${stage}` },
  fingerprints: { "a.SMTP_PASS": `${stage.length}`, "a.SMTP_USER": `user ${stage.length}` },
  images: { "med-platform": ["v1.2.0"] },
  ...changes,
});

describe("what production shares with another stage", () => {
  it("is nothing where each has its own", () => {
    const neighbours = [
      { stack: "staging", facts: facts("staging") },
      { stack: "development", facts: facts("development") },
    ];
    expect(sharedBetween(facts("production"), neighbours)).toEqual([]);
  });

  it.each([
    ["a secret", { fingerprints: { "a.SMTP_PASS": "10" } }, ["a.SMTP_PASS"]],
    ["a key", { own: { dataKeyArn: "arn:production" } }, ["dataKeyArn"]],
    ["a key by another name", { own: { logsKeyArn: "arn:production" } }, ["dataKeyArn"]],
    ["a part of a network", { own: { "network.cidr": "10.10.128.0/20" } }, ["network.cidr"]],
    ["a fingerprint of another setting", { fingerprints: { "b.SMTP_PASS": "10" } }, []],
    ["nothing that says nothing", { own: { "med-platform.domain": "" } }, []],
  ])("%s: the names are told, from either side", (_, changes, names) => {
    const production = facts("production", { own: { ...facts("production").own, "med-platform.domain": "" } });
    const neighbour = { stack: "staging", facts: facts("staging", changes) };
    expect(sharedBetween(production, [neighbour])).toEqual(names.map((what) => ({ what, with: "staging" })));
    const [other] = sharedBetween(neighbour.facts, [{ stack: "production", facts: production }]);
    expect(other?.with).toBe(names.length === 0 ? undefined : "production");
  });

  it("is no matter between stages that are no production, nor with a stack that cannot be read", () => {
    const same = facts("staging", { own: facts("development").own });
    expect(sharedBetween(facts("development"), [{ stack: "staging", facts: same }])).toEqual([]);
    expect(sharedBetween(facts("production"), [{ stack: "staging" }])).toEqual([]);
  });
});

describe("where an image ran", () => {
  const production = facts("production", {
    images: { "med-platform": ["v1.2.0", "v1.1.0"], "doctor-system": ["v3.0.0"] },
  });

  it("is the stack of staging that tells of it, now or earlier", () => {
    const staging = facts("staging", { images: { "med-platform": ["v1.3.0", "v1.2.0"] } });
    const part = facts("staging", { images: { "doctor-system": ["v3.0.0"] } });
    expect(
      promotionsOf(production, [
        { stack: "staging", facts: staging },
        { stack: "staging-doctor-system", facts: part },
      ]),
    ).toEqual([
      { system: "doctor-system", image: "v3.0.0", ranIn: "staging-doctor-system" },
      { system: "med-platform", image: "v1.2.0", ranIn: "staging" },
    ]);
  });

  it("is nowhere when only development, another system or nobody tells of it", () => {
    const nowhere = [
      { system: "doctor-system", image: "v3.0.0" },
      { system: "med-platform", image: "v1.2.0" },
    ];
    const development = facts("development", { images: production.images });
    const crossed = facts("staging", { images: { "ahava-healthcare": ["v1.2.0", "v3.0.0"] } });
    expect(promotionsOf(production, [])).toEqual(nowhere);
    expect(promotionsOf(production, [{ stack: "development", facts: development }])).toEqual(nowhere);
    expect(promotionsOf(production, [{ stack: "staging", facts: crossed }, { stack: "staging" }])).toEqual(nowhere);
  });
});
