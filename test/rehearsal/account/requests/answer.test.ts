import { answerTo } from "../../../../rehearsal/account/requests/answer";
import type { Answer, DeployedResource, WebRequest } from "../../../../rehearsal/account/requests/request";
import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { withoutEnvelopes } from "../../../../rehearsal/account/wire";
import { standingStage } from "../../rights/standing-stage";
import { ahava, doctor, med, requestsToProduction, site } from "./requests-to-production";

let resources: readonly DeployedResource[];

beforeAll(async () => {
  const standing = await standingStage("production");
  resources = standing.map(({ urn, type, state }) => ({
    urn,
    type,
    dependencies: [],
    properties: withoutEnvelopes(state) as WireObject,
  }));
});

const ask = (method: string, url: string, more: Partial<WebRequest> = {}): Answer =>
  answerTo(resources, {
    method,
    url: new URL(url),
    headers: new Map([["user-agent", "test"]]),
    bodySize: 0,
    from: "203.0.113.10",
    requests: 1,
    matches: [],
    ...more,
  });

/** Who answers, and the status where it is not the application's. */
const answer = (...request: Parameters<typeof ask>) => {
  const { answeredBy, status } = ask(...request);
  return status === undefined ? answeredBy : `${status} by ${answeredBy}`;
};

describe("a request to production", () => {
  it.each(requestsToProduction)("%s", (_, method, url, more, expected) => {
    expect(answer(method, url, more)).toBe(expected);
  });

  it("shows each resource on the way", () => {
    expect(ask("POST", `${med}/api/v1/visits`).steps.map(({ at }) => at)).toEqual([
      "DNS",
      "web ACL med-platform-admin-firewall-acl",
      "distribution production.med.rehearsal.test",
      "web ACL med-platform-firewall-acl",
      "load balancer production-med-platform",
    ]);
  });

  it("evaluates every statement of the deployed web ACLs", () => {
    expect([doctor, ahava, med, site].flatMap((url) => ask("GET", `${url}/health`).unknown)).toEqual([]);
  });
});

describe("a request to a changed stage", () => {
  const changed = (name: string, properties: object) =>
    resources.map((each) =>
      each.urn.endsWith(`::${name}`) ? { ...each, properties: { ...each.properties, ...properties } } : each,
    );
  const through = (stage: readonly DeployedResource[], url: string) =>
    answerTo(stage, {
      method: "GET",
      url: new URL(url),
      headers: new Map([["user-agent", "t"]]),
      bodySize: 0,
      from: "203.0.113.10",
      requests: 1,
      matches: [],
    });

  it.each<[string, object, string[], number | undefined]>([
    ["another value", [{ name: "x-origin-verify", value: "another" }], [], 404],
    ["no header", [], [], 404],
    [
      "a secret of another source",
      [{ name: "x-origin-verify", value: {} }],
      ["urn:pulumi:a::b::random:index/x:X::other"],
      404,
    ],
    [
      "a secret of the same source",
      [{ name: "x-origin-verify", value: {} }],
      ["urn:pulumi:a::b::random:index/x:X::proof"],
      undefined,
    ],
  ])(
    "is answered by med-platform behind CloudFront only with the load balancer's header: %s",
    (_, customHeaders, dependencies, status) => {
      const stage = resources.map((each) => {
        if (each.urn.endsWith("::med-platform-forwarding"))
          return { ...each, dependencies: ["urn:pulumi:a::b::random:index/x:X::proof"] };
        if (!each.urn.endsWith("::med-platform-admin-distribution")) return each;
        const origins = (each.properties.origins as object[]).map((origin) => ({ ...origin, customHeaders }));
        return { ...each, dependencies, properties: { ...each.properties, origins } };
      });

      expect(through(stage, `${med}/api/v1/visits`).status).toBe(status);
    },
  );

  it("names what it cannot evaluate", () => {
    const rules = [
      {
        name: "countries",
        priority: 0,
        action: { block: {} },
        statement: { geoMatchStatement: { countryCodes: ["ZA"] } },
      },
    ];

    expect(through(changed("ahava-healthcare-firewall-acl", { rules }), `${ahava}/health`).unknown).toEqual([
      "ahava-healthcare-firewall-acl: geoMatchStatement",
    ]);
  });

  it.each<[string, object, number | undefined]>([
    ["blocks by default", { defaultAction: { block: {} }, rules: [] }, 403],
    [
      "allows before it blocks",
      {
        rules: [
          {
            name: "all",
            priority: 1,
            action: { block: {} },
            statement: {
              byteMatchStatement: {
                searchString: "/",
                positionalConstraint: "STARTS_WITH",
                fieldToMatch: { uriPath: {} },
              },
            },
          },
          {
            name: "known",
            priority: 0,
            action: { allow: {} },
            statement: {
              byteMatchStatement: {
                searchString: "/health",
                positionalConstraint: "EXACTLY",
                fieldToMatch: { uriPath: {} },
              },
            },
          },
        ],
      },
      undefined,
    ],
    [
      "blocks with a status of its own",
      {
        rules: [
          {
            name: "get",
            priority: 0,
            action: { block: { customResponse: { responseCode: 451 } } },
            statement: {
              byteMatchStatement: {
                searchString: "get",
                positionalConstraint: "EXACTLY",
                fieldToMatch: { method: {} },
                textTransformations: [{ priority: 0, type: "LOWERCASE" }],
              },
            },
          },
        ],
      },
      451,
    ],
  ])("meets a web ACL that %s", (_, properties, status) => {
    expect(through(changed("ahava-healthcare-firewall-acl", properties), `${ahava}/health`).status).toBe(status);
  });
});
