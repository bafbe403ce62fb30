import type { PolicyConfigSchema } from "@pulumi/policy";

/** The JSON schema of one value of the pack's configuration. */
export type SettingSchema = PolicyConfigSchema["properties"][string];

/** Common fields of a rule's settings. */
interface SettingBase {
  /** The meaning of the value, with its unit. */
  readonly description: string;
  /**
   * The stage's fact for the value: a path into the inputs of its `StageManifest`, such as "logs.retentionDays".
   * It overrides the default; the pack's configuration overrides it.
   */
  readonly stageFact?: string;
}

/** A whole number: days, seconds, characters. */
export interface NumberSetting extends SettingBase {
  readonly kind?: "number";
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** TCP or UDP ports. */
export interface PortsSetting extends SettingBase {
  readonly kind: "ports";
  readonly default: readonly number[];
}

/** A time of day from and to in UTC, such as "23:00-01:30"; it may pass midnight. */
export interface WindowSetting extends SettingBase {
  readonly kind: "window";
  readonly default: string;
}

/** A list of texts. */
export interface TextsSetting extends SettingBase {
  readonly kind: "texts";
  readonly default: readonly string[];
  /** The regular expression that each must match as a whole. @default any non-empty text */
  readonly pattern?: string;
}

/** A value of a rule that the pack's configuration, or the stage, may change. */
export type RuleSetting = NumberSetting | PortsSetting | WindowSetting | TextsSetting;

/** The value of a setting, of any kind. */
export type SettingValue = number | string | readonly number[] | readonly string[];

const windowPattern = "([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]";
const largestPort = 65_535;

/** The JSON schema by which the engine checks the pack's configuration of a setting. */
export function schemaOf(setting: RuleSetting): SettingSchema {
  const { description } = setting;
  switch (setting.kind) {
    case "ports": {
      const items = { type: "integer" as const, minimum: 1, maximum: largestPort };
      return { type: "array", items, uniqueItems: true, description, default: [...setting.default] };
    }
    case "window":
      return { type: "string", pattern: `^${windowPattern}$`, description, default: setting.default };
    case "texts": {
      const items = { type: "string" as const, minLength: 1, pattern: `^(?:${setting.pattern ?? ".+"})$` };
      return { type: "array", items, uniqueItems: true, description, default: [...setting.default] };
    }
    case "number":
    case undefined: {
      const { minimum, maximum, default: value } = setting;
      return { type: "integer", description, minimum, maximum, default: value };
    }
  }
}

/** The allowed values of a setting, in words. */
export function allowedBy(setting: RuleSetting): string {
  switch (setting.kind) {
    case "ports":
      return `a list of different ports from 1 to ${largestPort}`;
    case "window":
      return 'a time range in UTC, such as "23:00-01:30"';
    case "texts":
      return `a list of different strings${setting.pattern === undefined ? "" : `, each matching ${setting.pattern}`}`;
    case "number":
    case undefined:
      return `a whole number from ${setting.minimum} to ${setting.maximum}`;
  }
}

/** Whether a value is one that the setting allows. */
export function accepts(setting: RuleSetting, value: unknown): value is SettingValue {
  switch (setting.kind) {
    case "ports":
      return isList(value, (port) => isWhole(port, 1, largestPort));
    case "window":
      return typeof value === "string" && new RegExp(`^${windowPattern}$`).test(value);
    case "texts": {
      const pattern = new RegExp(`^(?:${setting.pattern ?? ".+"})$`);
      return isList(value, (text) => typeof text === "string" && pattern.test(text));
    }
    case "number":
    case undefined:
      return isWhole(value, setting.minimum, setting.maximum);
  }
}

/** A whole number brought within the bounds of a number's setting; every other value as it is. */
export function nearest(setting: RuleSetting, value: unknown): unknown {
  if (setting.kind !== undefined && setting.kind !== "number") return value;
  if (typeof value !== "number" || !Number.isInteger(value)) return value;
  return Math.min(Math.max(value, setting.minimum), setting.maximum);
}

function isWhole(value: unknown, minimum: number, maximum: number): boolean {
  return Number.isInteger(value) && (value as number) >= minimum && (value as number) <= maximum;
}

function isList(value: unknown, isElement: (element: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isElement) && new Set(value).size === value.length;
}
