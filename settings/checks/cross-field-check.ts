import { memoryAllowed, isFargateSize } from "../sections/fargate";
import { type Path, refusal } from "../fields/field";
import { releasePattern } from "../fields/image";
import { secondsOf } from "../fields/time";
import { asPublished } from "../published/offers";
import type { TokenLifetimes } from "../secrets/lifetimes";
import type { CommonSettings } from "../stage/common";
import type { Stage } from "../stage/stage";

/** A value that takes part in a check: a path below the section, or one of the settings every stage has. */
export type CheckedPath = Path | { readonly common: Path };

/** Values of a system's settings that are right by themselves and must also fit together. */
export interface CrossFieldCheck<S> {
  /** Where a violation is reported. */
  readonly at: CheckedPath;
  /** The other values that take part; the check does not run if one of these has a fault already. */
  readonly with: readonly CheckedPath[];
  /** The refusal when the values do not fit together; undefined when they do. */
  violation(section: S, common: CommonSettings): string | undefined;
}

/** Size and number of tasks. */
interface Task {
  readonly cpu: number;
  readonly memory: number;
  readonly minimumTasks: number;
  readonly maximumTasks: number;
}

/** Fargate has certain amounts of memory for each number of CPU units, and autoscaling needs room. */
export function taskChecks<S>(service: string, taskOf: (system: S) => Task): CrossFieldCheck<S>[] {
  return [
    {
      at: [service, "memory"],
      with: [[service, "cpu"]],
      violation: (system) => {
        const { cpu, memory } = taskOf(system);
        return isFargateSize(cpu, memory)
          ? undefined
          : refusal(`for ${cpu} CPU units on Fargate: ${memoryAllowed(cpu) ?? "none"}`, "change one of the two");
      },
    },
    {
      at: [service, "maximumTasks"],
      with: [[service, "minimumTasks"]],
      violation: (system) => {
        const { minimumTasks, maximumTasks } = taskOf(system);
        return maximumTasks >= minimumTasks
          ? undefined
          : refusal(`at least minimumTasks (${minimumTasks})`, "increase it, or lower minimumTasks");
      },
    },
  ];
}

/** Values that a Region must offer; values that exist in no Region are refused earlier. */
export function offeredCheck<S>(
  at: Path,
  offered: {
    readonly of: (system: S) => string;
    readonly inRegion: (region: string) => readonly string[];
  },
): CrossFieldCheck<S> {
  return {
    at,
    with: [{ common: ["aws", "region"] }],
    violation: (system, { aws: { region } }) => {
      const [given, names] = [offered.of(system), offered.inRegion(region)];
      if (names.includes(given)) return undefined;
      const [prefix, , size] = given.split(".");
      const others = names.filter((name) => name.startsWith(`${prefix ?? ""}.`) && name.endsWith(`.${size ?? ""}`));
      return refusal(
        `what AWS offers in ${region}${others.length === 0 ? "" : `, such as ${others.join(", ")}`} (${asPublished})`,
        others.length === 0 ? "choose another size" : "choose another family",
      );
    },
  };
}

/** A refresh token must outlive the access token (DS-JWT-04). */
export function tokenCheck(): CrossFieldCheck<{ readonly tokens: TokenLifetimes }> {
  return {
    at: ["tokens", "refreshLifetime"],
    with: [["tokens", "accessLifetime"]],
    violation: ({ tokens }) =>
      (secondsOf(tokens.refreshLifetime) ?? 0) > (secondsOf(tokens.accessLifetime) ?? 0)
        ? undefined
        : refusal(`longer than tokens.accessLifetime: ${tokens.accessLifetime}`),
  };
}

/** The system's own front ends must be able to call its API. */
export function originsCheck(
  row: string,
  originsOf: (domain: string) => string[],
): CrossFieldCheck<{ readonly domain: string; readonly corsOrigins: readonly string[] }> {
  return {
    at: ["corsOrigins"],
    with: [["domain"]],
    violation: ({ corsOrigins, domain }) => {
      const given = corsOrigins as readonly string[] | undefined;
      const missing = originsOf(domain).filter((origin) => given !== undefined && !given.includes(origin));
      return missing.length === 0
        ? undefined
        : refusal(
            `origins that include ${originsOf(domain).join(" and ")} (${row})`,
            `add ${missing.join(" and ")}, or remove corsOrigins`,
          );
    },
  };
}

/** The release keys of a section. */
interface ReleasedSection {
  readonly image: string;
  readonly release?:
    | {
        readonly version: string;
        readonly digest?: string | undefined;
        readonly deployedAt: string;
        readonly status: string;
      }
    | undefined;
}

/**
 * Production states its release, who deployed it and when (AH-GO-09..11, C-35); it must match the running image, and
 * a release is verified only after it was deployed (AH-GO-13).
 * @param moreKeys additional keys in the system's release record.
 */
export function releaseChecks(moreKeys: readonly string[] = []): CrossFieldCheck<ReleasedSection>[] {
  const keys = ["version, digest, deployedBy, deployedAt, status", ...moreKeys].join(", ");
  return [
    {
      at: ["release"],
      with: [],
      violation: ({ release }, { stage }) =>
        stage !== "production" || release !== undefined
          ? undefined
          : refusal(`a mapping with the keys ${keys}; production records every release (AH-GO-09..11)`),
    },
    {
      at: ["release", "version"],
      with: [["image"]],
      violation: ({ release, image }) =>
        release === undefined || !releasePattern.test(image) || release.version === image
          ? undefined
          : refusal(`the tag of the image: ${image} (AH-GO-11)`, "correct the outdated one"),
    },
    {
      at: ["release", "digest"],
      with: [["image"]],
      violation: ({ release, image }) =>
        release?.digest === undefined || !image.startsWith("sha256:") || release.digest === image
          ? undefined
          : refusal(`the digest of the image: ${image}`, "correct the outdated one"),
    },
    {
      at: ["release", "status"],
      with: [["release", "deployedAt"]],
      violation: ({ release }) =>
        release?.status !== "verified" || Date.parse(release.deployedAt) <= Date.now()
          ? undefined
          : refusal(
              `ready or "in progress" while deployedAt is in the future: ${release.deployedAt} (AH-GO-13)`,
              "verify the deployment, or correct deployedAt",
            ),
    },
  ];
}

/** The abbreviations of each stage in names. */
const wordsOf = { development: ["dev"], staging: ["stg", "stage"], production: ["prod", "prd"] } as const;

/** The word in a name that belongs to another stage; `undefined` if there is none. */
export function wordOfAnotherStage(name: string, stage: Stage): string | undefined {
  const others = (Object.keys(wordsOf) as Stage[]).filter((other) => other !== stage);
  const foreign: readonly string[] = others.flatMap((other) => [other, ...wordsOf[other]]);
  return name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .find((word) => foreign.includes(word));
}

/** No name contains another stage (DS-ENV-01..03). */
export function domainCheck(): CrossFieldCheck<{ readonly domain: string }> {
  return {
    at: ["domain"],
    with: [],
    violation: ({ domain }, { stage }) => {
      const word = wordOfAnotherStage(domain, stage);
      return word === undefined
        ? undefined
        : refusal(
            `a domain that does not contain the name of another stage, here "${word}" (DS-ENV-01..03)`,
            `use a separate domain for ${stage}`,
          );
    },
  };
}
