import { ProjectCopy, engineTimeout } from "./project-copy";

// A stage of this project on the plain CLI: what a rehearsal has left, and what a person changes about it.

const copy = new ProjectCopy();
afterAll(() => {
  copy.remove();
});

const stack = "staging-med-platform";
const preview = (...args: readonly string[]) =>
  copy.account("--stage", stack, "pulumi", "preview", "--policy-pack", "policy", ...args);

it(
  "makes the stack of one system, rehearses it, changes nothing about it on the CLI, and follows its file",
  async () => {
    const made = await copy.run(process.execPath, ["--import", "tsx", "cli/stack.ts", stack]);
    expect(made).toMatchObject({ exitCode: 0, stderr: "" });
    const kept = await copy.rehearse("--stage", stack, "--keep");
    expect(kept.stdout).toContain(`The stage is kept in .rehearsal/${stack}.`);
    expect(kept.exitCode).toBe(0);

    const unchanged = await preview("--expect-no-changes");
    expect(unchanged.stdout).not.toContain("to update");
    expect(unchanged).toMatchObject({ exitCode: 0 });

    copy.change(
      `Pulumi.${stack}.yaml`,
      "  care-platform:med-platform:\n",
      "  care-platform:med-platform:\n    thresholds: { service: { cpuPercent: 65 } }\n",
    );
    const changed = await preview();
    expect(changed.stderr).toContain(`Pulumi.${stack}.yaml has changed`);
    expect(changed.stdout).toMatch(/~ \d+ to update/);
    const again = await copy.rehearse("--stage", stack, "--from-kept", "--preview-only");
    expect(again.stdout).toMatch(/update {2}med-platform-api-cpu \(MetricAlarm\): .*threshold/);
    expect(again.stdout).toContain(`Next: npm run rehearse -- --stage ${stack} --from-kept --keep`);
  },
  3 * engineTimeout,
);

it(
  "lets production be previewed on the CLI as in a rehearsal: it sees what staging runs",
  async () => {
    for (const stage of ["staging", "production"] as const) copy.leaveSystem(stage, "med-platform");
    const { exitCode, stdout } = await copy.account(
      "--stage",
      "production",
      ...["pulumi", "preview", "--policy-pack", "policy"],
    );
    expect(stdout).not.toContain("staging-first");
    expect(exitCode).toBe(0);
  },
  engineTimeout,
);
