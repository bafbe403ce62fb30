import type { Drift } from "../../../readiness/drift/drift";
import { ProjectCopy, engineTimeout } from "./project-copy";

// A stage that several hands have changed past the program, on the real engine: what the comparison says, and what `up` takes back.

const copy = new ProjectCopy();
const stack = "staging-doctor-system";
afterAll(() => {
  copy.remove();
});

async function drift(): Promise<{ readonly exitCode: number; readonly found: Drift }> {
  const args = ["--import", "tsx", "cli/drift.ts", "--stage", stack, "--rehearsed", "--json"];
  const { exitCode, stdout } = await copy.run(process.execPath, args);
  return { exitCode, found: JSON.parse(stdout) as Drift };
}

/** Changes the kept stage past the program; resolves to the id of what was changed. */
async function byHand(...args: readonly string[]): Promise<string> {
  const { exitCode, stdout } = await copy.account("--stage", stack, ...args, "--json");
  expect(exitCode).toBe(0);
  return (JSON.parse(stdout) as { readonly id: string }).id;
}

const rulesOf = (findings: Drift["otherFindings"]) =>
  findings.filter(({ kind }) => kind === "mandatory").map(({ rule }) => rule);

it(
  "finds no drift in a fresh stage, each of several changes with its weight and its remedy, and after up only strangers",
  async () => {
    await copy.run(process.execPath, ["--import", "tsx", "cli/stack.ts", stack]);
    expect((await copy.rehearse("--stage", stack, "--keep")).exitCode).toBe(0);
    const fresh = await drift();
    expect(fresh.found).toMatchObject({
      resources: [],
      strangers: [],
      otherFindings: [],
      notListed: [],
      undeployed: 0,
    });
    expect(fresh).toMatchObject({ exitCode: 0, found: { severity: "none" } });
    expect(fresh.found.compared).toBeGreaterThan(300);

    await byHand(
      ...["add", "like:doctor-system-api-tasks-from-load-balancer"],
      ...["referencedSecurityGroupId=", "cidrIpv4=0.0.0.0/0"],
    );
    await byHand("add", "like:doctor-system-access-list-1", "cidrBlock=0.0.0.0/0", "ipAddress=");
    await byHand("change", "doctor-system-cluster", "pitEnabled", "false");
    await byHand("change", "doctor-system-cluster", "backupEnabled", "false");
    await byHand("change", "doctor-system-firewall-acl", "rules[reputation].overrideAction", '{"count":{}}');
    const image = "000000000000.dkr.ecr.af-south-1.amazonaws.com/staging/doctor-system:v0.9.9";
    const revision = await byHand("add", "like:doctor-system-api-definition", `containerDefinitions[0].image=${image}`);
    await byHand("change", "doctor-system-api-service", "taskDefinition", revision);
    await byHand("change", "doctor-system-admin-files", "tags.owner", "eve");
    await byHand("remove", "doctor-system-api-cpu");
    const drifted = await drift();
    expect(drifted).toMatchObject({ exitCode: 2, found: { severity: "mandatory", notListed: [] } });
    const told = drifted.found.resources.map(({ name, state, up, properties, findings }) => [
      `${name} ${state}, ${up}: ${properties.map(({ property }) => property).join(", ")}`,
      ...rulesOf(findings),
    ]);
    expect(told.sort()).toEqual([
      ["doctor-system-admin-files changed, update: tags.owner"],
      ["doctor-system-api-cpu gone, create: "],
      ["doctor-system-api-service changed, update: taskDefinition", "alarms-complete"],
      [
        "doctor-system-cluster changed, update: backupEnabled, pitEnabled",
        "atlas-backups-required",
        "atlas-backups-required",
      ],
      ["doctor-system-firewall-acl changed, update: rules[2].overrideAction.none, rules[2].overrideAction.count"],
    ]);
    const strangers = drifted.found.strangers.map(({ what, does, access, findings }) => ({
      what,
      does,
      access,
      rules: rulesOf(findings),
    }));
    expect(strangers).toEqual([
      {
        what: "security group ingress rule",
        does: "tcp ports 8080 to 8080 from 0.0.0.0/0",
        access: true,
        rules: ["sg-no-public-internal-ports"],
      },
      {
        what: "entry of the Atlas IP access list",
        does: "lets 0.0.0.0/0 in",
        access: true,
        rules: ["atlas-no-open-access-list", "atlas-access-list-own-egress"],
      },
    ]);

    // The state is written once, as in a rehearsal: after each resource it would take minutes.
    const once = ["env", "PULUMI_EXPERIMENTAL=true", "PULUMI_SKIP_CHECKPOINTS=true"];
    const up = await copy.account("--stage", stack, ...once, "pulumi", "up", "--refresh", "--yes", "--skip-preview");
    expect(up.exitCode).toBe(0);
    const after = await drift();
    expect(after).toMatchObject({ exitCode: 2, found: { resources: [], undeployed: 0 } });
    expect(after.found.strangers).toHaveLength(drifted.found.strangers.length);
  },
  5 * engineTimeout,
);
