import fc from "fast-check";
import { alarmExpressionsSound } from "../../../policy/rules/observability/alarm-expressions-sound";
import { callsOf, idsOf } from "../../../policy/selectors/metric-maths";
import { parseExpression, partsOf } from "../../../rehearsal/account/alarms/expression";
import { judged, resource, unknown } from "../harness";

const elb = "AWS/ApplicationELB";
const metric = (id: string, metricName: string) => ({
  id,
  metric: { namespace: elb, metricName, stat: "Sum", period: 60 },
});
const queries = (expression: string) => [
  { id: "ratio", expression, returnData: true },
  metric("requests", "RequestCount"),
  metric("errors", "HTTPCode_Target_5XX_Count"),
];

describe("alarm-expressions-sound", () => {
  const alarm = (props: object) =>
    resource("aws:cloudwatch/metricAlarm:MetricAlarm", { evaluationPeriods: 5, ...props });
  const maths = (expression: string, props: object = {}) => ({ metricQueries: queries(expression), ...props });
  const single = (metricName: string, props: object = {}) => ({ namespace: elb, metricName, period: 60, ...props });
  const fails = (found: string, needed: string, setting: string) => [
    `[alarm-expressions-sound] subject: found ${found}; needed ${needed}. Change ${setting}.`,
  ];
  const stuck = (filled: string) =>
    fails(
      `FILL(${filled}, 0) with 5 of 5 data points: the newest one is always 0`,
      "fewer than evaluationPeriods, or no FILL",
      "datapointsToAlarm",
    );

  it.each<[string, object, string[]]>([
    ["a ratio without FILL", maths("100 * errors / requests"), ["pass"]],
    ["FILL with a constant and all data points", maths("FILL(errors, 0) / requests"), stuck("errors")],
    ["the same inside another call", maths("IF(requests > 20, FILL(errors, 0), 0)"), stuck("errors")],
    ["FILL with some of the data points", maths("FILL(errors, 0) / requests", { datapointsToAlarm: 3 }), ["pass"]],
    ["FILL that repeats", maths("FILL(errors, REPEAT) / requests"), ["pass"]],
    ["the sum of a list", maths("SUM([errors, requests])"), ["pass"]],
    [
      "the sum of a series",
      maths("errors / SUM(requests)"),
      fails("SUM(requests) over one series", "a value of each period, such as of a list in brackets", "metricQueries"),
    ],
    [
      "an id that is not there",
      maths("errors / answers"),
      fails("the id answers in ratio", "one of requests, errors", "metricQueries"),
    ],
    [
      "two results",
      { metricQueries: queries("errors").map((query) => ({ ...query, returnData: true })) },
      fails("3 queries with returnData", "exactly one", "metricQueries"),
    ],
    [
      "one look at a minute",
      single("RequestCount", { evaluationPeriods: 1 }),
      fails("RequestCount over 60 s", "at least 180 s in total, since its data arrives late", "evaluationPeriods"),
    ],
    ["one look at five minutes", single("RequestCount", { evaluationPeriods: 1, period: 300 }), ["pass"]],
    [
      "a certificate by the hour",
      { namespace: "AWS/CertificateManager", metricName: "DaysToExpiry", period: 3600 },
      fails("DaysToExpiry in periods of 3600 s", "at least 43200 s, in which it is reported", "period"),
    ],
    ["errors that are missing", single("HTTPCode_ELB_5XX_Count", { treatMissingData: "notBreaching" }), ["pass"]],
    [
      "errors that stay",
      single("HTTPCode_ELB_5XX_Count", { treatMissingData: "ignore" }),
      fails(
        "treatMissingData ignore for HTTPCode_ELB_5XX_Count, which is reported only when it counts something",
        "notBreaching",
        "treatMissingData",
      ),
    ],
    [
      "an unknown expression",
      { metricQueries: unknown },
      ["[alarm-expressions-sound] subject: undecided: waits for metricQueries."],
    ],
  ])("%s", (_, props, expected) => {
    expect(judged(alarmExpressionsSound, alarm(props))).toEqual(expected);
  });
});

describe("the pack's reading of an expression", () => {
  const leaf = fc.constantFrom("errors", "requests", "m1", "20", "[errors, requests]", '"all errors"');
  const expression = fc.letrec<{ any: string }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.tuple(tie("any"), fc.constantFrom("+", "/", ">=", "AND"), tie("any")).map((parts) => parts.join(" ")),
      tie("any").map((of) => `FILL(${of}, 0)`),
      fc.tuple(tie("any"), tie("any"), tie("any")).map((parts) => `IF(${parts.join(", ")})`),
      tie("any").map((of) => `(${of})`),
    ),
  })).any;

  it("has the ids and the calls that the account reads", () => {
    fc.assert(
      fc.property(expression, (text) => {
        const parts = partsOf(parseExpression(text));
        const ids = parts.flatMap((part) => (part.kind === "id" ? part.id : []));
        const calls = parts.flatMap((part) => (part.kind === "call" ? `${part.name} ${part.args.length}` : []));
        expect(new Set(idsOf(text))).toEqual(new Set(ids));
        expect(callsOf(text).map(({ name, args }) => `${name} ${args.length}`)).toEqual(calls);
      }),
    );
  });
});
