import { declarationOf, sections, systems, type System } from "../../stacks/settings/systems";
import { stages } from "../../settings/stage/stage";
import * as fs from "node:fs";
import * as path from "node:path";
import items from "../../checklist/items.json";
import {
  keptEnvironment,
  missingSecrets,
  plainEnvironment,
  requireSecrets,
  variablesOf,
  vendorSecretNames,
} from "../../stacks/settings/environments";
import { exampleFile, exampleFileName } from "../../stacks/settings/example-file";
import { isRequiredIn, isSecret } from "../../settings/system/variable";
import { settings } from "./complete";
import { settingsOfThree } from "./three-systems";

const root = path.resolve(__dirname, "../..");

/** The variables that the rows of a checklist name at the beginning of a sentence: `PORT is 8080`. */
function namedByChecklist(system: System): [string, string][] {
  return items
    .filter((item) => item.system === system && /^(DS|AH|MP)-VAR-/.test(item.id))
    .flatMap(({ id, item }): [string, string][] => {
      const name = /^[A-Z][A-Z_]+(?= )/.exec(item)?.[0];
      return name === undefined ? [] : [[name, id]];
    });
}

function secretsOf(system: System): string[] {
  return variablesOf(system)
    .filter(isSecret)
    .map(({ name }) => name);
}

describe.each(systems)("the variables of %s", (system) => {
  it("are those the checklist names, under its names and rows, and proposals that say so", () => {
    const ofChecklist = variablesOf(system)
      .filter(({ proposed }) => proposed === undefined)
      .map(({ name, row }) => [name, row]);
    expect(ofChecklist.sort()).toEqual(namedByChecklist(system).sort());
  });

  it("refer to rows there are, each name once", () => {
    const rows = items.map(({ id }) => id);
    expect(variablesOf(system).filter(({ row }) => !rows.includes(row))).toEqual([]);
    const names = variablesOf(system).map(({ name }) => name);
    expect([...new Set(names)]).toEqual(names);
  });

  it("have no value that works in the example file, which is up to date", () => {
    const file = exampleFile(system);
    expect(fs.readFileSync(path.join(root, exampleFileName(system)), "utf8")).toBe(file);
    const assignments = file.split("\n").filter((line) => /^[A-Z_]+=/.test(line));
    expect(assignments).toHaveLength(variablesOf(system).length);
    expect(assignments.filter((line) => !/<[^>]+>/.test(line))).toEqual([]);
  });

  it.each(stages)("have a plain value in %s wherever they do not wait for a resource", (stage) => {
    const three = settingsOfThree(stage);
    const plain = plainEnvironment(system, three);
    const expected = variablesOf(system).filter(({ origin }) => ["literal", "settings"].includes(origin.kind));
    expect(Object.keys(plain).sort()).toEqual(expected.map(({ name }) => name).sort());
    expect(Object.values(plain).filter((value) => value === "" || value.includes("<"))).toEqual([]);
    expect(plain.STAGE).toBe(stage);
    expect(plain.TZ).toBe("Africa/Johannesburg");
  });

  it.each(stages)("name no other stage in %s", (stage) => {
    const plain = Object.values(plainEnvironment(system, settingsOfThree(stage)));
    const others = stages.filter((other) => other !== stage);
    // NODE_ENV is production in staging too (C-01).
    const foreign = plain.filter((value) => value !== "production" && others.some((other) => value.includes(other)));
    expect(foreign).toEqual([]);
  });

  it("are secret where the settings hold them as secrets, under the same names", () => {
    const { vendorSecrets } = settingsOfThree("production")[sections[system]];
    expect(Object.keys(vendorSecrets).sort()).toEqual([...vendorSecretNames(system)].sort());
  });

  it("are missed one by one, by name", () => {
    const secrets = secretsOf(system);
    expect(missingSecrets(system, "production", secrets)).toEqual([]);
    const optional = variablesOf(system).filter((variable) => !isRequiredIn(variable, "production"));
    for (const secret of secrets.filter((name) => !optional.some((variable) => variable.name === name))) {
      const provided = secrets.filter((name) => name !== secret);
      expect(missingSecrets(system, "production", provided)).toEqual([secret]);
    }
    expect(() => {
      requireSecrets(system, "production", ["KOOKABURRA", ...secrets.slice(1)]);
    }).toThrow(
      `The secrets of ${system} in production are not those of stacks/${system}/declared/: it lacks ${secrets[0] ?? ""} and has the unknown secrets KOOKABURRA.`,
    );
  });
});

describe("what a container definition says", () => {
  it("of doctor-system in production", () => {
    expect(plainEnvironment("doctor-system", settingsOfThree("production"))).toEqual({
      STAGE: "production",
      NODE_ENV: "production",
      PORT: "8080",
      KEEP_ALIVE_TIMEOUT_MS: "125000",
      APP_NAME: "doctor-system",
      API_BASE_URL: "https://api.production.doctor.rehearsal.test",
      TZ: "Africa/Johannesburg",
      LOG_LEVEL: "info",
      TRUST_PROXY_HOPS: "1",
      CORS_ALLOWED_ORIGINS:
        "https://app.production.doctor.rehearsal.test,https://admin.production.doctor.rehearsal.test",
      RATE_LIMIT_WINDOW_MS: "900000",
      RATE_LIMIT_MAX: "300",
      JWT_ACCESS_EXPIRES_IN: "15m",
      JWT_REFRESH_EXPIRES_IN: "7d",
      MONGODB_DB_NAME: "doctor_system_prod",
    });
  });

  it("of ahava-healthcare in staging", () => {
    expect(plainEnvironment("ahava-healthcare", settings("staging"))).toEqual({
      STAGE: "staging",
      NODE_ENV: "production",
      PORT: "4000",
      KEEP_ALIVE_TIMEOUT_MS: "305000",
      TIMEZONE: "Africa/Johannesburg",
      TZ: "Africa/Johannesburg",
      LOG_DIR: "/var/log/ahava-healthcare",
      CORS_ORIGIN: "https://admin.clinic.test,https://doctor.clinic.test",
      ACCESS_TOKEN_EXPIRES_IN: "15m",
      REFRESH_TOKEN_EXPIRES_IN: "7d",
      SMTP_HOST: "smtp.clinic.test",
      SMTP_PORT: "587",
      SMTP_FROM: "noreply@clinic.test",
      TRUST_PROXY_HOPS: "1",
      METRICS_NAMESPACE: "staging/ahava-healthcare",
    });
  });

  it("of med-platform in development", () => {
    expect(plainEnvironment("med-platform", settingsOfThree("development"))).toMatchObject({
      PORT: "8081",
      API_BASE_URL: "https://development.med.rehearsal.test/api",
      TRUST_PROXY_HOPS: "2",
      BCRYPT_COST: "12",
      FEATURE_FLAGS: "{}",
      TWILIO_PHONE_NUMBER: "+5550000000001",
    });
  });

  it("is nothing of a system that the stage does not run", () => {
    expect(() => plainEnvironment("doctor-system", settings("staging"))).toThrow(
      "The stage staging does not run doctor-system.",
    );
  });
});

describe("how long a server keeps a silent connection", () => {
  it.each(["doctor-system", "ahava-healthcare"] as const)(
    "of %s is longer than its load balancer does, which must be the first to close",
    (system) => {
      const milliseconds = Number(plainEnvironment(system, settingsOfThree("production")).KEEP_ALIVE_TIMEOUT_MS);
      expect(milliseconds).toBeGreaterThan(declarationOf(system).idleTimeoutSeconds * 1000);
    },
  );
});

describe("what is kept with the secrets although it is none", () => {
  it("is where WhatsApp answers and which number is whose (DS-VAR-12, DS-WA-02)", () => {
    expect(keptEnvironment("doctor-system", settingsOfThree("staging"))).toEqual({
      WHATSAPP_API_BASE_URL: "https://graph.facebook.com/v21.0",
      WHATSAPP_PHONE_NUMBERS: '{"5550000000001":"rehearsal-north","5550000000002":"rehearsal-south"}',
    });
    expect(keptEnvironment("med-platform", settingsOfThree("staging"))).toEqual({});
  });
});

describe("a development stage", () => {
  it("starts without WhatsApp and without error tracking, and no other stage does", () => {
    const whatsapp = vendorSecretNames("doctor-system");
    expect(missingSecrets("doctor-system", "development", []).filter((name) => whatsapp.includes(name))).toEqual([]);
    expect(missingSecrets("doctor-system", "staging", [])).toEqual(expect.arrayContaining([...whatsapp]));
    expect(missingSecrets("med-platform", "staging", [])).not.toContain("SENTRY_DSN");
    expect(missingSecrets("med-platform", "production", [])).toContain("SENTRY_DSN");
  });
});
