import { z } from "zod";
import { refusal, section, text, wholeNumber } from "../../../settings/fields/field";
import { day } from "../../../settings/fields/time";

/** The webhook to which Meta sends messages and statuses by POST, and which it verifies by GET (DS-WA-03, C-29). */
export const webhookPath = "/api/v1/whatsapp/webhook";

/** The format of Meta's ids of phone numbers, accounts and apps: digits, no leading zero. */
export const metaId = /^[1-9]\d{4,19}$/;

const list = "a list of one or more phone numbers, each with a different phone_number_id and clinic (DS-WA-02)";

/** The phone numbers of the clinics, each id and each clinic once. */
function phoneNumbers() {
  const entry = section({
    /** phone_number_id, as Meta shows it in WhatsApp Manager. In quotes: YAML would round a number of this length. */
    id: text("the digits of a phone_number_id, in quotes (DS-WA-02)", (value) => metaId.test(value)),
    /** The clinic it belongs to, as the application names it. */
    clinic: text("the name of a clinic: letters, digits, - and _", (value) => /^[A-Za-z0-9_-]{1,64}$/.test(value)),
  });
  return z
    .array(entry, { error: list })
    .refine((numbers) => numbers.length >= 1, { error: list })
    .refine((numbers) => repeated(numbers) === undefined, {
      error: ({ input }) => refusal(list, repeated(input as readonly PhoneNumber[])),
    });
}

interface PhoneNumber {
  readonly id: string;
  readonly clinic: string;
}

function repeated(numbers: readonly PhoneNumber[]): string | undefined {
  for (const key of ["id", "clinic"] as const) {
    const values = numbers.map((number) => number[key]);
    const twice = values.find((value, index) => values.indexOf(value) !== index);
    if (twice !== undefined) return `the ${key} ${twice} occurs twice: remove or correct one`;
  }
  return undefined;
}

/** The WhatsApp settings of the system (DS-VAR-12..16, DS-WA-01..13). */
export function whatsapp() {
  return section({
    /** The version of Meta's Graph API in WHATSAPP_API_BASE_URL (DS-VAR-12). @default "v21.0" */
    graphApiVersion: text("a version of the Graph API, such as v21.0 (DS-VAR-12)", (value) =>
      /^v[1-9]\d?\.\d$/.test(value),
    ).default("v21.0"),
    /**
     * The day until which Meta answers to that version, from the changelog of the Graph API. A version ends two years
     * after the next one appeared (Meta, platform versioning; C-26).
     */
    graphApiSupportedUntil: day("on which Meta's support of this Graph API version ends (C-26)"),
    /** The day on which WHATSAPP_ACCESS_TOKEN expires; absent for a system user's token without expiry (DS-WA-06). */
    accessTokenExpires: day("on which WHATSAPP_ACCESS_TOKEN expires (DS-WA-06)").optional(),
    phoneNumbers: phoneNumbers(),
    /**
     * Webhook calls that one of Meta's addresses may make in ten minutes. Every sent message causes three
     * calls, for sent, delivered and read, and Meta uses few addresses at once: hence far above the limit of other clients
     * (our default: ten per second). @default 6000
     */
    webhookRequestsPerTenMinutes: wholeNumber({
      minimum: 10,
      maximum: 2_000_000_000,
      unit: "requests",
      because: "AWS WAF, RateBasedStatement",
    }).default(6000),
  });
}
