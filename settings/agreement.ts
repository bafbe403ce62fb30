import { memoryAllowed, isFargateSize } from "./fargate";
import { type Path, refusal } from "./field";
import { releasePattern } from "./image";
import { aTenthMore, connectionsOf } from "./postgres";
import { asPublished, databaseClasses } from "./published/offers";
import type { Settings } from "./schema";
import type { Section } from "./stage";
import { secondsOf } from "./time";

/** Values that are right by themselves and must also be right together. */
export interface Agreement {
  /** Where a disagreement is reported. */
  readonly at: Path;
  /** The other values that take part; nothing is said where one of all these has a fault of its own. */
  readonly with: readonly Path[];
  /** The refusal when the values disagree. */
  readonly disagree: (settings: Settings) => string | undefined;
}

/** What a stage decides about the system of a section. */
export type SectionSettings<K extends Section> = NonNullable<Settings[K]>;

/** An agreement within the section of one system; there is nothing to agree on in a stage without the system. */
export function agreementOf<K extends Section>(
  section: K,
  within: {
    readonly at: Path;
    readonly with: readonly Path[];
    readonly disagree: (system: SectionSettings<K>, settings: Settings) => string | undefined;
  },
): Agreement {
  return {
    at: [section, ...within.at],
    with: within.with.map((path) => [section, ...path]),
    disagree: (settings) => {
      const system = settings[section];
      return system === undefined ? undefined : within.disagree(system, settings);
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
export function taskAgreements<K extends Section>(
  section: K,
  service: string,
  taskOf: (system: SectionSettings<K>) => Task,
): Agreement[] {
  return [
    agreementOf(section, {
      at: [service, "memory"],
      with: [[service, "cpu"]],
      disagree: (system) => {
        const { cpu, memory } = taskOf(system);
        return isFargateSize(cpu, memory)
          ? undefined
          : refusal(`for ${cpu} CPU units on Fargate: ${memoryAllowed(cpu) ?? "none"}`, "change one of the two");
      },
    }),
    agreementOf(section, {
      at: [service, "maximumTasks"],
      with: [[service, "minimumTasks"]],
      disagree: (system) => {
        const { minimumTasks, maximumTasks } = taskOf(system);
        return maximumTasks >= minimumTasks
          ? undefined
          : refusal(`at least minimumTasks (${minimumTasks})`, "increase it, or lower minimumTasks");
      },
    }),
  ];
}

/** What a Region must offer for a setting; what AWS has nowhere is seen before. */
export function offeredAgreement<K extends Section>(
  section: K,
  at: Path,
  offered: {
    readonly of: (system: SectionSettings<K>) => string;
    readonly inRegion: (region: string) => readonly string[];
  },
): Agreement {
  return {
    at: [section, ...at],
    with: [["aws", "region"]],
    disagree: (settings) => {
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
export function postgresAgreements(section: PostgresSection): Agreement[] {
  return [
    offeredAgreement(section, ["postgres", "instanceClass"], {
      of: ({ postgres }) => postgres.instanceClass,
      inRegion: (region) => databaseClasses(region).filter((name) => connectionsOf(name) !== undefined),
    }),
    // RDS refuses a ceiling less than a tenth above the storage there is (Amazon RDS User Guide, storage autoscaling).
    agreementOf(section, {
      at: ["postgres", "maxAllocatedStorage"],
      with: [["postgres", "allocatedStorage"]],
      disagree: ({ postgres }) => {
        const least = aTenthMore(postgres.allocatedStorage);
        return postgres.maxAllocatedStorage >= least
          ? undefined
          : refusal(`at least 10 % above allocatedStorage: ${least} GiB (RDS, storage autoscaling)`, "increase it");
      },
    }),
    // The alarm at 80 % is worth nothing where the class never reaches 80 % of what was written down.
    agreementOf(section, {
      at: ["postgres", "maxConnections"],
      with: [["postgres", "instanceClass"]],
      disagree: ({ postgres }) => {
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
export function tokenAgreement(section: Section): Agreement {
  return agreementOf(section, {
    at: ["tokens", "refreshLifetime"],
    with: [["tokens", "accessLifetime"]],
    disagree: ({ tokens }) =>
      (secondsOf(tokens.refreshLifetime) ?? 0) > (secondsOf(tokens.accessLifetime) ?? 0)
        ? undefined
        : refusal(`longer than tokens.accessLifetime: ${tokens.accessLifetime}`),
  });
}

/** The system's own front ends must be able to call its API. */
export function originsAgreement(section: Section, row: string, originsOf: (domain: string) => string[]): Agreement {
  return agreementOf(section, {
    at: ["corsOrigins"],
    with: [["domain"]],
    disagree: ({ corsOrigins, domain }) => {
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
export function releaseAgreements(section: Section): Agreement[] {
  const keys = `version, deployedBy, deployedAt, status${section === "doctorSystem" ? ", promotedFromStaging" : ""}`;
  return [
    agreementOf(section, {
      at: ["release"],
      with: [],
      disagree: ({ release }, { stage }) =>
        stage !== "production" || release !== undefined
          ? undefined
          : refusal(`a mapping with the keys ${keys}; production records every release (AH-GO-09..11)`),
    }),
    agreementOf(section, {
      at: ["release", "version"],
      with: [["image"]],
      disagree: ({ release, image }) =>
        release === undefined || !releasePattern.test(image) || release.version === image
          ? undefined
          : refusal(`the tag of the image: ${image} (AH-GO-11)`, "correct the outdated one"),
    }),
    agreementOf(section, {
      at: ["release", "status"],
      with: [["release", "deployedAt"]],
      disagree: ({ release }) =>
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
export function domainAgreement(section: Section): Agreement {
  return agreementOf(section, {
    at: ["domain"],
    with: [],
    disagree: ({ domain }, { stage }) => {
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
