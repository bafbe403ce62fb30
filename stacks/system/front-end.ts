import type { HostedZone } from "../../components/edge/hosted-zone";
import { StaticSite } from "../../components/edge/static-site";
import type { StaticSiteArgs } from "../../components/edge/static-site";
import { protectsData } from "./context";
import type { SystemContext } from "./context";
import { subjects, thresholdsOf } from "./thresholds";

/** What a system decides about one of its front ends; the rest is the same for all of them. */
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
  /** What it is called within the system: "admin". */
  readonly role: string;
  readonly zone: HostedZone;
};

/** A front end: a private bucket behind CloudFront, with its firewall, certificate, records and alarms (C-31). */
export function createFrontEnd(context: SystemContext, { role, zone, ...chosen }: FrontEndChoices): StaticSite {
  const { system, settings, foundation, parent } = context;
  return new StaticSite(
    `${system}-${role}`,
    {
      ...chosen,
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
