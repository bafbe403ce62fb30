import {
  type CrossFieldCheck,
  domainCheck,
  originsCheck,
  releaseChecks,
  taskChecks,
  tokenCheck,
  wordOfAnotherStage,
} from "../../../settings/checks/cross-field-check";
import { besidesTasksOnPostgres, connectionCheck } from "../../../settings/checks/connections";
import { postgresChecks } from "../../../settings/checks/postgres-checks";
import { refusal } from "../../../settings/fields/field";
import { thresholdChecks } from "../../../settings/thresholds/row";
import { type MedPlatformSettings, siteOrigins } from "./section";
import { medPlatformThresholds } from "./thresholds";

/** The connections must suffice for all tasks (MP-DB-05). */
const connectionBudget = connectionCheck<MedPlatformSettings>({
  row: "MP-DB-05",
  at: ["postgres", "maxOpenConnections"],
  with: [["postgres", "maxConnections"]],
  services: ["api"],
  limitOf: ({ postgres }) => postgres.maxOpenConnections,
  besidesTasks: besidesTasksOnPostgres,
  capacityOf: ({ postgres }) => ({ count: postgres.maxConnections, of: "maxConnections" }),
  more: "choose a larger instance class",
});

const idleWithinOpen: CrossFieldCheck<MedPlatformSettings> = {
  at: ["postgres", "maxIdleConnections"],
  with: [["postgres", "maxOpenConnections"]],
  violation: ({ postgres }) =>
    postgres.maxIdleConnections <= postgres.maxOpenConnections
      ? undefined
      : refusal(`at most maxOpenConnections (${postgres.maxOpenConnections}; MP-DB-05)`, "lower it"),
};

/** No name contains another stage (C-05, DS-ENV-01..03). */
function keyNameOfThisStage(key: "privateKey" | "publicKey"): CrossFieldCheck<MedPlatformSettings> {
  return {
    at: ["signingKeys", "names", key],
    with: [],
    violation: ({ signingKeys: { names } }, { stage }) => {
      const word = wordOfAnotherStage((names as Partial<typeof names>)[key] ?? "", stage);
      return word === undefined
        ? undefined
        : refusal(
            `a name that does not contain the name of another stage, here "${word}" (C-05)`,
            "remove it, or start it with the name of this stage",
          );
    },
  };
}

const keyNamesDiffer: CrossFieldCheck<MedPlatformSettings> = {
  at: ["signingKeys", "names", "publicKey"],
  with: [["signingKeys", "names", "privateKey"]],
  violation: ({ signingKeys: { names } }) =>
    (names as Partial<typeof names>).publicKey !== undefined && names.publicKey === names.privateKey
      ? refusal(`another name than privateKey: ${names.privateKey} (MP-KEY-05, MP-KEY-06)`, "change one of the two")
      : undefined,
};

/** The program's own entry names below the path of a stage and a system (docs/decisions/0011-keyring-entries.md). */
const ownEntry = /^[^/]+\/([A-Z0-9_]+(\/.*)?|database\/.*|jwt\/jwks)$/;

/** The name must differ from the program's own entries. */
function keyNameIsFree(key: "privateKey" | "publicKey"): CrossFieldCheck<MedPlatformSettings> {
  return {
    at: ["signingKeys", "names", key],
    with: [],
    violation: ({ signingKeys: { names } }, { stage }) => {
      const name = (names as Partial<typeof names>)[key] ?? "";
      return name.startsWith(`${stage}/`) && ownEntry.test(name.slice(stage.length + 1))
        ? refusal(
            "a name that the program does not use for another entry (C-05)",
            `remove it: the default is ${stage}/med-platform/jwt/${key === "privateKey" ? "private" : "public"}-key`,
          )
        : undefined;
    },
  };
}

/** A name that points to itself cannot be resolved. */
const standbyIsAnother: CrossFieldCheck<MedPlatformSettings> = {
  at: ["rollback", "standby", "dnsName"],
  with: [["domain"]],
  violation: ({ domain, rollback: { standby } }) =>
    standby?.dnsName === domain
      ? refusal("the DNS name of something else than this domain (MP-RBK-04)", "name the earlier load balancer")
      : undefined,
};

/** The cross-field checks of med-platform. */
export const checks: readonly CrossFieldCheck<MedPlatformSettings>[] = [
  domainCheck(),
  ...taskChecks<MedPlatformSettings>("api", ({ api }) => api),
  ...postgresChecks(),
  connectionBudget,
  idleWithinOpen,
  keyNameOfThisStage("privateKey"),
  keyNameOfThisStage("publicKey"),
  keyNameIsFree("privateKey"),
  keyNameIsFree("publicKey"),
  keyNamesDiffer,
  standbyIsAnother,
  tokenCheck(),
  originsCheck("MP-AUTH-06", siteOrigins),
  ...thresholdChecks(medPlatformThresholds),
  ...releaseChecks(),
];
