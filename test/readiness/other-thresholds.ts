import type { Settings } from "../../stacks/settings/schema";
import { ahavaHealthcareThresholds } from "../../stacks/ahava-healthcare/declared/thresholds";
import { doctorSystemThresholds } from "../../stacks/doctor-system/declared/thresholds";
import { medPlatformThresholds } from "../../stacks/med-platform/declared/thresholds";
import { foundationThresholds } from "../../settings/thresholds/foundation";
import type { ThresholdRows, Thresholds } from "../../settings/thresholds/row";

/** Settings with a value for each threshold that is not its default, and still within its range; and with read replicas. */
export function withOtherThresholds(settings: Settings): Settings {
  const { doctorSystem, ahavaHealthcare, medPlatform } = settings;
  const other = <R extends ThresholdRows>(rows: R): Thresholds<R> =>
    Object.fromEntries(
      Object.entries(rows).map(([family, thresholds]) => [
        family,
        Object.fromEntries(
          Object.entries(thresholds).map(([name, { default: value, maximum, decimals }]) => {
            const step = decimals === undefined ? 1 : 0.01;
            return [name, value + step <= maximum ? value + step : value - step];
          }),
        ),
      ]),
    ) as Thresholds<R>;
  return {
    ...settings,
    thresholds: other(foundationThresholds),
    ...(doctorSystem && { doctorSystem: { ...doctorSystem, thresholds: other(doctorSystemThresholds) } }),
    ...(ahavaHealthcare && { ahavaHealthcare: { ...ahavaHealthcare, thresholds: other(ahavaHealthcareThresholds) } }),
    ...(medPlatform && {
      medPlatform: {
        ...medPlatform,
        thresholds: other(medPlatformThresholds),
        postgres: { ...medPlatform.postgres, readReplicas: 2 },
      },
    }),
  };
}
