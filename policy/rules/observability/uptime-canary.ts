import type { RuleContext } from "../../context";
import { canaryType, hostsAskedBy, publicHosts } from "../../selectors/canaries";
import type { CanaryState } from "../../selectors/canaries";
import { tokens } from "../../selectors/tokens";
import { stackRule } from "../../rule";
import type { StackResource } from "../../stack-view";

export const uptimeCanary = stackRule({
  id: "uptime-canary",
  title: "A running CloudWatch Synthetics canary probes each host name of public ALBs every few minutes",
  severity: "high",
  enforcement: "productionOnly",
  rows: ["AH-MON-01", "AH-MON-02", "MP-MON-05", "MP-PD0-02"],
  frameworks: [],
  settings: {
    minutes: {
      description: "Maximum time between two probes, in minutes.",
      default: 5,
      minimum: 1,
      maximum: 60,
    },
  },
  remediation:
    "Declare an aws.synthetics.Canary with startCanary true, a schedule of a few minutes, and the address of the API in its script.",
  example: 'new synthetics.Canary("uptime", { startCanary: false, … });',
  types: [canaryType, ...tokens.loadBalancers],
  check(stack, context) {
    const canaries = stack.of<CanaryState>([canaryType]);
    for (const canary of canaries) checkCanary(canary, context.about(canary));
    context.guard(() => {
      const asked = canaries.flatMap((canary) => hostsAskedBy(stack, canary) ?? [anyHost]);
      for (const host of publicHosts(stack)) {
        if (asked.includes(anyHost) || asked.includes(host)) continue;
        context.fails({ found: `no canary that probes ${host}`, needed: "a canary", setting: "aws.synthetics.Canary" });
      }
    });
  },
});

/** The target of a canary whose script is not in this stack. */
const anyHost = "*";

function checkCanary(canary: StackResource<CanaryState>, about: RuleContext): void {
  const minutes = about.setting("minutes");
  about.requires({
    read: () => canary.props.startCanary,
    accept: (started) => started === true,
    found: () => "a canary that is stopped",
    needed: "startCanary true",
    setting: "startCanary",
  });
  about.requires({
    // 0 and absent mean forever.
    read: () => canary.props.schedule?.durationInSeconds ?? 0,
    accept: (seconds) => seconds === 0,
    found: (seconds) => `a schedule that ends after ${seconds} s`,
    needed: "durationInSeconds 0",
    setting: "schedule.durationInSeconds",
  });
  about.requires({
    read: () => minutesBetween(canary.props.schedule?.expression ?? ""),
    accept: (between) => between <= minutes,
    found: (between) =>
      Number.isFinite(between)
        ? `a probe every ${between} minutes`
        : "a schedule that does not repeat every few minutes",
    needed: `a probe at least every ${minutes} minutes`,
    setting: "schedule.expression",
  });
}

/** `rate(0 minute)` runs once; a cron expression is read as far as its minutes go. Source: API reference, CanaryScheduleInput. */
function minutesBetween(expression: string): number {
  const [, rate, unit] = /^rate\((\d+) (minute|hour)s?\)$/.exec(expression) ?? [];
  if (rate !== undefined && Number(rate) > 0) return Number(rate) * (unit === "hour" ? 60 : 1);
  const [, every = "1"] = /^cron\((?:\*|(?:\*|0)\/(\d+)) \* [*?] \* [*?](?: \*)?\)$/.exec(expression) ?? [, "Infinity"];
  return Number(every);
}
