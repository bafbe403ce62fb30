import type { HostedZone } from "../../components/edge/hosted-zone";
import type { StaticSite } from "../../components/edge/static-site";
import { createFrontEnd } from "../system/front-end";
import type { DoctorContext, frontEndUrls } from "./context";

/**
 * The request limit of a front end for one address in ten minutes, ten times the API's: a page loads many files, and
 * a whole clinic may share one address (our default).
 */
const requestsPerTenMinutes = 2000;

/** The front ends app. and admin., by their names (DS-VAR-17, C-31); they call the API by its own host name. */
export function createFrontEnds(
  context: DoctorContext,
  zone: HostedZone,
): Readonly<Record<"app" | "admin", StaticSite>> {
  const { domain, frontEnds, webFirewall } = context.settings.doctorSystem;
  const frontEnd = (role: keyof ReturnType<typeof frontEndUrls>) =>
    createFrontEnd(context, {
      role,
      zone,
      domainName: `${role}.${domain}`,
      webFirewall: { requestsPerTenMinutes, mode: webFirewall.mode },
      connectsTo: [`https://api.${domain}`],
      ...frontEnds,
    });
  return { app: frontEnd("app"), admin: frontEnd("admin") };
}
