import { distance } from "fastest-levenshtein";
import { cacheParameters, cacheParametersSource } from "../../published/cache-parameters";
import type { CacheParameter } from "../../published/cache-parameters";
import { closedLists } from "../../published/closed-lists";
import {
  extensionParameters,
  extensionParametersSource,
  ownParameters,
  ownParametersSource,
} from "../../published/database-parameters";
import { offers } from "../../published/offers";
import { postgresParameter, postgresParameters } from "../../published/postgres-parameters";
import type { PostgresParameter } from "../../published/postgres-parameters";
import { sameValue } from "../../wire";
import { objectsAt } from "../places";
import { allowedIn, known, none, refused, together } from "./offer";
import type { OfferCheck, OfferFindings } from "./offer";

interface Parameter {
  readonly name: string;
  readonly value: string | undefined;
  readonly applyMethod: string | undefined;
}

/** What is wrong with a parameter of a family, and where that is said. */
interface Fault {
  readonly input: "name" | "value" | "applyMethod";
  readonly reason: string;
  readonly source: string;
}

/** The check of a group's family and of its parameters. */
function group(
  familyOf: (family: string) => OfferFindings,
  faultOf: (family: string, parameter: Parameter) => Fault | undefined,
): OfferCheck {
  return {
    inputs: ["family", "parameters[].name", "parameters[].value", "parameters[].applyMethod"],
    find: ({ inputs, olds }) => {
      const family = known(inputs, "family");
      if (family === undefined) return none;
      const isNew = family !== known(olds, "family");
      const ofFamily = isNew ? familyOf(family) : none;
      const standing = isNew ? [] : objectsAt(olds, "parameters[]").map(({ object }) => object);
      const ofParameters = objectsAt(inputs, "parameters[]").map(({ path, object }) => {
        const name = known(object, "name")?.toLowerCase();
        if (name === undefined || standing.some((each) => sameValue(each, object))) return none;
        const parameter = { name, value: known(object, "value"), applyMethod: known(object, "applyMethod") };
        const fault = faultOf(family, parameter);
        return fault ? refused(path + fault.input, fault.reason, fault.source) : none;
      });
      return together([ofFamily, ...ofParameters]);
    },
  };
}

/** The families of RDS: of most engines the name and the major version, `postgres16` and `mysql8.0`. */
function databaseFamily(family: string): OfferFindings {
  const [, engine = ""] = /^(aurora-postgresql|aurora-mysql|postgres|mysql|mariadb)\d/.exec(family) ?? [];
  const isOther = /^(custom-|db2-|oracle-|sqlserver-)/.test(family);
  const { source, date, databaseVersions } = offers();
  const versions = databaseVersions[engine];
  if (isOther || (engine !== "" && !versions)) return none;
  const parts = engine === "postgres" || engine === "aurora-postgresql" ? 1 : 2;
  const { offered = [], ended = [] } = versions ?? {};
  const major = (version: string) => version.split(".", oldPostgres(version) ? 2 : parts).join(".");
  const families = [...new Set([...offered, ...ended].map((version) => engine + major(version)))];
  if (families.includes(family)) return none;
  const values = families.length > 0 ? families : ["postgres17", "postgres16", "mysql8.4", "aurora-postgresql16"];
  return refused(
    "family",
    `InvalidParameterValue: ParameterGroupFamily ${family} is not a valid parameter group family. ${allowedIn({ values, date }, family)}`,
    source,
  );
}

/** Until 9.6 the first two numbers were the major version of Postgres. */
const oldPostgres = (version: string): boolean => version.startsWith("9.");

const postgresFamily = /^(?:aurora-)?postgres(?:ql)?(\d+)$/;

function databaseParameter(family: string, { name, value, applyMethod = "immediate" }: Parameter): Fault | undefined {
  const version = postgresFamily.exec(family)?.[1];
  const { versions, source, date } = postgresParameters();
  if (version === undefined || !versions.includes(version)) return undefined;
  const isAurora = family.startsWith("aurora-");
  const setting = ownParameters[name] ?? extensionParameters[name] ?? postgresParameter(version, name);
  const ofServer = source.find((each) => each.includes(` ${version}.`)) ?? "";
  const ofExtension = name in extensionParameters ? extensionParametersSource : ofServer;
  const said = name in ownParameters ? ownParametersSource : ofExtension;
  if (!setting) {
    const names = Object.keys(postgresParameters().parameters).filter((each) => postgresParameter(version, each));
    const near = Object.keys({ ...ownParameters, ...extensionParameters }).some((each) => distance(each, name) <= 2);
    // Aurora has parameters of its own (apg_…), and extensions name theirs with a dot.
    if ((name.includes(".") && !near) || isAurora) return undefined;
    const values = near ? Object.keys(ownParameters) : names;
    return {
      input: "name",
      reason: `InvalidParameterValue: Could not find parameter with name: ${name}. ${allowedIn({ values, date }, name)}`,
      source: near ? ownParametersSource : said,
    };
  }
  const wrong = value === undefined ? undefined : brokenBy(setting, value);
  if (wrong !== undefined) {
    return {
      input: "value",
      reason: `InvalidParameterValue: Invalid parameter value: ${value ?? ""} for: ${name} allowed values are: ${wrong}.`,
      source: said,
    };
  }
  return setting.atStart === true && applyMethod === "immediate"
    ? {
        input: "applyMethod",
        reason: `InvalidParameterCombination: cannot use immediate apply method for static parameter: ${name}. Allowed: pending-reboot.`,
        source: said,
      }
    : undefined;
}

/** A formula of the instance's memory is calculated by RDS: `{DBInstanceClassMemory/9531392}`, `GREATEST(…)`. */
const formula = /[{(]/;
const booleans = ["0", "1", "on", "off", "true", "false", "yes", "no"];

/** What Postgres allows, in words, where a value is something else; RDS takes numbers without a unit. */
function brokenBy({ type, min, max, values }: Omit<PostgresParameter, "versions">, value: string): string | undefined {
  if (formula.test(value)) return undefined;
  switch (type) {
    case "bool":
      return booleans.includes(value.toLowerCase()) ? undefined : "0, 1";
    case "enum":
      return values?.some((each) => each.toLowerCase() === value.toLowerCase()) === false
        ? values.join(", ")
        : undefined;
    case "integer":
    case "real":
      return isWithin(value, min, max) ? undefined : rangeInWords(min, max);
    case "string":
      return undefined;
  }
}

const isWithin = (value: string, min = -Infinity, max = Infinity): boolean =>
  /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value) && Number(value) >= min && Number(value) <= max;

const rangeInWords = (min: number | undefined, max: number | undefined): string =>
  max === undefined ? `numbers from ${min ?? "any"}` : `${min ?? "any"}-${max}`;

function cacheFamily(family: string): OfferFindings {
  const { cacheFamilies } = closedLists();
  // A major version of Valkey has a family of its own; the documentation of the API lags behind the versions.
  const versions = offers().cacheVersions.valkey ?? [];
  const values = [
    ...new Set([...cacheFamilies.values, ...versions.map((version) => `valkey${version.split(".")[0] ?? ""}`)]),
  ];
  return values.includes(family)
    ? none
    : refused(
        "family",
        `InvalidParameterValue: CacheParameterGroupFamily ${family} is not a valid parameter group family. ${allowedIn({ ...cacheFamilies, values }, family)}`,
        cacheFamilies.source,
      );
}

function cacheParameter(family: string, { name, value }: Parameter): Fault | undefined {
  const parameters = cacheParameters[family];
  if (!parameters) return undefined;
  const parameter = parameters[name];
  const source = cacheParametersSource;
  if (!parameter) {
    const allowed = allowedIn({ values: Object.keys(parameters), date: closedLists().cacheFamilies.date }, name);
    return {
      input: "name",
      reason: `InvalidParameterValue: Could not find parameter with name: ${name}. ${allowed}`,
      source,
    };
  }
  if (parameter.fixed) {
    return { input: "name", reason: `InvalidParameterValue: The parameter ${name} cannot be modified.`, source };
  }
  const wrong = value === undefined ? undefined : brokenByCache(parameter, value);
  return wrong === undefined
    ? undefined
    : {
        input: "value",
        reason: `InvalidParameterValue: Invalid parameter value: ${value ?? ""} for: ${name} allowed values are: ${wrong}.`,
        source,
      };
}

function brokenByCache({ values, min, max, pattern }: CacheParameter, value: string): string | undefined {
  if (values) return values.includes(value) ? undefined : values.join(", ");
  if (pattern) return new RegExp(`^(?:${pattern.source})$`).test(value) ? undefined : `the form ${pattern.source}`;
  if (min === undefined && max === undefined) return undefined;
  return isWithin(value, min, max) ? undefined : rangeInWords(min, max);
}

/** Parameter groups of RDS, of instances and of clusters. */
export const databaseGroup: OfferCheck = group(databaseFamily, databaseParameter);

/** Parameter groups of ElastiCache. */
export const cacheGroup: OfferCheck = group(cacheFamily, cacheParameter);
