import { releasePattern } from "../../settings/fields/image";
import { looksSecret } from "../../settings/secrets/looks-secret";
import type { ImageConfiguration } from "./configuration";
import type { ImageContract } from "./contract";
import { baked, startedBy } from "./started-by";
import { shown, type Violation } from "./violation";

/** One row of the contract that a configuration shows. */
export interface ImageRule {
  readonly id: string;
  /** What the rule checks, and why, in one sentence. */
  readonly title: string;
  readonly check: (image: ImageConfiguration, contract: ImageContract) => readonly Violation[];
}

const platform: ImageRule = {
  id: "platform",
  title: "The image is built for the CPU architecture of the task; another fails with `exec format error`.",
  check: ({ os, architecture }, contract) => {
    const given = `${os}/${architecture}`;
    if (given === contract.platform) return [];
    const fix = `docker build --platform ${contract.platform}`;
    return [{ what: "platform", given: shown(given), allowed: contract.platform, fix }];
  },
};

const user: ImageRule = {
  id: "user",
  title:
    "USER is the numeric user of the task: not root, and not a name, because its number depends on the base image.",
  check: ({ user: given }, contract) => {
    const [uid = ""] = contract.user.split(":");
    if ([contract.user, uid].includes(given)) return [];
    const was = given === "" || /^(0|root)(:|$)/.test(given) ? `${shown(given)}, which is root` : shown(given);
    return [{ what: "USER", given: was, allowed: contract.user, fix: `USER ${contract.user}` }];
  },
};

const volumes: ImageRule = {
  id: "volumes",
  title:
    "Every writable folder is a VOLUME, or its mount belongs to root; no other is, because the root file system is read-only.",
  check: ({ volumes: given }, { writablePaths, user: owner }) => {
    const folders = given.map((folder) => folder.replace(/(?<=.)\/+$/, ""));
    const missing = writablePaths.filter((folder) => !folders.includes(folder));
    const further = folders.filter((folder) => !writablePaths.includes(folder));
    return [
      ...missing.map((folder) => ({
        what: `VOLUME ${folder}`,
        given: "nothing",
        allowed: writablePaths.join(", "),
        fix: `RUN mkdir -p ${folder} && chown ${owner} ${folder}, then VOLUME ${folder}`,
      })),
      ...further.map((folder) => ({
        what: `VOLUME ${shown(folder)}`,
        given: "a volume that the task does not mount",
        allowed: writablePaths.join(", "),
        fix: "write below a folder of the contract, and remove the VOLUME",
      })),
    ];
  },
};

const start: ImageRule = {
  id: "start",
  title:
    "The image starts a program, not a shell: ENTRYPOINT executes the task's command, and SIGTERM reaches the application.",
  check: (image, contract) => startedBy(image, contract),
};

const workingDirectory: ImageRule = {
  id: "working-directory",
  title: "WORKDIR is the folder of the application: commands name their files from it.",
  check: ({ workingDirectory: given }, contract) => {
    const folder = contract.workingDirectory;
    const right = folder === undefined ? /^\/[^/]/.test(given) : given === folder;
    if (right) return [];
    const allowed = folder ?? "the absolute path of a folder below the root";
    return [{ what: "WORKDIR", given: shown(given), allowed, fix: `WORKDIR ${folder ?? "/app"}` }];
  },
};

const port: ImageRule = {
  id: "port",
  title: "EXPOSE has the port that the load balancer sends requests to.",
  check: ({ ports }, contract) => {
    if (contract.port === undefined) return [];
    const allowed = `${contract.port}/tcp`;
    // Without a protocol it is TCP.
    if (ports.some((given) => given === allowed || given === String(contract.port))) return [];
    return [{ what: "EXPOSE", given: shown(ports), allowed, fix: `EXPOSE ${contract.port}` }];
  },
};

const stopSignal: ImageRule = {
  id: "stop-signal",
  title: "ECS stops a task with the image's STOPSIGNAL: it is SIGTERM, which drains requests and jobs.",
  check: ({ stopSignal: given }, { stopTimeout }) => {
    if (["", "SIGTERM", "TERM", "15"].includes(given)) return [];
    const fix = `remove STOPSIGNAL, and end within ${stopTimeout} s of SIGTERM`;
    return [{ what: "STOPSIGNAL", given: shown(given), allowed: "SIGTERM", fix }];
  },
};

const environment: ImageRule = {
  id: "environment",
  title: "ENV has no secret: everyone who may pull the image can read it.",
  check: (image, { secrets }) =>
    image.environment
      .filter(({ name, value }) => value !== "" && (secrets.includes(name) || looksSecret(name)))
      .map(({ name }) => ({
        what: `ENV ${shown(name)}`,
        given: "a value, not shown",
        allowed: "no value: the task reads its secrets from Secrets Manager",
        fix: `remove ENV ${shown(name)}, and replace the secret, because it is in the image's history`,
      })),
};

const history: ImageRule = {
  id: "history",
  title: "No build argument has a secret: the image keeps the value in its history.",
  check: (image, { secrets }) =>
    baked(image.history ?? [])
      .filter((name) => secrets.includes(name) || looksSecret(name))
      .map((name) => ({
        what: `ARG ${shown(name)}`,
        given: "a value in the history, not shown",
        allowed: "no secret in a build argument or in a command",
        fix: `RUN --mount=type=secret,id=${shown(name)} …, and replace the secret`,
      })),
};

/** What the variables are that switch off the check of certificates, by the documentation of Node.js and of libpq. */
const unchecked: Readonly<Record<string, RegExp>> = {
  NODE_TLS_REJECT_UNAUTHORIZED: /^0$/,
  PGSSLMODE: /^(disable|allow|prefer|require)$/,
};

const certificates: ImageRule = {
  id: "certificates",
  title:
    "ENV does not switch off the check of certificates: the databases, Redis and the vendors are reached over TLS.",
  check: (image) =>
    image.environment
      .filter(({ name, value }) => unchecked[name]?.test(value))
      .map(({ name, value }) => ({
        what: `ENV ${name}`,
        given: shown(value),
        allowed: "certificates are checked",
        fix: `remove ENV ${name}; the CA bundle is a file of the image`,
      })),
};

const revision = "org.opencontainers.image.revision";
const version = "org.opencontainers.image.version";

const labels: ImageRule = {
  id: "labels",
  title: "Two labels of the OCI image specification contain the commit and the release of the image.",
  check: ({ labels: given }) => {
    const labelled = (name: string) => given[name] ?? "";
    const isRevision = /^[0-9a-f]{40}$/.test(labelled(revision));
    const isVersion = releasePattern.test(`v${labelled(version).replace(/^v/, "")}`);
    const build = (name: string, value: string) => `docker build --label ${name}=${value}`;
    return [
      ...(isRevision
        ? []
        : [
            {
              what: `LABEL ${revision}`,
              given: shown(labelled(revision)),
              allowed: "the commit, 40 hexadecimal digits",
              fix: build(revision, "$(git rev-parse HEAD)"),
            },
          ]),
      ...(isVersion
        ? []
        : [
            {
              what: `LABEL ${version}`,
              given: shown(labelled(version)),
              allowed: "the release, vX.Y.Z",
              fix: build(version, "v1.4.2"),
            },
          ]),
    ];
  },
};

const size: ImageRule = {
  id: "size",
  title:
    "The unpacked image takes at most half of the task's disk: the compressed one and the writable folders share it.",
  check: ({ size: bytes }, { storageGib }) => {
    const most = storageGib / 2;
    const given = (bytes ?? 0) / 2 ** 30;
    if (given <= most) return [];
    const fix = "a smaller base image, and a build in several stages";
    return [{ what: "size", given: `${given.toFixed(1)} GiB`, allowed: `at most ${most} GiB`, fix }];
  },
};

/** The rows of the contract that a configuration shows, in the order of the page. */
export const imageRules: readonly ImageRule[] = [
  platform,
  user,
  volumes,
  start,
  workingDirectory,
  port,
  stopSignal,
  environment,
  history,
  certificates,
  labels,
  size,
];
