import { containerDefinitions } from "../../../../rehearsal/account/read/container-definitions";

const api = {
  name: "api",
  image: "api:v1",
  environment: [
    { name: "PORT", value: "8080" },
    { name: "HOST", value: "0.0.0.0" },
  ],
  secrets: [
    { name: "TOKEN", valueFrom: "b" },
    { name: "PASSWORD", valueFrom: "a" },
  ],
  portMappings: [{ containerPort: 8080 }],
  healthCheck: { command: ["CMD", "true"] },
};
const { reported, same } = containerDefinitions;
const read = (...containers: readonly object[]) => reported?.(JSON.stringify(containers), {}) as string;

it("reads containers with what ECS fills in, environment and secrets by name", () => {
  expect(JSON.parse(read(api))).toEqual([
    {
      ...api,
      cpu: 0,
      environment: [...api.environment].reverse(),
      essential: true,
      healthCheck: { ...api.healthCheck, interval: 30, retries: 3, timeout: 5 },
      mountPoints: [],
      portMappings: [{ containerPort: 8080, hostPort: 8080, protocol: "tcp" }],
      secrets: [...api.secrets].reverse(),
      systemControls: [],
      volumesFrom: [],
    },
  ]);
});

it("reads the same again", () => {
  expect(reported?.(read(api), {})).toBe(read(api));
});

it("lets the provider see no difference in what ECS fills in and sorts", () => {
  expect(same?.(read(api, { ...api, name: "agent" }), JSON.stringify([{ ...api, name: "agent" }, api]))).toBe(true);
});

it.each<readonly [string, object]>([
  ["an image", { image: "api:v2" }],
  ["a variable", { environment: [{ name: "PORT", value: "8081" }] }],
  ["a port", { portMappings: [{ containerPort: 8081 }] }],
  ["a protocol", { portMappings: [{ containerPort: 8080, protocol: "udp" }] }],
  ["what ECS has no default of", { readonlyRootFilesystem: true }],
  ["a share of the processor", { cpu: 256 }],
  ["a health check", { healthCheck: { command: ["CMD", "true"], interval: 10 } }],
])("lets it see %s", (_, change) => {
  expect(same?.(read(api), JSON.stringify([{ ...api, ...change }]))).toBe(false);
});
