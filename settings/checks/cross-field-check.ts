import { memoryAllowed, isFargateSize } from "../sections/fargate";
import { type Path, refusal } from "../fields/field";
import { releasePattern } from "../fields/image";
import { aTenthMore, connectionsOf } from "../sections/postgres";
import { asPublished, databaseClasses } from "../published/offers";
import type { Settings } from "../stage/schema";
import type { Section } from "../stage/stage";
import { secondsOf } from "../fields/time";

/** Values that are right by themselves and must also be right together. */
export interface CrossFieldCheck {
  /** Where a violation is reported. */
  readonly at: Path;
  /** The other values that take part; nothing is said where one of all these has a fault of its own. */
  readonly with: readonly Path[];
  /** The refusal when the values violation. */
  readonly violation: (settings: Settings) => string | undefined;
}

/** What a stage decides about the system of a section. */
export type SectionSettings<K extends Section> = NonNullable<Settings[K]>;

/** A check within the section of one system; it does nothing in a stage without the system. */
export function checkWithin<K extends Section>(
  section: K,
  within: {
    readonly at: Path;
    readonly with: readonly Path[];
    readonly violation: (system: SectionSettings<K>, settings: Settings) => string | undefined;
  },
): CrossFieldCheck {
  return {
    at: [section, ...within.at],
    with: within.with.map((path) => [section, ...path]),
    violation: (settings) => {
      const system = settings[section];
      return system === undefined ? undefined : within.violation(system, settings);
    },
  };
}

/** What a task has, and how many of them there are. */
interface Task {
  readonly cpu: number;
  readonly memory: number;
  readonly minimumTasks: number;
  readonly maximumTasks: number;
}

/** Fargate has certain amounts of memory for each number of CPU units, and autoscaling needs room. */
export function taskChecks<K extends Section>(
  section: K,
  service: string,
  taskOf: (system: SectionSettings<K>) => Task,
): CrossFieldCheck[] {
  return [
    checkWithin(section, {
      at: [service, "memory"],
      with: [[service, "cpu"]],
      violation: (system) => {
        const { cpu, memory } = taskOf(system);
        return isFargateSize(cpu, memory)
          ? undefined
          : refusal(`for ${cpu} CPU units on Fargate: ${memoryAllowed(cpu) ?? "none"}`, "change one of the two");
      },
    }),
    checkWithin(section, {
      at: [service, "maximumTasks"],
      with: [[service, "minimumTasks"]],
      violation: (system) => {
        const { minimumTasks, maximumTasks } = taskOf(system);
        return maximumTasks >= minimumTasks
          ? undefined
          : refusal(`at least minimumTasks (${minimumTasks})`, "increase it, or lower minimumTasks");
      },
    }),
  ];
}

/** What a Region must offer for a setting; what AWS has nowhere is seen before. */
export function offeredCheck<K extends Section>(
  section: K,
  at: Path,
  offered: {
    readonly of: (system: SectionSettings<K>) => string;
    readonly inRegion: (region: string) => readonly string[];
  },
): CrossFieldCheck {
  return {
    at: [section, ...at],
    with: [["aws", "region"]],
    violation: (settings) => {
      const system = settings[section];
      const { region } = settings.aws;
      if (system === undefined) return undefined;
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

/** The sections of the systems that keep their data in Postgres. */
type PostgresSection = "ahavaHealthcare" | "medPlatform";

/** What RDS says of storage and of connections. */
export function postgresChecks(section: PostgresSection): CrossFieldCheck[] {
  return [
    offeredCheck(section, ["postgres", "instanceClass"], {
      of: ({ postgres }) => postgres.instanceClass,
      inRegion: (region) => databaseClasses(region).filter((name) => connectionsOf(name) !== undefined),
    }),
    // RDS refuses a ceiling less than a tenth above the storage there is (Amazon RDS User Guide, storage autoscaling).
    checkWithin(section, {
      at: ["postgres", "maxAllocatedStorage"],
      with: [["postgres", "allocatedStorage"]],
      violation: ({ postgres }) => {
        const least = aTenthMore(postgres.allocatedStorage);
        return postgres.maxAllocatedStorage >= least
          ? undefined
          : refusal(`at least 10 % above allocatedStorage: ${least} GiB (RDS, storage autoscaling)`, "increase it");
      },
    }),
    // The alarm at 80 % is worth nothing where the class never reaches 80 % of what was written down.
    checkWithin(section, {
      at: ["postgres", "maxConnections"],
      with: [["postgres", "instanceClass"]],
      violation: ({ postgres }) => {
        const most = connectionsOf(postgres.instanceClass) ?? Infinity;
        return postgres.maxConnections <= most
          ? undefined
          : refusal(
              `at most ${most} connections, the limit of the memory of ${postgres.instanceClass} (RDS, max_connections)`,
              "lower it, or choose a larger instance class",
            );
      },
    }),
  ];
}

/** A refresh token that dies first would be useless (DS-JWT-04). */
export function tokenCheck(section: Section): CrossFieldCheck {
  return checkWithin(section, {
    at: ["tokens", "refreshLifetime"],
    with: [["tokens", "accessLifetime"]],
    violation: ({ tokens }) =>
      (secondsOf(tokens.refreshLifetime) ?? 0) > (secondsOf(tokens.accessLifetime) ?? 0)
        ? undefined
        : refusal(`longer than tokens.accessLifetime: ${tokens.accessLifetime}`),
  });
}

/** The system's own front ends must be able to call its API. */
export function originsCheck(section: Section, row: string, originsOf: (domain: string) => string[]): CrossFieldCheck {
  return checkWithin(section, {
    at: ["corsOrigins"],
    with: [["domain"]],
    violation: ({ corsOrigins, domain }) => {
      const given = corsOrigins as string[] | undefined;
      const missing = originsOf(domain).filter((origin) => given !== undefined && !given.includes(origin));
      return missing.length === 0
        ? undefined
        : refusal(
            `origins that include ${originsOf(domain).join(" and ")} (${row})`,
            `add ${missing.join(" and ")}, or remove corsOrigins`,
          );
    },
  });
}

/**
 * Production says what it runs, who put it there and when (AH-GO-09..11, C-35); it is about the image that runs, and
 * nothing is verified before it was deployed (AH-GO-13).
 */
export function releaseChecks(section: Section): CrossFieldCheck[] {
  const keys = `version, deployedBy, deployedAt, status${section === "doctorSystem" ? ", promotedFromStaging" : ""}`;
  return [
    checkWithin(section, {
      at: ["release"],
      with: [],
      violation: ({ release }, { stage }) =>
        stage !== "production" || release !== undefined
          ? undefined
          : refusal(`a mapping with the keys ${keys}; production records every release (AH-GO-09..11)`),
    }),
    checkWithin(section, {
      at: ["release", "version"],
      with: [["image"]],
      violation: ({ release, image }) =>
        release === undefined || !releasePattern.test(image) || release.version === image
          ? undefined
          : refusal(`the tag of the image: ${image} (AH-GO-11)`, "correct the outdated one"),
    }),
    checkWithin(section, {
      at: ["release", "status"],
      with: [["release", "deployedAt"]],
      violation: ({ release }) =>
        release?.status !== "verified" || Date.parse(release.deployedAt) <= Date.now()
          ? undefined
          : refusal(
              `ready or "in progress" while deployedAt is in the future: ${release.deployedAt} (AH-GO-13)`,
              "verify the deployment, or correct deployedAt",
            ),
    }),
  ];
}

/** The words by which each stage is known in names, besides its own. */
const wordsOf = { development: ["dev"], staging: ["stg", "stage"], production: ["prod", "prd"] } as const;

/** The word in a name that belongs to another stage than this one; `undefined` where there is none. */
export function wordOfAnotherStage(name: string, stage: Settings["stage"]): string | undefined {
  const others = (Object.keys(wordsOf) as Settings["stage"][]).filter((other) => other !== stage);
  const foreign: readonly string[] = others.flatMap((other) => [other, ...wordsOf[other]]);
  return name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .find((word) => foreign.includes(word));
}

/** Nothing of one stage names another (DS-ENV-01..03). */
export function domainCheck(section: Section): CrossFieldCheck {
  return checkWithin(section, {
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
  });
}
