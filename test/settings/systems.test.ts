import { systems } from "../../stacks/settings/systems";
import { parseSettings } from "../../stacks/settings/parse";
import { stages } from "../../settings/stage/stage";
import { warningsOf } from "../../stacks/settings/warnings";
import { faultsOf, message, refused, removed, source } from "./complete";
import { refusedOfThree, settingsOfThree, threeSystems } from "./three-systems";

describe.each(stages)("a %s of three systems", (stage) => {
  it("is whole with the stand-ins", () => {
    const settings = settingsOfThree(stage);
    expect(settings.systems).toEqual(systems);
    expect([settings.doctorSystem.domain, settings.ahavaHealthcare.domain, settings.medPlatform.domain]).toEqual([
      `${stage}.doctor.rehearsal.test`,
      `${stage}.ahava.rehearsal.test`,
      `${stage}.med.rehearsal.test`,
    ]);
    expect(warningsOf(settings)).toEqual([]);
  });

  it("may be one of each system alone", () => {
    for (const system of systems) {
      const others = systems.filter((other) => other !== system);
      const keys = Object.keys(threeSystems(stage).values).map((key) => key.replace("care-platform:", ""));
      const without = keys.filter((key) => others.some((other) => key === other || key.startsWith(`${other}.`)));
      const changes = Object.fromEntries(without.map((key) => [key, removed]));
      expect(parseSettings(threeSystems(stage, { ...changes, systems: [system] })).systems).toEqual([system]);
    }
  });
});

describe("a section", () => {
  it("of a system that is not listed is refused, and so are its secrets, unread", () => {
    const changes = { "doctor-system": { domain: 7 }, "doctor-system.WHATSAPP_APP_SECRET": "pangolin-pangolin" };
    expect(refused("staging", changes)).toEqual([
      {
        where: "doctor-system",
        given: "a section for doctor-system",
        allowed: "nothing for doctor-system: systems lists ahava-healthcare",
        fix: "add doctor-system to systems, or remove the section",
      },
      {
        where: "doctor-system.WHATSAPP_APP_SECRET",
        given: "a secret, not shown",
        allowed: "nothing for doctor-system: systems lists ahava-healthcare",
        fix: "add doctor-system to systems, or pulumi config rm doctor-system.WHATSAPP_APP_SECRET --stack staging",
      },
    ]);
    expect(message(source("staging", changes))).not.toContain("pangolin");
  });

  it("of a system that is listed is required, and so are its secrets, all of them told at once", () => {
    expect(refused("production", { systems: ["ahava-healthcare", "med-platform"] })).toEqual([
      ...["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "SENDGRID_API_KEY", "SENTRY_DSN"].map((name) => ({
        where: `med-platform.${name}`,
        given: "nothing: the key is missing",
        allowed: "a secret, encrypted by Pulumi",
        fix: `pulumi config set --secret med-platform.${name} --stack production`,
      })),
      {
        where: "med-platform",
        given: "nothing: the key is missing",
        allowed: "a section: systems lists med-platform",
        fix: "add med-platform:, or remove it from systems",
      },
    ]);
  });

  it("tells the faults of every system at once", () => {
    const faults = refusedOfThree("staging", {
      "doctor-system/atlas/instanceSize": "M0",
      "ahava-healthcare/redis/nodes": 0,
      "med-platform/bcryptCost": 10,
      "med-platform.TWILIO_AUTH_TOKEN": "x",
    });
    expect(faults.map(({ where }) => where)).toEqual([
      "doctor-system.atlas.instanceSize",
      "ahava-healthcare.redis.nodes",
      "med-platform.bcryptCost",
      "med-platform.TWILIO_AUTH_TOKEN",
    ]);
  });
});

describe("stages apart", () => {
  it.each([
    ["staging", "production.clinic.test", "production"],
    ["staging", "api-prod.clinic.test", "prod"],
    ["production", "staging.clinic.test", "staging"],
    ["production", "dev.clinic.test", "dev"],
    ["development", "stg.clinic.test", "stg"],
  ] as const)("%s refuses the domain %s for every system", (stage, domain, word) => {
    for (const system of systems) {
      const portals = { [`${system}/domain`]: domain };
      expect(refusedOfThree(stage, portals)).toEqual([
        {
          where: `${system}.domain`,
          given: `"${domain}"`,
          allowed: `a domain that does not contain the name of another stage, here "${word}" (DS-ENV-01..03)`,
          fix: `use a separate domain for ${stage}`,
        },
      ]);
    }
  });

  it("take a word that only contains the name of a stage", () => {
    const domain = { "doctor-system/domain": "products.stagecraft.test" };
    expect(settingsOfThree("staging", domain).doctorSystem.domain).toBe("products.stagecraft.test");
  });

  it("have no domain in common", () => {
    const otherStacks = [{ file: "Pulumi.production.yaml", cidr: "10.40.0.0/16", domains: ["clinic.test"] }];
    expect(faultsOf({ ...source("staging"), otherStacks })).toEqual([
      {
        where: "ahava-healthcare.domain",
        given: '"clinic.test"',
        allowed: "a domain that no other stack uses; Pulumi.production.yaml has this one",
        fix: "use a different domain for each stage and system, such as staging.clinic.test and clinic.test",
      },
    ]);
  });

  it.each([
    ["staging", "sk_live_kookaburra"],
    ["development", "sk_live_kookaburra"],
    ["production", "sk_test_kookaburra"],
  ] as const)("%s refuses the payment key %s beside other systems too", (stage, key) => {
    expect(refusedOfThree(stage, { "ahava-healthcare.PAYSTACK_SECRET_KEY": key })).toMatchObject([
      { where: "ahava-healthcare.PAYSTACK_SECRET_KEY", given: "a secret, not shown" },
    ]);
  });
});
