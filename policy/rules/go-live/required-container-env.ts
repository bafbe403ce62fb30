import { containerTypes, eachContainer } from "../../readings/containers";
import type { TaskArgs } from "../../readings/containers";
import { apiOf } from "../../readings/systems";
import type { System } from "../../readings/systems";
import { resourceRule } from "../../rule";

/** What an API cannot start without: among the secrets, and in the plain environment. */
interface Critical {
  readonly secrets: readonly string[];
  readonly plain: readonly string[];
  /** Secrets that development does without. */
  readonly outsideDevelopment: readonly string[];
}

/** The names the checklists call critical (DS-VAL-02 to DS-VAL-04, AH-VAR-*, MP-KEY-05, MP-ENV-06). */
const critical: Readonly<Record<System, Critical>> = {
  "doctor-system": {
    secrets: ["MONGODB_URI", "JWT_ACCESS_SECRET", "JWT_REFRESH_SECRET"],
    plain: ["NODE_ENV", "PORT"],
    outsideDevelopment: ["WHATSAPP_ACCESS_TOKEN"],
  },
  "ahava-healthcare": {
    secrets: ["DATABASE_URL", "REDIS_URL", "JWT_SECRET", "ENCRYPTION_KEY", "ENCRYPTION_IV_SALT"],
    plain: ["NODE_ENV", "PORT"],
    outsideDevelopment: [],
  },
  "med-platform": { secrets: ["DATABASE_URL", "JWT_PRIVATE_KEY"], plain: [], outsideDevelopment: [] },
};

export const requiredContainerEnv = resourceRule<TaskArgs>({
  id: "required-container-env",
  title: "API containers have the environment variables and secrets they require to start",
  severity: "high",
  rows: ["DS-VAL-02", "DS-VAL-03", "DS-VAL-04", "DS-PRE-01", "MP-ENV-02"],
  frameworks: [],
  remediation: "Add the missing names: secrets with valueFrom, the others to environment.",
  example: 'new ContainerService("doctor-system-api", { secrets: {}, ... });',
  types: containerTypes,
  check(resource, examination) {
    const system = apiOf(resource);
    if (system === undefined) {
      examination.notApplicable("Not the API of a system.");
      return;
    }
    const { secrets, plain, outsideDevelopment } = critical[system];
    const secretNames = examination.stage === "development" ? secrets : [...secrets, ...outsideDevelopment];
    let sidecar = false;
    eachContainer(resource, examination, (container) => {
      // What stands beside the API in its task has variables of its own.
      if (sidecar || !container.name.includes("api")) return;
      sidecar = true;
      examination.requires({
        read: () =>
          missing(
            secretNames,
            (container.secrets ?? []).map(({ name }) => name),
          ),
        accept: (names) => names.length === 0,
        found: (names) => `no secret ${names.join(", ")} in container ${container.name}`,
        needed: `the secrets ${secretNames.join(", ")}`,
        setting: "secrets",
      });
      examination.requires({
        read: () =>
          missing(
            plain,
            [...(container.environment ?? []), ...(container.secrets ?? [])].map(({ name }) => name),
          ),
        accept: (names) => names.length === 0,
        found: (names) => `no variable ${names.join(", ")} in container ${container.name}`,
        needed: `the variables ${plain.join(", ")}`,
        setting: "environment",
      });
    });
  },
});

function missing(wanted: readonly string[], present: readonly string[]): readonly string[] {
  return wanted.filter((name) => !present.includes(name));
}
