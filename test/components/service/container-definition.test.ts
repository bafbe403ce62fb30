import * as fc from "fast-check";
import {
  containerDefinition,
  containerFaults,
  secretArnOf,
  volumeName,
} from "../../../components/service/container-definition";
import type { ContainerArgs } from "../../../components/service/container-definition";

const log = { groupName: "/staging/system/api", region: "eu-west-1" };

const api: ContainerArgs = {
  containerName: "api",
  image: "000000000000.dkr.ecr.eu-west-1.amazonaws.com/staging/system:v1.2.3",
  port: 4000,
  environment: { PORT: "4000", LOG_DIR: "/var/log/system" },
  secrets: { DATABASE_URL: "arn:aws:secretsmanager:eu-west-1:000000000000:secret:database-AbCdEf:::version" },
  writablePaths: ["/var/log/system", "/tmp"],
};

describe("containerDefinition", () => {
  it("runs without root, without capabilities and on a read-only file system unless told otherwise", () => {
    expect(containerDefinition(api, log)).toMatchObject({
      user: "1000:1000",
      readonlyRootFilesystem: true,
      linuxParameters: { initProcessEnabled: true, capabilities: { drop: ["ALL"] } },
      stopTimeout: 60,
    });
  });

  it("spells ports, variables, secrets, volumes and the log as the ECS API does", () => {
    expect(containerDefinition(api, log)).toMatchObject({
      portMappings: [{ containerPort: 4000, hostPort: 4000, protocol: "tcp" }],
      environment: [
        { name: "LOG_DIR", value: "/var/log/system" },
        { name: "PORT", value: "4000" },
      ],
      secrets: [{ name: "DATABASE_URL", valueFrom: api.secrets?.DATABASE_URL }],
      mountPoints: [
        { sourceVolume: "tmp", containerPath: "/tmp", readOnly: false },
        { sourceVolume: "var-log-system", containerPath: "/var/log/system", readOnly: false },
      ],
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": "/staging/system/api",
          "awslogs-region": "eu-west-1",
          "awslogs-stream-prefix": "api",
          mode: "non-blocking",
          "max-buffer-size": "25m",
        },
      },
    });
  });

  it("leaves out what a worker does not have, so that the provider finds no difference", () => {
    const worker = containerDefinition({ containerName: "worker", image: api.image, writablePaths: [] }, log);
    for (const absent of [
      "portMappings",
      "environment",
      "secrets",
      "mountPoints",
      "healthCheck",
      "ulimits",
      "command",
    ]) {
      expect(worker).not.toHaveProperty(absent);
    }
  });

  it("turns a health check command and a number of open files into the API's shape", () => {
    const definition = containerDefinition({ ...api, healthCheckCommand: ["node", "check.js"], openFiles: 65535 }, log);
    expect(definition.healthCheck).toMatchObject({ command: ["CMD", "node", "check.js"] });
    expect(definition.ulimits).toEqual([{ name: "nofile", softLimit: 65535, hardLimit: 65535 }]);
  });

  it("does not depend on the order in which variables were written", () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[A-Z]{1,6}_NAME$/), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(names, (given) => {
        const forwards = Object.fromEntries(given.map((name) => [name, "x"]));
        const backwards = Object.fromEntries([...given].reverse().map((name) => [name, "x"]));
        expect(containerDefinition({ ...api, environment: forwards }, log)).toEqual(
          containerDefinition({ ...api, environment: backwards }, log),
        );
      }),
    );
  });
});

describe("what a container is refused", () => {
  it.each([
    ["a name in both places", { environment: { DATABASE_URL: "x" } }, /DATABASE_URL is both/],
    ["a secret in the plain environment", { environment: { SMTP_PASS: "x" } }, /SMTP_PASS looks like a secret/],
    ["root by number", { user: "0" }, /The user is "0"/],
    ["root by group", { user: "1000:0" }, /The user is "1000:0"/],
    ["root by name", { user: "root" }, /The user is "root"/],
    ["a stop timeout Fargate does not have", { stopTimeout: 121 }, /Fargate allows 2 to 120 s/],
    ["a relative writable path", { writablePaths: ["tmp"] }, /"tmp" is not the absolute path/],
    ["a writable root", { writablePaths: ["/"] }, /"\/" is not the absolute path/],
  ])("%s", (_, wrong, message) => {
    expect(() => containerDefinition({ ...api, ...wrong }, log)).toThrow(message);
  });

  it("names every fault at once and never a value", () => {
    const faults = containerFaults({ ...api, user: "root", environment: { API_KEY: "do-not-print" } });
    expect(faults).toHaveLength(2);
    expect(faults.join()).not.toContain("do-not-print");
  });
});

it("finds the secret's ARN in front of key, stage and version", () => {
  const arn = "arn:aws:secretsmanager:eu-west-1:000000000000:secret:staging/system/JWT_SECRET-AbCdEf";
  expect(secretArnOf(`${arn}:::0b1c`)).toBe(arn);
  expect(secretArnOf(arn)).toBe(arn);
});

it("makes volume names of letters, digits and hyphens from any path", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^(\/[a-z0-9._]{1,8}){1,4}$/), (path) => {
      expect(volumeName(path)).toMatch(/^[A-Za-z0-9-]*$/);
    }),
  );
});
