import { isPlaceholder } from "../../settings/fields/placeholder";
import { Secret } from "../../settings/fields/secret";
import { nearest } from "../../settings/fields/nearest";
import { stages } from "../../settings/stage/stage";
import { refused } from "./complete";

describe("a placeholder", () => {
  it.each([
    "<team>",
    "https://<where>/runbooks",
    "https://runbooks.example.com",
    "noreply@example.org",
    "EXAMPLE.NET",
    "your_team",
    "yourdomain.com",
    "your-domain.test",
    "yourcompany.com",
    "GENERATE_ME",
    "changeme",
    "CHANGE_ME",
    "replace_me",
    "...",
    "sk_live_...",
  ])("is seen in %s", (value) => {
    expect(isPlaceholder(value)).toBe(true);
  });

  it.each(["counterexample.company", "generated_", "platform", "a.b..c", "your team", 7, true, undefined])(
    "is not seen in %s",
    (value) => {
      expect(isPlaceholder(value)).toBe(false);
    },
  );

  it("is not seen in a generated password that holds angle brackets", () => {
    expect(isPlaceholder(new Secret("aB<x9>c"))).toBe(false);
    expect(isPlaceholder(new Secret("<password>"))).toBe(true);
  });

  it.each(stages)("is refused in %s wherever it stands, once for each place, with what belongs there", (stage) => {
    const changes = {
      owner: "your_team",
      "aws/accountId": "<account>",
      "ahava-healthcare/queues": ["notifications", "<queue>"],
      "ahava-healthcare/smtp/host": "smtp.example.com",
    };
    const fix = "replace it; the comment beside the key says where to find the value";
    expect(refused(stage, changes)).toEqual([
      {
        where: "owner",
        given: 'the placeholder "your_team"',
        allowed: "a real value, free of <…>, example.com, your_…, yourdomain, GENERATE_…, changeme and ...",
        fix,
      },
      {
        where: "aws.accountId",
        given: 'the placeholder "<account>"',
        allowed: "the 12 digits of an AWS account, in quotes",
        fix,
      },
      {
        where: "ahava-healthcare.queues[1]",
        given: 'the placeholder "<queue>"',
        allowed: "the name of a queue: letters, digits, - and _",
        fix,
      },
      {
        where: "ahava-healthcare.smtp.host",
        given: 'the placeholder "smtp.example.com"',
        allowed: "a real value, free of <…>, example.com, your_…, yourdomain, GENERATE_…, changeme and ...",
        fix,
      },
    ]);
  });
});

describe("the nearest word", () => {
  const words = ["cidr", "availabilityZones", "natGateways", "interfaceEndpoints"];

  it.each([
    ["natGatways", "natGateways"],
    ["NATGateways", "natGateways"],
    ["availabilityZone", "availabilityZones"],
    ["cdir", undefined],
    ["cidrs", "cidr"],
    ["subnets", undefined],
    ["", undefined],
  ])("to %j is %j", (word, meant) => {
    expect(nearest(word, words)).toBe(meant);
  });
});
