import * as pulumi from "@pulumi/pulumi";
import { AtlasAccessList, hostBlock } from "../../../components/network/atlas-access-list";
import { AtlasAuditing } from "../../../components/security/atlas-auditing";
import { AtlasMaintenanceWindow, usualMaintenance } from "../../../components/data/atlas-maintenance-window";
import type { WeeklyHour } from "../../../components/data/atlas-maintenance-window";
import { AtlasProject } from "../../../components/data/atlas-project";
import type { AtlasProjectArgs } from "../../../components/data/atlas-project";
import { atlasOutputs } from "../atlas-outputs";
import { register, registerBoth, unknownValue } from "../mocks";

const options = { computed: atlasOutputs };
const entryType = "mongodbatlas:index/projectIpAccessList:ProjectIpAccessList";

describe("AtlasProject", () => {
  const args: AtlasProjectArgs = {
    stage: "staging",
    organizationId: "aaaaaaaaaaaaaaaaaaaaaaaa",
    tags: { owner: "platform" },
  };
  const build = (changes: Partial<AtlasProjectArgs> = {}) =>
    register(() => new AtlasProject("doctor-system", { ...args, ...changes }), options);

  it("is one project of the stage in which nobody browses data and no assistant reads along", async () => {
    const account = await build();
    expect(account.counts()).toEqual({
      "care-platform:data:AtlasProject": 1,
      "mongodbatlas:index/project:Project": 1,
    });
    const project = account.named("doctor-system-project");
    expect(project.parentType).toBe("care-platform:data:AtlasProject");
    expect(project.options.protect).toBe(true);
    expect(project.inputs).toEqual({
      name: "staging-doctor-system",
      orgId: "aaaaaaaaaaaaaaaaaaaaaaaa",
      isDataExplorerEnabled: false,
      isDataExplorerGenAiFeaturesEnabled: false,
      isDataExplorerGenAiSampleDocumentPassingEnabled: false,
      isClusterAiAssistantEnabled: false,
      isCollectDatabaseSpecificsStatisticsEnabled: true,
      isPerformanceAdvisorEnabled: true,
      withDefaultAlertsSettings: true,
      tags: { owner: "platform", stage: "staging" },
    });
    expect(account.named("doctor-system").outputs).toEqual({
      projectId: await account.value(account.result.projectId),
      projectName: "staging-doctor-system",
    });
  });

  it("gives up its guard only when told to", async () => {
    const account = await build({ protectData: false });
    expect(account.named("doctor-system-project").options.protect).toBe(false);
  });

  it("registers the same set in a preview and in an update", async () => {
    const { preview, update } = await registerBoth(() => new AtlasProject("doctor-system", args), options);
    expect(preview.names()).toEqual(update.names());
  });
});

describe("AtlasAccessList", () => {
  const build = (addresses: readonly pulumi.Input<string>[]) =>
    register(() => new AtlasAccessList("access", { stage: "staging", projectId: "project-1", addresses }));

  it("has exactly the given addresses, each as a block of one with a comment", async () => {
    const account = await build(["203.0.113.7", pulumi.output("203.0.113.8"), "203.0.113.9/32"]);
    expect(account.counts()).toEqual({ "care-platform:network:AtlasAccessList": 1, [entryType]: 3 });
    expect([1, 2, 3].map((number) => account.named(`access-${number}`).inputs)).toEqual(
      ["203.0.113.7", "203.0.113.8", "203.0.113.9"].map((address, index) => ({
        projectId: "project-1",
        cidrBlock: `${address}/32`,
        comment: `Egress address ${index + 1} of staging`,
      })),
    );
    expect(account.named("access").outputs).toEqual({
      cidrBlocks: ["203.0.113.7/32", "203.0.113.8/32", "203.0.113.9/32"],
    });
  });

  it("deletes an entry before it makes another, which would otherwise go with it", async () => {
    const account = await build(["203.0.113.7"]);
    expect(account.only(entryType).options.deleteBeforeReplace).toBe(true);
  });

  it("may be empty, where there is a private way", async () => {
    expect((await build([])).counts()).toEqual({ "care-platform:network:AtlasAccessList": 1 });
  });

  it.each([
    "0.0.0.0/0",
    "0.0.0.0",
    "::/0",
    "2001:db8::1",
    "203.0.113.0/24",
    "203.0.113.7/31",
    "203.0.113.7/32/0",
    "10.0.0",
    "everybody",
    "",
  ])('refuses "%s", plain at once and an output when it is known', (address) => {
    const plain = () => new AtlasAccessList("access", { stage: "staging", projectId: "p", addresses: [address] });
    expect(plain).toThrow(RangeError);
    expect(() => hostBlock(address)).toThrow("single IPv4 addresses only");
  });

  it("registers as many entries in a preview, when the addresses are not known yet", async () => {
    const fromProject = () => {
      const { projectId } = new AtlasProject("project", { stage: "staging", organizationId: "organization" });
      const addresses = [projectId, projectId].map((id, index) => id.apply(() => `203.0.113.${index + 1}`));
      return new AtlasAccessList("access", { stage: "staging", projectId, addresses });
    };
    const { preview, update } = await registerBoth(fromProject, options);
    expect(preview.names()).toEqual(update.names());
    expect(preview.named("access-2").inputs.cidrBlock).toBe(unknownValue);
    expect(update.named("access-2").inputs.cidrBlock).toBe("203.0.113.2/32");
  });
});

describe("AtlasMaintenanceWindow", () => {
  const windowType = "mongodbatlas:index/maintenanceWindow:MaintenanceWindow";
  const build = (stage: "staging" | "production", window?: WeeklyHour) =>
    register(() => new AtlasMaintenanceWindow("maintenance", { stage, projectId: "project-1", window }));

  it("comes to staging on Tuesday and to production on Thursday, a week later", async () => {
    expect((await build("staging")).only(windowType).inputs).toEqual({
      projectId: "project-1",
      dayOfWeek: 3,
      hourOfDay: 2,
      autoDeferOnceEnabled: false,
    });
    const production = await build("production");
    expect(production.only(windowType).inputs).toMatchObject({ dayOfWeek: 5, autoDeferOnceEnabled: true });
    expect(production.named("maintenance").outputs).toEqual({ day: "thursday", hour: 2 });
  });

  it("always has a later day for production than for staging, where nobody chooses", () => {
    const week = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
    const [staging, production] = [usualMaintenance.staging, usualMaintenance.production];
    expect(week.indexOf(production.day)).toBeGreaterThan(week.indexOf(staging.day));
  });

  it("takes another hour, and no hour that is none", async () => {
    const account = await build("staging", { day: "sunday", hour: 23 });
    expect(account.only(windowType).inputs).toMatchObject({ dayOfWeek: 1, hourOfDay: 23 });
    await expect(build("staging", { day: "sunday", hour: 24 })).rejects.toThrow("from 0 to 23");
  });
});

describe("AtlasAuditing", () => {
  it("writes down what was refused and who changed users and data's shape, not daily reads and writes", async () => {
    const account = await register(() => new AtlasAuditing("audit", { projectId: "project-1" }));
    const { inputs } = account.only("mongodbatlas:index/auditing:Auditing");
    expect(inputs).toMatchObject({ projectId: "project-1", enabled: true, auditAuthorizationSuccess: false });
    const filter = JSON.parse(String(inputs.auditFilter)) as { $or: [{ atype: { $in: string[] }; result: unknown }] };
    expect(filter.$or[0]).toEqual({ atype: { $in: ["authenticate", "authCheck"] }, result: { $ne: 0 } });
    expect(JSON.stringify(filter.$or)).toContain('"dropDatabase"');
    expect(account.named("audit").outputs).toEqual({ filter: inputs.auditFilter });
  });

  it("takes another filter", async () => {
    const account = await register(() => new AtlasAuditing("audit", { projectId: "p", filter: { atype: "dropUser" } }));
    expect(account.only("mongodbatlas:index/auditing:Auditing").inputs.auditFilter).toBe('{"atype":"dropUser"}');
  });
});
