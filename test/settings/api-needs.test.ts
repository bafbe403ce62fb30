import { systems } from "../../stacks/settings/systems";
import { apiNeeds } from "../../stacks/settings/api-needs";

describe("what an API needs to start", () => {
  it("is what the checklists call critical (DS-VAL-02 to DS-VAL-04, AH-VAR-*, MP-KEY-05, MP-ENV-06)", () => {
    const critical = {
      "doctor-system": ["MONGODB_URI", "JWT_ACCESS_SECRET", "JWT_REFRESH_SECRET", "WHATSAPP_ACCESS_TOKEN"],
      "ahava-healthcare": ["DATABASE_URL", "REDIS_URL", "JWT_SECRET", "ENCRYPTION_KEY", "ENCRYPTION_IV_SALT"],
      "med-platform": ["DATABASE_URL", "JWT_PRIVATE_KEY"],
    };
    for (const system of systems) {
      expect(apiNeeds(system, "production").secrets).toEqual(expect.arrayContaining(critical[system]));
    }
    expect(apiNeeds("doctor-system", "production").variables).toEqual(expect.arrayContaining(["NODE_ENV", "PORT"]));
  });

  it("does without the token of WhatsApp in development only", () => {
    expect(apiNeeds("doctor-system", "development").secrets).not.toContain("WHATSAPP_ACCESS_TOKEN");
    expect(apiNeeds("doctor-system", "staging").secrets).toContain("WHATSAPP_ACCESS_TOKEN");
  });

  it("names the port on which it listens (AH-VAR-11, MP-NGX-14)", () => {
    expect(systems.map((system) => apiNeeds(system, "production").port)).toEqual([8080, 4000, 8081]);
  });

  it("has a least size where a checklist names one, in production (AH-INF-01 to AH-INF-03)", () => {
    const sized = (stage: "staging" | "production") => systems.map((system) => apiNeeds(system, stage).least);
    expect(sized("production")).toEqual([undefined, { cpu: 2048, memory: 4096, ephemeralStorage: 50 }, undefined]);
    expect(sized("staging")).toEqual([undefined, undefined, undefined]);
  });
});
