import { inspect } from "node:util";
import fc from "fast-check";
import { vendorSecretNames } from "../../stacks/settings/environments";
import { Secret } from "../../settings/fields/secret";
import type { SettingsSource } from "../../stacks/settings/source";
import { warningsOf } from "../../stacks/settings/warnings";
import { faultsOf, message, refused, removed, settings, source } from "./complete";

const command = (name: string, stage: string) => `pulumi config set --secret ahava-healthcare.${name} --stack ${stage}`;

function withValue(of: SettingsSource, name: string, value: string, secret: boolean): SettingsSource {
  return { ...of, values: { ...of.values, [`care-platform:ahava-healthcare.${name}`]: { value, secret } } };
}

describe("a vendor secret", () => {
  it.each([
    [
      "PAYSTACK_SECRET_KEY",
      "a secret that starts with sk_test_ (other stages do not use live payments: AH-VAR-08, C-01)",
    ],
    [
      "PAYSTACK_PUBLIC_KEY",
      "a secret that starts with pk_test_ (other stages do not use live payments: AH-VAR-09, C-01)",
    ],
    ["PAYSTACK_WEBHOOK_SECRET", "a secret that is not blank (AH-VAR-10)"],
    ["SMTP_USER", "a secret that is not blank (AH-VAR-18)"],
    ["SMTP_PASS", "a secret that is not blank (AH-VAR-19)"],
  ])("%s that is missing is refused with the command that sets it", (name, allowed) => {
    expect(refused("staging", { [`ahava-healthcare.${name}`]: removed })).toEqual([
      {
        where: `ahava-healthcare.${name}`,
        given: "nothing: the key is missing",
        allowed,
        fix: command(name, "staging"),
      },
    ]);
  });

  it("in plain text is refused, and called spent", () => {
    expect(faultsOf(withValue(source("staging"), "SMTP_PASS", "kookaburra", false))).toEqual([
      {
        where: "ahava-healthcare.SMTP_PASS",
        given: "a value in plain text, not shown",
        allowed: "a secret, encrypted by Pulumi",
        fix: `${command("SMTP_PASS", "staging")}, with a new value from the vendor, because this one was readable`,
      },
    ]);
  });

  it("below the system's own key is refused, wherever it stands", () => {
    const faults = refused("staging", {
      "ahava-healthcare/SMTP_PASS": "kookaburra",
      "ahava-healthcare/vendorSecrets": { SMTP_PASS: "kookaburra" },
    });
    expect(faults).toEqual([
      {
        where: "ahava-healthcare.vendorSecrets",
        given: "a key of the file, its values not shown",
        allowed: "no such key: each vendor secret is a separate key, encrypted by Pulumi",
        fix: `remove it, then ${command("<NAME>", "staging")}, with new values from the vendors, because these were readable`,
      },
      {
        where: "ahava-healthcare.SMTP_PASS",
        given: 'the unknown key "SMTP_PASS"',
        allowed:
          "one of domain, image, api, worker, queues, postgres, redis, webFirewall, tokens, corsOrigins, portals, smtp, thresholds, verification, release",
        fix: `remove it, then ${command("SMTP_PASS", "staging")}`,
      },
    ]);
  });

  it.each(["...", "<key>", "SMTP_PASSWORD", "your_password", "changeme", "STRONG_PASSWORD"])(
    "that is the placeholder %s is refused without showing it",
    (value) => {
      expect(faultsOf(withValue(source("staging"), "SMTP_PASS", value, true))).toMatchObject([
        {
          where: "ahava-healthcare.SMTP_PASS",
          given: "the placeholder a secret, not shown",
          fix: command("SMTP_PASS", "staging"),
        },
      ]);
    },
  );

  it.each([
    ["staging", "PAYSTACK_SECRET_KEY", "sk_live_kookaburra", "test"],
    ["development", "PAYSTACK_PUBLIC_KEY", "pk_live_kookaburra", "test"],
    ["production", "PAYSTACK_SECRET_KEY", "sk_test_kookaburra", "live"],
    ["production", "PAYSTACK_PUBLIC_KEY", "pk_test_kookaburra", "live"],
    ["production", "PAYSTACK_PUBLIC_KEY", "sk_live_kookaburra", "live"],
    ["production", "PAYSTACK_SECRET_KEY", "sk_live_", "live"],
  ] as const)("keeps payments apart: %s refuses %s = %s", (stage, name, value, mode) => {
    const faulty = withValue(source(stage), name, value, true);
    expect(faultsOf(faulty)).toMatchObject([
      {
        where: `ahava-healthcare.${name}`,
        given: "a secret, not shown",
        fix: `take the ${mode} key from the Paystack dashboard, Settings, API Keys & Webhooks: ${command(name, stage)}`,
      },
    ]);
    expect(message(faulty)).not.toContain("kookaburra");
  });

  it("that is blank is refused", () => {
    expect(faultsOf(withValue(source("staging"), "SMTP_USER", " ", true))).toMatchObject([
      { given: "a secret, not shown", allowed: "a secret that is not blank (AH-VAR-18)" },
    ]);
  });

  it("never shows itself when it is printed", () => {
    const secret = new Secret("kookaburra");
    expect([String(secret), JSON.stringify({ secret }), inspect({ secret }), inspect(secret)].join()).not.toContain(
      "kookaburra",
    );
  });

  it("never appears in a message, also where it was pasted into other keys as well", () => {
    const anySecret = fc.string({ minLength: 8, maxLength: 60, unit: "binary-ascii" }).filter(
      // A value that says something the message says anyway gives nothing away.
      (value) => value.trim().length >= 8 && !/^[a-z ]*$/i.test(value),
    );
    fc.assert(
      fc.property(
        anySecret,
        fc.constantFrom(...vendorSecretNames("ahava-healthcare")),
        fc.boolean(),
        (value, name, secret) => {
          const pasted = source("staging", {
            owner: `${value}\n`,
            timeZone: value,
            [`k${value}`]: value,
            "network/availabilityZones": [value, value],
            [`network/k${value.replaceAll("/", "-")}`]: value,
            "ahava-healthcare/image": value,
            "ahava-healthcare/domain": `api.${value}`,
            "ahava-healthcare/api": value,
            "ahava-healthcare/corsOrigins": [`https://${value}`],
            "ahava-healthcare/release": { version: value, deployedBy: "", deployedAt: value },
          });
          const text = message(withValue(pasted, name, value, secret));
          expect(text).not.toContain(value);
          expect(text).not.toContain(JSON.stringify(value).slice(1, -1));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("warnings", () => {
  it("are none for ordinary settings", () => {
    expect(warningsOf(settings("staging"))).toEqual([]);
  });

  it("tell of a webhook secret that is the secret key, without showing it (C-21)", () => {
    const key = "sk_test_hornbill";
    expect(warningsOf(settings("staging", { "ahava-healthcare.PAYSTACK_WEBHOOK_SECRET": key }))).toEqual([
      "ahava-healthcare.PAYSTACK_WEBHOOK_SECRET equals ahava-healthcare.PAYSTACK_SECRET_KEY: have the application team confirm that the webhook is signed with this key (C-21).",
    ]);
  });

  it("tell of a sender outside the account's domain (C-22)", () => {
    expect(warningsOf(settings("staging", { "ahava-healthcare.SMTP_USER": "mailer@another.test" }))).toEqual([
      "ahava-healthcare.smtp.from has another domain than SMTP_USER: check SPF, DKIM and DMARC of clinic.test (C-22).",
    ]);
    expect(warningsOf(settings("staging", { "ahava-healthcare.SMTP_USER": "mailer@clinic.test" }))).toEqual([]);
  });

  it("tell of a production without its guard", () => {
    const large = { cpu: 4096, memory: 8192, minimumTasks: 2, maximumTasks: 4 };
    expect(warningsOf(settings("production", { dataProtection: "off", "ahava-healthcare/api": large }))).toEqual([
      'dataProtection is off: production data is not protected from deletion. Set it to "on".',
    ]);
  });

  it("tell what the checklist prefers in production", () => {
    expect(warningsOf(settings("production", { "ahava-healthcare/api/ephemeralStorage": 50 }))).toEqual([
      "ahava-healthcare.api.cpu is 2048; the checklist prefers 4096 (4 vCPU) in production (AH-INF-04).",
      "ahava-healthcare.api.memory is 4096; the checklist prefers 8192 MiB in production (AH-INF-05).",
      "ahava-healthcare.api.ephemeralStorage is 50; the checklist prefers 100 GiB in production (AH-INF-06).",
    ]);
  });
});
