import type { HostedZone } from "../../components/edge/hosted-zone";
import { StaticSite } from "../../components/edge/static-site";
import type { StaticSiteArgs } from "../../components/edge/static-site";
import { protectsData } from "./context";
import type { SystemContext } from "./context";
import { subjects, thresholdsOf } from "./thresholds";

/** System-specific inputs of a front end; the rest is the same for all systems. */
export type FrontEndChoices = Omit<
  StaticSiteArgs,
  | "stage"
  | "subject"
  | "thresholds"
  | "accountId"
  | "zoneId"
  | "global"
  | "logBucketArn"
  | "logRetentionDays"
  | "protectData"
> & {
  /** Its name within the system: "admin". */
  readonly role: string;
  readonly zone: HostedZone;
  /** The URLs of its API on another host: `https://…`, `wss://…`. @default none: the API is on the same host */
  readonly connectsTo?: readonly string[];
};

/** A front end: a private bucket behind CloudFront, with its firewall, certificate, records and alarms (C-31). */
export function createFrontEnd(context: SystemContext, choices: FrontEndChoices): StaticSite {
  const { role, zone, connectsTo = [], pageOrigins, ...chosen } = choices;
  const { system, settings, foundation, parent } = context;
  return new StaticSite(
    `${system}-${role}`,
    {
      ...chosen,
      pageOrigins: { ...pageOrigins, connections: [...connectsTo, ...(pageOrigins?.connections ?? [])] },
      stage: settings.stage,
      subject: subjects.site(context, role),
      thresholds: thresholdsOf(context),
      accountId: settings.aws.accountId,
      zoneId: zone.zoneId,
      global: foundation.cloudFront,
      logBucketArn: foundation.logArchiveBucketArn,
      logRetentionDays: settings.logs.retentionDays,
      protectData: protectsData(settings),
    },
    { parent },
  );
}
