import * as fc from "fast-check";
import { configurationOf, type ImageConfiguration } from "../../../readiness/images/configuration";
import type { ImageContract } from "../../../readiness/images/contract";
import { adviceOf, checkImage, unseenOf } from "../../../readiness/images/image-check";
import { imageRules } from "../../../readiness/images/rules";
import { baked } from "../../../readiness/images/started-by";

const contract: ImageContract = {
  platform: "linux/amd64",
  user: "1000:1000",
  readOnlyRoot: true,
  writablePaths: ["/tmp", "/var/log/app"],
  port: 4000,
  stopTimeout: 60,
  files: [],
  secrets: ["PARTNER_PIN"],
  storageGib: 20,
};
const withCommand: ImageContract = { ...contract, command: ["node", "dist/worker.js"] };
const withEntryPoint: ImageContract = { ...contract, entryPoint: ["/opt/app/platform"], workingDirectory: "/opt/app" };

const good: ImageConfiguration = {
  os: "linux",
  architecture: "amd64",
  user: "1000:1000",
  entryPoint: ["docker-entrypoint.sh"],
  command: ["node", "dist/server.js"],
  volumes: ["/tmp", "/var/log/app"],
  ports: ["4000/tcp"],
  environment: [
    { name: "NODE_ENV", value: "production" },
    { name: "JWT_PUBLIC_KEY", value: "a key" },
  ],
  workingDirectory: "/app",
  labels: {
    "org.opencontainers.image.revision": "0123456789abcdef0123456789abcdef01234567",
    "org.opencontainers.image.version": "1.4.2",
  },
  stopSignal: "",
  hasHealthCheck: false,
  history: ["RUN |2 REVISION=0123 VERSION=v1.4.2 /bin/sh -c npm ci # buildkit", "ARG NPM_TOKEN"],
  size: 200_000_000,
};

type Change = Partial<ImageConfiguration>;
const label = (name: string, value: string): Change => ({
  labels: { ...good.labels, [`org.opencontainers.image.${name}`]: value },
});
const variable = (name: string, value: string): Change => ({ environment: [{ name, value }] });

/** Images that break one row each; what follows the change is the contract, where it is another. */
const broken: readonly (readonly [rule: string, change: Change, against?: ImageContract])[] = [
  ["platform", { architecture: "arm64" }],
  ["platform", { os: "windows" }],
  ["user", { user: "" }],
  ["user", { user: "root" }],
  ["user", { user: "0:0" }],
  ["user", { user: "node" }],
  ["user", { user: "1001:1000" }],
  ["volumes", { volumes: ["/tmp"] }],
  ["volumes", { volumes: [...good.volumes, "/data"] }],
  ["start", { command: ["/bin/sh", "-c", "node dist/server.js"] }],
  ["start", { command: ["npm", "start"] }],
  ["start", { command: [] }],
  ["start", { entryPoint: ["/bin/bash", "-c", "exec node dist/server.js"], command: [] }],
  ["start", { entryPoint: ["node"] }, withCommand],
  ["start", { entryPoint: ["/bin/sh", "-c", "node dist/server.js"] }, withCommand],
  ["working-directory", { workingDirectory: "" }],
  ["working-directory", { workingDirectory: "/" }],
  ["working-directory", { workingDirectory: "/app" }, withEntryPoint],
  ["port", { ports: [] }],
  ["port", { ports: ["4000/udp", "8080/tcp"] }],
  ["stop-signal", { stopSignal: "SIGKILL" }],
  ["stop-signal", { stopSignal: "SIGQUIT" }],
  ["environment", variable("JWT_SECRET", "do-not-print")],
  ["environment", variable("PARTNER_PIN", "do-not-print")],
  ["history", { history: ["|1 NPM_TOKEN=do-not-print /bin/sh -c npm ci"] }],
  ["history", { history: ["RUN /bin/sh -c DB_PASSWORD='do-not-print' npm run build"] }],
  ["history", { history: ["ARG API_KEY=do-not-print"] }],
  ["certificates", variable("NODE_TLS_REJECT_UNAUTHORIZED", "0")],
  ["certificates", variable("PGSSLMODE", "require")],
  ["labels", label("revision", "main")],
  ["labels", label("version", "latest")],
  ["labels", label("version", "")],
  ["size", { size: 11 * 2 ** 30 }],
];

/** Images that keep it, in another way. */
const kept: readonly (readonly [change: Change, against?: ImageContract])[] = [
  [{ user: "1000" }],
  [{ volumes: ["/var/log/app/", "/tmp"] }],
  [{ entryPoint: [] }],
  [{ entryPoint: ["/usr/local/bin/docker-entrypoint.sh"] }, withCommand],
  [{ command: ["/bin/sh", "-c", "replaced by the task"] }, withCommand],
  [{ entryPoint: ["/bin/sh", "-c", "replaced"], command: ["too"], workingDirectory: "/opt/app" }, withEntryPoint],
  [{ entryPoint: ["node", "dist/server.js"], command: [] }],
  [{ ports: ["4000", "9090/tcp"] }],
  [{ stopSignal: "SIGTERM" }],
  [{ ...variable("JWT_SECRET", "") }],
  [{ ...variable("NODE_TLS_REJECT_UNAUTHORIZED", "1") }],
  [label("version", "v2.0.0")],
  [{ size: 9 * 2 ** 30 }],
  [{ hasHealthCheck: true }],
];

describe("an image that keeps the contract", () => {
  it("has no violation", () => {
    expect(checkImage(good, contract)).toEqual([]);
  });

  it.each(kept.map(([change, against = contract]) => ({ change, against })))(
    "has none, changed to $change",
    ({ change, against }) => {
      expect(checkImage({ ...good, ...change }, against)).toEqual([]);
    },
  );
});

describe("an image that breaks the contract", () => {
  it.each(broken.map(([rule, change, against = contract]) => ({ rule, change, against })))(
    "violates $rule with $change, and nothing else",
    ({ rule, change, against }) => {
      const before = checkImage(
        { ...good, ...(against === withEntryPoint && { workingDirectory: "/opt/app" }) },
        against,
      );
      expect(before).toEqual([]);
      const found = checkImage({ ...good, ...change }, against);
      expect([...new Set(found.map((one) => one.rule))]).toEqual([rule]);
      expect(JSON.stringify(found)).not.toContain("do-not-print");
      for (const { given, allowed, fix } of found)
        expect([given, allowed, fix].every((text) => text !== "")).toBe(true);
    },
  );

  it("is known for every rule", () => {
    expect([...new Set(broken.map(([rule]) => rule))]).toEqual(imageRules.map(({ id }) => id));
  });

  it("shows all its violations at once", () => {
    const all = broken.reduce((image, [, change]) => ({ ...image, ...change }), good);
    expect(new Set(checkImage(all, contract).map(({ rule }) => rule)).size).toBeGreaterThan(9);
  });

  it("prints nothing that a terminal would obey, and no line without an end", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const [found] = checkImage({ ...good, user: `x${text}` }, contract);
        expect(found?.given).not.toMatch(/\p{Cc}/u);
        expect(found?.given.length).toBeLessThanOrEqual(100);
      }),
    );
  });
});

describe("what a configuration does not show", () => {
  it("is said, not judged", () => {
    const health = { path: "/health", status: "200", interval: 15, timeout: 5, failures: 3 };
    expect(unseenOf({ ...contract, health, files: ["/opt/ca.pem"] }).join("\n")).toMatch(
      /GET \/health answers 200[^]*within 60 s of SIGTERM[^]*1000:1000[^]*\/opt\/ca\.pem/,
    );
    expect(adviceOf(good)).toEqual([]);
    const without = { ...good, history: undefined, size: undefined, hasHealthCheck: true };
    expect(adviceOf(without as unknown as ImageConfiguration)).toHaveLength(3);
  });
});

it("a history has the names of what was assigned in it, and no references", () => {
  expect(baked(["RUN A_KEY=1 B=$A_KEY c", "ENV D_KEY=1", "ARG E", "/bin/sh -c #(nop)  ENV F_KEY=1"])).toEqual([
    "A_KEY",
  ]);
});

it("a Docker inspection and an OCI configuration of the same image are read alike", () => {
  const Config = { User: "1000", Cmd: ["node"], Env: ["A=b=c", "D"], Volumes: null, Entrypoint: null };
  const docker = configurationOf([{ Os: "linux", Architecture: "amd64", Config }], "it");
  const oci = configurationOf({ os: "linux", architecture: "amd64", config: Config, history: null }, "it");
  expect(docker).toEqual(oci);
  expect(docker.environment).toEqual([
    { name: "A", value: "b=c" },
    { name: "D", value: "" },
  ]);
});
