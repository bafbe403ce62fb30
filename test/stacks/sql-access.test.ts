import { certificateFile, sqlEntryPoint } from "../../components/data/sql-task";
import { sqlLimits } from "../../settings/sections/sql-access";
import type { MedPlatform } from "../../stacks/med-platform/med-platform";
import { register } from "../components/mocks";
import type { Registered } from "../components/mocks";
import { build, container } from "./med-platform";

const digest = `sha256:${"0".repeat(64)}`;
const opened = (rights: "read" | "write") =>
  register(build("staging", { "med-platform/postgres/sqlAccess": rights, "med-platform/postgres/sqlImage": digest }));

let closed: Registered<MedPlatform>;
let open: Registered<MedPlatform>;
beforeAll(async () => {
  closed = await register(build("staging"));
  open = await opened("read");
});

const eventOf = (stage: Registered<MedPlatform>) =>
  JSON.parse(
    String(stage.named("med-platform-database-roles-run", "aws:lambda/invocation:Invocation").inputs.input),
  ) as {
    operator: { password: unknown; rights: string };
  };

describe("access by SQL", () => {
  it("does not exist while it is closed, and its user has no password", () => {
    expect(closed.names().filter((name) => name.includes("-sql"))).toEqual([]);
    expect(eventOf(closed).operator.password).toBeNull();
    expect(closed.named("med-platform", "care-platform:stack:MedPlatform").outputs?.sqlCommand).toBeUndefined();
  });

  it("is one task definition with roles, log and security group of its own, and nothing else is changed by it", () => {
    const added = open.names().filter((name) => !closed.names().includes(name));
    expect(added.filter((name) => !name.includes("med-platform-sql"))).toEqual([]);
    expect(open.named("med-platform-sql-task", "aws:iam/role:Role").inputs.name).toBe("staging-med-platform-sql-task");
    expect(open.resources.filter(({ name }) => name === "med-platform-sql-task-policy")).toEqual([]);
    expect(open.named("med-platform-sql-log", "aws:cloudwatch/logGroup:LogGroup").inputs).toMatchObject({
      name: "/staging/med-platform/sql",
      kmsKeyId: expect.any(String) as string,
      retentionInDays: expect.any(Number) as number,
    });
  });

  it("reaches the database, and by HTTPS what starts the task; nothing reaches it", () => {
    const rules = (type: string) =>
      open
        .ofType(type)
        .filter(
          ({ inputs, name }) =>
            name.startsWith("med-platform-sql-tasks") && String(inputs.securityGroupId).includes("sql-tasks"),
        )
        .map(({ inputs }) => [inputs.fromPort, inputs.toPort])
        .sort();
    expect(rules("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")).toEqual([
      [443, 443],
      [5432, 5432],
    ]);
    expect(rules("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")).toEqual([]);
  });

  it("logs in over verified TLS as a user of its own, with its password from Secrets Manager by version", () => {
    const { image, environment, secrets, ...task } = container("sql", open);
    expect(image).toMatch(new RegExp(`/staging/med-platform@${digest}$`));
    expect(Object.fromEntries((environment ?? []).map(({ name, value }) => [name, value]))).toMatchObject({
      PGUSER: "med_platform_operator",
      PGSSLMODE: "verify-full",
      PGSSLROOTCERT: certificateFile,
    });
    expect(secrets?.map(({ name }) => name)).toEqual(["PGPASSWORD"]);
    expect(secrets?.[0]?.valueFrom).toMatch(/DATABASE_OPERATOR_PASSWORD\/g1.*:::.+/);
    expect(task).toMatchObject({ entryPoint: sqlEntryPoint(sqlLimits.taskSeconds), readonlyRootFilesystem: true });
  });

  it("has the rights that the settings say", async () => {
    expect(eventOf(open).operator).toMatchObject({
      rights: "read",
      password: { versionId: expect.any(String) as string },
    });
    expect(eventOf(await opened("write")).operator).toMatchObject({ rights: "write" });
  });
});
