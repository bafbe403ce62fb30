import type { HostedZone } from "../../components/edge/hosted-zone";
import { StaticSite } from "../../components/edge/static-site";
import type { StaticSiteArgs } from "../../components/edge/static-site";
import { protectsData } from "./context";
import type { SystemContext } from "./context";

/** What a system decides about one of its front ends; the rest is the same for all of them. */
export type FrontEndChoices = Omit<
  StaticSiteArgs,
  "stage" | "accountId" | "zoneId" | "global" | "logBucketArn" | "logRetentionDays" | "protectData"
> & {
  /** What it is called within the system: "admin". */
  readonly role: string;
  readonly zone: HostedZone;
};

/** A front end: a private bucket behind CloudFront, with its firewall, certificate, records and alarms (C-31). */
export function createFrontEnd(
  { system, settings, foundation, parent }: SystemContext,
  { role, zone, ...chosen }: FrontEndChoices,
): StaticSite {
  return new StaticSite(
    `${system}-${role}`,
    {
      ...chosen,
      stage: settings.stage,
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
