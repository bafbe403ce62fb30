import fc from "fast-check";
import { hasTakenOver, sameContainers } from "../../../components/service/running-tasks";

describe("a release has taken over", () => {
  it.each<[string, boolean, number, (readonly [string, number])[]]>([
    ["when all tasks are of the service's task definition", true, 2, [["api:2", 2]]],
    ["while one task is being replaced", true, 2, [["api:2", 1]]],
    ["when none is wanted", true, 0, [["api:2", 0]]],
    [
      "not while tasks of the one before run",
      false,
      2,
      [
        ["api:2", 2],
        ["api:1", 1],
      ],
    ],
    [
      "not when it never became steady",
      false,
      2,
      [
        ["api:2", 0],
        ["api:1", 2],
      ],
    ],
    ["not when it has no task at all", false, 2, [["api:2", 0]]],
  ])("%s", (_, expected, desiredCount, deployed) => {
    const deployments = deployed.map(([taskDefinition, runningCount]) => ({ taskDefinition, runningCount }));
    expect(hasTakenOver({ taskDefinition: "api:2", desiredCount, deployments })).toBe(expected);
  });
});

describe("the containers of a task definition", () => {
  const container = {
    name: "api",
    image: "api:1",
    environment: [{ name: "STAGE", value: "production" }],
    secrets: [{ name: "JWT", valueFrom: "arn:jwt:::1" }],
  };
  const written = (...containers: readonly object[]) => JSON.stringify(containers);

  it.each<[string, object]>([
    ["another image", { image: "api:2" }],
    ["another variable", { environment: [{ name: "STAGE", value: "staging" }] }],
    ["another generation of a secret", { secrets: [{ name: "JWT", valueFrom: "arn:jwt:::2" }] }],
    ["one secret more", { secrets: [...container.secrets, { name: "KEY", valueFrom: "arn:key" }] }],
  ])("are others with %s", (_, change) => {
    expect(sameContainers(written(container), written({ ...container, ...change }))).toBe(false);
  });

  it("are the same in any order and with the defaults that ECS adds", () => {
    const variables = fc.uniqueArray(fc.record({ name: fc.string(), value: fc.string() }), {
      selector: ({ name }) => name,
    });
    fc.assert(
      fc.property(variables, variables, fc.boolean(), (environment, values, turned) => {
        const secrets = values.map(({ name, value }) => ({ name, valueFrom: value }));
        const wanted = [
          { ...container, environment, secrets },
          { name: "collector", image: "collector:1" },
        ];
        const told = wanted.map((each) => ({
          cpu: 0,
          mountPoints: [],
          ...each,
          environment: ("environment" in each ? [...each.environment] : []).reverse(),
          secrets: "secrets" in each ? [...each.secrets].reverse() : [],
        }));
        expect(sameContainers(written(...(turned ? told.reverse() : told)), written(...wanted))).toBe(true);
      }),
    );
  });
});
