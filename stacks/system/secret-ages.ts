import { sections } from "../settings/systems";
import type { CustomRow } from "../../components/observability/dashboard-body";
import { ageSummary, SecretAgeAlarms } from "../../components/observability/secret-age-alarms";
import type { WatchedSecret } from "../../components/observability/secret-age-alarms";
import type { UptimeCanary } from "../../components/observability/uptime-canary";
import { secretAges } from "../settings/rotation/ages";
import type { SystemContext } from "./context";
import { thresholdsOf } from "./thresholds";

/** Alarms on due and overdue secrets of the system (AH-MNT-08, DS-SEC-02). */
export function createSecretAgeAlarms(context: SystemContext, { canaryName }: UptimeCanary): SecretAgeAlarms {
  const { system, settings, foundation, parent } = context;
  return new SecretAgeAlarms(
    `${system}-secret-age`,
    {
      stage: settings.stage,
      system,
      routing: foundation.routing,
      thresholds: thresholdsOf(context).secretAge,
      secrets: watchedSecrets(context),
      // The canary runs every five minutes, independent of the application.
      clock: { namespace: "CloudWatchSynthetics", name: "SuccessPercent", dimensions: { CanaryName: canaryName } },
    },
    { parent },
  );
}

/** The row of the system's dashboard with the due date of each secret, and the secrets of unknown age. */
export function secretAgeRow(context: SystemContext): CustomRow {
  const { system, foundation } = context;
  const page = `[What to do](${foundation.routing.runbookUrl}/stage/secret-age.md)`;
  const { warningPercent } = thresholdsOf(context).secretAge;
  return {
    title: "Secrets",
    text: `${ageSummary(system, watchedSecrets(context), warningPercent)} ${page}`,
    graphs: [],
  };
}

/** The secrets of a system: those the stage makes, and those of its vendors' that the stage has. */
function watchedSecrets({ system, settings }: SystemContext): WatchedSecret[] {
  const given: Readonly<Record<string, unknown>> = settings[sections[system]]?.vendorSecrets ?? {};
  return secretAges(settings, system)
    .filter(({ kind, secret }) => kind !== "vendor" || given[secret] !== undefined)
    .map(({ secret, kind, since, dueAfterDays }) => ({
      secret,
      source: kind === "vendor" ? "vendor" : "generated",
      since,
      dueAfterDays,
    }));
}
