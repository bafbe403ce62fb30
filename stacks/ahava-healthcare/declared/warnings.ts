import type { AhavaHealthcareSettings } from "./section";
import type { CommonSettings } from "../../../settings/stage/common";

/** Warnings about the settings of ahava-healthcare. */
export function warnings(system: AhavaHealthcareSettings, { stage }: CommonSettings): string[] {
  const warnings: string[] = [];
  const { PAYSTACK_SECRET_KEY, PAYSTACK_WEBHOOK_SECRET, SMTP_USER } = system.vendorSecrets;
  if (PAYSTACK_SECRET_KEY.reveal() === PAYSTACK_WEBHOOK_SECRET.reveal()) {
    warnings.push(
      "ahava-healthcare.PAYSTACK_WEBHOOK_SECRET equals ahava-healthcare.PAYSTACK_SECRET_KEY: have the application team confirm that the webhook is signed with this key (C-21).",
    );
  }
  const [, userDomain] = SMTP_USER.reveal().split("@");
  const [, senderDomain = ""] = system.smtp.from.split("@");
  if (userDomain !== undefined && userDomain !== senderDomain) {
    warnings.push(
      `ahava-healthcare.smtp.from has another domain than SMTP_USER: check SPF, DKIM and DMARC of ${senderDomain} (C-22).`,
    );
  }
  if (stage === "production") {
    const { cpu, memory, ephemeralStorage } = system.api;
    if (cpu < 4096) warnings.push(preferred("api.cpu", `${cpu}`, "4096 (4 vCPU)", "AH-INF-04"));
    if (memory < 8192) warnings.push(preferred("api.memory", `${memory}`, "8192 MiB", "AH-INF-05"));
    if (ephemeralStorage < 100) {
      warnings.push(preferred("api.ephemeralStorage", `${ephemeralStorage}`, "100 GiB", "AH-INF-06"));
    }
  }
  return warnings;
}

function preferred(key: string, given: string, wanted: string, row: string): string {
  return `ahava-healthcare.${key} is ${given}; the checklist prefers ${wanted} in production (${row}).`;
}
