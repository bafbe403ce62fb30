import { containerTypes, eachContainer } from "../../selectors/containers";
import type { TaskArgs } from "../../selectors/containers";
import { secondsOf } from "../../selectors/duration";
import { resourceRule } from "../../rule";

/** Variables with the lifetime of such a token; not those of a token for a reset or an invitation. */
const lifetimeName = /((^|_)(ACCESS|REFRESH)(_TOKEN)?|^JWT(_TOKEN)?)_(EXPIRES_IN|EXPIRY|LIFETIME|TTL)$/;

const minute = 60;
const day = 86_400;

export const tokenLifetimes = resourceRule<TaskArgs>({
  id: "token-lifetimes",
  title: "JWT access and refresh token lifetimes are within limits",
  severity: "high",
  enforcement: "deployed",
  rows: ["DS-VAR-10", "DS-VAR-11", "DS-JWT-03", "DS-JWT-04", "AH-VAR-04", "MP-AUTH-03"],
  frameworks: [],
  settings: {
    leastMinutes: {
      description: "Minimum lifetime of an access token, in minutes.",
      default: 10,
      minimum: 1,
      maximum: 60,
    },
    mostMinutes: {
      description: "Maximum lifetime of an access token, in minutes.",
      default: 20,
      minimum: 1,
      maximum: 1440,
    },
    refreshDays: { description: "Maximum lifetime of a refresh token, in days.", default: 7, minimum: 1, maximum: 90 },
  },
  remediation:
    "Set the access token's lifetime to 10m to 20m and the refresh token's to at most 7d, each with its unit.",
  example: 'environment: [{ name: "JWT_ACCESS_EXPIRES_IN", value: "24h" }]',
  types: containerTypes,
  check(resource, context) {
    const [least, most] = [context.setting("leastMinutes") * minute, context.setting("mostMinutes") * minute];
    const longest = context.setting("refreshDays") * day;
    eachContainer(resource, context, (container) => {
      context.each(
        () => container.environment?.filter(({ name }) => lifetimeName.test(name)),
        ({ name, value }) => {
          if (value === undefined) {
            context.undecided(`the value of ${name}`);
            return;
          }
          const refresh = name.includes("REFRESH");
          const lifetime = secondsOf(value);
          const fits =
            lifetime !== undefined &&
            (refresh ? lifetime > most && lifetime <= longest : lifetime >= least && lifetime <= most);
          if (fits) return;
          context.fails({
            found: `${name} ${lifetime === undefined ? "without a unit" : `of ${lifetime} seconds`} in container ${container.name}`,
            needed: refresh
              ? `more than ${most / minute} minutes and at most ${longest / day} days`
              : `${least / minute} to ${most / minute} minutes`,
            setting: name,
          });
        },
      );
    });
  },
});
