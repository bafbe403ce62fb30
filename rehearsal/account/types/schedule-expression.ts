/** A field of a cron expression: its numbers, the names for them and the wildcards besides `,`, `-` and `*`. */
interface Field {
  readonly least: number;
  readonly greatest: number;
  readonly names?: readonly string[];
  /** Values that stand alone or end a number: `?`, `L`, `5W`, `3#2`. */
  readonly special?: RegExp;
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** Minutes, hours, day of the month, month, day of the week and year. */
const fields: readonly Field[] = [
  { least: 0, greatest: 59 },
  { least: 0, greatest: 23 },
  { least: 1, greatest: 31, special: /^(\?|L|LW|L-\d{1,2}|\d{1,2}W)$/i },
  { least: 1, greatest: 12, names: months },
  { least: 1, greatest: 7, names: days, special: /^(\?|L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5]))$/i },
  { least: 1970, greatest: 2199 },
];

/**
 * Why a service refuses a cron or a rate expression, in words; undefined where it takes it. An expression of another kind is
 * passed over. `units`: rules want the unit of a rate to agree with its number, the Scheduler takes either form. Sources: Amazon
 * EventBridge User Guide, "Setting a schedule pattern for scheduled rules"; EventBridge Scheduler User Guide, "Schedule types".
 */
export function scheduleFault(expression: string, units: "agreeing" | "either"): string | undefined {
  const [, kind, inner = ""] = /^(cron|rate)\((.*)\)$/s.exec(expression) ?? [];
  if (kind === "rate") return rateFault(inner, units === "agreeing");
  return kind === "cron" ? cronFault(inner) : undefined;
}

function rateFault(text: string, agrees: boolean): string | undefined {
  const [, count, unit = ""] = /^([1-9]\d*) (minutes?|hours?|days?)$/.exec(text) ?? [];
  if (count === undefined) return "a rate is a positive number and minutes, hours or days";
  return agrees && (count === "1") === unit.endsWith("s")
    ? "the unit of a rate is in the singular for 1, and in the plural for more"
    : undefined;
}

function cronFault(text: string): string | undefined {
  const given = text.split(" ");
  if (given.length !== fields.length) return `a cron expression has ${fields.length} fields, not ${given.length}`;
  const wrong = fields.findIndex((field, index) => !fits(field, given[index] ?? ""));
  if (wrong >= 0) return `field ${wrong + 1} of the cron expression is not valid: ${given[wrong] ?? ""}`;
  return (given[2] === "?") === (given[4] === "?")
    ? "one of the day of the month and the day of the week must be ?, and the other not"
    : undefined;
}

function fits(field: Field, text: string): boolean {
  return text.split(",").every((part) => {
    if (field.special?.test(part) === true) return true;
    const [, range = "", step] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
    if (step !== undefined && Number(step) < 1) return false;
    if (range === "*") return true;
    const ends = range.split("-");
    return ends.length <= 2 && ends.every((end) => isOf(field, end));
  });
}

function isOf({ least, greatest, names }: Field, text: string): boolean {
  if (names?.includes(text.toUpperCase()) === true) return true;
  return /^\d+$/.test(text) && Number(text) >= least && Number(text) <= greatest;
}
