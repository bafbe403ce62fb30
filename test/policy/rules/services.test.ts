import { ecsImageImmutable } from "../../../policy/rules/services/ecs-image-immutable";
import { ecsLoggingRequired } from "../../../policy/rules/services/ecs-logging-required";
import { ecsNonRoot } from "../../../policy/rules/services/ecs-non-root";
import { judged, resource, unknown } from "../harness";

const repository = "000000000000.dkr.ecr.eu-west-1.amazonaws.com/production/ahava-healthcare";
const digest = `sha256:${"0a".repeat(32)}`;
const compliant = {
  name: "api",
  image: `${repository}:v1.4.0`,
  user: "1000:1000",
  readonlyRootFilesystem: true,
  logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "/production/ahava-healthcare/api" } },
};

/** A task definition with one container. */
function task(change: object = {}) {
  const containerDefinitions = JSON.stringify([{ ...compliant, ...change }]);
  return resource("aws:ecs/taskDefinition:TaskDefinition", { containerDefinitions });
}

/** The component around it, as its facts show in a preview. */
function component(facts: object = {}) {
  const plain = { role: "api", image: compliant.image, user: "1000:1000", readonlyRootFilesystem: true };
  return resource("care-platform:service:ContainerTask", { ...plain, ...facts });
}

const awaiting = resource("aws:ecs/taskDefinition:TaskDefinition", { containerDefinitions: unknown });

describe("ecs-image-immutable", () => {
  const says = (found: string) => [
    `[ecs-image-immutable] subject: found image ${found} in container api; needed a digest or a tag vX.Y.Z. Change image.`,
  ];

  it.each([
    `${repository}:v1.4.0`,
    `${repository}:v2.0.0-rc.1`,
    `${repository}@${digest}`,
    `${repository}:v1.4.0@${digest}`,
    `${repository}:1.0.0`,
    `${repository}:${"0a".repeat(20)}`,
    `${repository}:0a1b2c3`,
    `${repository}:sha-0a1b2c3`,
  ])("passes %s", (image) => {
    expect(judged(ecsImageImmutable, task({ image }))).toEqual(["pass"]);
    expect(judged(ecsImageImmutable, component({ image }))).toEqual(["pass"]);
  });

  it.each([
    [`${repository}:latest`, "ahava-healthcare:latest"],
    [`${repository}:main`, "ahava-healthcare:main"],
    [`${repository}:v1.4`, "ahava-healthcare:v1.4"],
    [`${repository}:1.0`, "ahava-healthcare:1.0"],
    [`${repository}:release-1.0.0`, "ahava-healthcare:release-1.0.0"],
    ["ghcr.io/somebody/api:1.0.0", "api:1.0.0"],
    ["ghcr.io/somebody/api:0a1b2c3", "api:0a1b2c3"],
    [repository, "ahava-healthcare without a tag"],
    [`${repository}@sha256:0a`, "ahava-healthcare@sha256:0a"],
  ])("refuses %s", (image, found) => {
    expect(judged(ecsImageImmutable, task({ image }))).toEqual(says(found));
    expect(judged(ecsImageImmutable, component({ image }))).toEqual(says(found));
  });

  it("waits for container definitions that are unknown, broken or absent", () => {
    const waits = (what: string) => [`[ecs-image-immutable] subject: undecided: waits for ${what}.`];
    expect(judged(ecsImageImmutable, awaiting)).toEqual(waits("containerDefinitions"));
    for (const containerDefinitions of ["{", "{}", undefined]) {
      const broken = resource("aws:ecs/taskDefinition:TaskDefinition", { containerDefinitions });
      expect(judged(ecsImageImmutable, broken)).toEqual(waits("a JSON list in containerDefinitions"));
    }
  });

  it("reads the image of a function, and leaves one that runs none alone", () => {
    const lambda = (props: object) => judged(ecsImageImmutable, resource("aws:lambda/function:Function", props));
    expect(lambda({ imageUri: `${repository}@${digest}` })).toEqual(["pass"]);
    expect(lambda({ imageUri: `${repository}:latest` })).toEqual([
      "[ecs-image-immutable] subject: found image ahava-healthcare:latest in the function; needed a digest or a tag vX.Y.Z. Change image.",
    ]);
    expect(lambda({ handler: "index.handler" })).toEqual(["not applicable"]);
    expect(lambda({ imageUri: unknown })).toEqual(["[ecs-image-immutable] subject: undecided: waits for imageUri."]);
  });

  it("says what is wrong in every container", () => {
    const containerDefinitions = JSON.stringify([
      { ...compliant, image: "node" },
      { ...compliant, name: "sidecar", image: "otel:latest" },
    ]);
    expect(
      judged(ecsImageImmutable, resource("aws:ecs/taskDefinition:TaskDefinition", { containerDefinitions })),
    ).toHaveLength(2);
  });
});

describe("ecs-non-root", () => {
  const says = (found: string, needed: string, setting: string) => [
    `[ecs-non-root] subject: found ${found} in container api; needed ${needed}. Change ${setting}.`,
  ];

  it.each([
    ["an ordinary user", {}, ["pass"]],
    ["a named user", { user: "node" }, ["pass"]],
    ["root by name", { user: "root:root" }, says("user root:root", "a user other than root", "user")],
    ["root by number", { user: "0:1000" }, says("user 0:1000", "a user other than root", "user")],
    [
      "no user",
      { user: undefined },
      says("no user, which means the user of the image,", "a user other than root", "user"),
    ],
    [
      "a file system that can be written",
      { readonlyRootFilesystem: undefined },
      says("a writable root file system", "readonlyRootFilesystem true", "readonlyRootFilesystem"),
    ],
  ])("judges %s, in the definition and in the component's facts", (_, change, expected) => {
    expect(judged(ecsNonRoot, task(change))).toEqual(expected);
    expect(judged(ecsNonRoot, component(change))).toEqual(expected);
  });

  it("asks of Windows what there is on Windows", () => {
    const onWindows = (change: object) => {
      const container = { ...compliant, readonlyRootFilesystem: undefined, user: undefined };
      return resource("aws:ecs/taskDefinition:TaskDefinition", {
        runtimePlatform: { operatingSystemFamily: "WINDOWS_SERVER_2022_CORE" },
        containerDefinitions: JSON.stringify([{ ...container, ...change }]),
      });
    };
    expect(judged(ecsNonRoot, onWindows({}))).toEqual(["pass"]);
    expect(judged(ecsNonRoot, onWindows({ user: "ContainerAdministrator" }))).toEqual(
      says("user ContainerAdministrator", "a user other than root", "user"),
    );
  });

  it("refuses privileges", () => {
    expect(judged(ecsNonRoot, task({ privileged: true }))).toEqual(
      says("privileged", "privileged false", "privileged"),
    );
  });

  it("answers for the facts it knows and waits for the one it does not", () => {
    expect(judged(ecsNonRoot, component({ user: unknown, readonlyRootFilesystem: false }))).toEqual([
      ...says("a writable root file system", "readonlyRootFilesystem true", "readonlyRootFilesystem"),
      "[ecs-non-root] subject: undecided: waits for user.",
    ]);
    expect(judged(ecsNonRoot, awaiting)).toEqual([
      "[ecs-non-root] subject: undecided: waits for containerDefinitions.",
    ]);
  });
});

describe("ecs-logging-required", () => {
  const none =
    "[ecs-logging-required] subject: found no log driver in container api; needed a logConfiguration with a log driver. Change logConfiguration.";

  it.each([
    ["awslogs with a group", {}, ["pass"]],
    ["another driver", { logConfiguration: { logDriver: "awsfirelens" } }, ["pass"]],
    ["no log", { logConfiguration: undefined }, [none]],
    ["the driver that drops everything", { logConfiguration: { logDriver: "none" } }, [none]],
    [
      "awslogs without a group",
      { logConfiguration: { logDriver: "awslogs", options: {} } },
      [
        "[ecs-logging-required] subject: found an awslogs driver without a log group in container api; needed the option awslogs-group. Change logConfiguration.",
      ],
    ],
  ])("judges %s", (_, change, expected) => {
    expect(judged(ecsLoggingRequired, task(change))).toEqual(expected);
  });

  it("waits for what is unknown", () => {
    expect(judged(ecsLoggingRequired, awaiting)).toEqual([
      "[ecs-logging-required] subject: undecided: waits for containerDefinitions.",
    ]);
  });
});
