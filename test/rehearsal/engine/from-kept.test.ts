import { readResult } from "../../../readiness/read-result";
import { comment } from "../../../readiness/render/comment";
import { ProjectCopy, engineTimeout } from "./project-copy";

// What a pull request shows: the stage as it stood, and then the changed program on it.

const copy = new ProjectCopy();
afterAll(() => {
  copy.remove();
});

it(
  "shows what a change replaces and opens about the stage that an earlier rehearsal left standing",
  async () => {
    copy.leaveSystem("staging", "ahava-healthcare");
    expect((await copy.rehearse("--keep")).exitCode).toBe(0);
    copy.change("components/data/postgres.ts", "username: args.masterUsername ??", "username:");
    copy.change("components/data/postgres.ts", 'username: "platform_admin"', 'username: "platform_owner"');
    copy.change(
      "components/service/task-security-group.ts",
      "description: `Connections from ${name}`,\n      referencedSecurityGroupId: group.id,",
      'description: `Connections from ${name}`,\n      cidrIpv4: "0.0.0.0/0",',
    );
    const { exitCode } = await copy.rehearse("--from-kept", "--preview-only", "--json", "result.json");
    const result = readResult(copy.path("result.json"));
    const [preview] = result.steps;
    const replaced = preview!.changes.filter(({ operation, dataStore }) => operation === "replaced" && dataStore);

    expect(exitCode).toBe(2);
    expect(result).toMatchObject({ startedFrom: "stage", ok: false, blocked: true });
    expect(replaced.map(({ name, properties }) => `${name}: ${properties.join(", ")}`)).toEqual([
      "ahava-healthcare-postgres-instance: username",
    ]);
    expect(preview!.changes.flatMap(({ opened }) => opened)).toEqual(
      expect.arrayContaining(["tcp port 5432 from 0.0.0.0/0", "tcp port 6379 from 0.0.0.0/0"]),
    );
    expect(comment({ results: [result] })).toContain(
      "`ahava-healthcare-postgres-instance` (Instance), because of `username`",
    );
  },
  2 * engineTimeout,
);
