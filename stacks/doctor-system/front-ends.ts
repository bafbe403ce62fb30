import type { HostedZone } from "../../components/edge/hosted-zone";
import type { StaticSite } from "../../components/edge/static-site";
import { createFrontEnd } from "../system/front-end";
import type { DoctorContext, frontEndUrls } from "./context";

/**
 * Requests of one address in ten minutes that a front end answers, ten times what the API does: a page is many files, and
 * a whole clinic may stand behind one address (our default).
 */
const requestsPerTenMinutes = 2000;

/** The front ends app. and admin., by their names (DS-VAR-17, C-31); they call the API under its own name. */
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
