import { section, text, wholeNumber } from "../fields/field";
import type { Stage } from "../stage/stage";
import { stageDefaults } from "./stage-defaults";

/** The monthly budget of a stage's account (MP-PW1-02). */
export function budget(stage: Stage) {
  return section({
    /** US dollars per month; alerts at 80 %, at 100 %, and when the forecast exceeds it. */
    monthlyUsd: wholeNumber({
      minimum: 1,
      maximum: 1_000_000,
      unit: "US dollars per month",
      because: "MP-PW1-02",
    }).default(stageDefaults[stage].budget.monthlyUsd),
    /**
     * A monitor the account has already, such as the one of all services that AWS makes for most accounts.
     * @default one of the costs that carry the stack's tag is made
     */
    anomalyMonitorArn: text(
      "the ARN of a cost anomaly monitor, arn:aws:ce::<account>:anomalymonitor/<id> (MP-PW1-02)",
      (value) => /^arn:aws:ce::\d{12}:anomalymonitor\/[0-9a-f-]{36}$/.test(value),
    ).optional(),
  }).prefault({});
}
