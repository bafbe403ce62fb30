import * as fs from "node:fs";
import * as path from "node:path";
import { rules } from "../../../policy/index";
import { levelsOf } from "../../../policy/levels";
import { runResult } from "../../../readiness/run-result";
import { Store } from "../../../rehearsal/account/store";
import { projectRoot } from "../../../rehearsal/engine/engine";
import type { RehearsalResult } from "../../../rehearsal/result";
import { planSteps } from "../../../rehearsal/steps";
import type { CommandResult } from "./project-copy";
import { ProjectCopy, engineTimeout } from "./project-copy";

// One rehearsal on the real engine, left standing, looked at from all sides, then destroyed by the plain CLI.

/** Rules about what staging has none of: emergencies, hosts, lists of prefixes, proxies, lone cache nodes, its own ACLs. */
const aboutOthers = [
  "atlas-access-minimal",
  "iam-no-access-keys",
  "keyring-emergency-reason",
  "nacl-no-public-internal-ports",
  "no-ec2-hosts",
  "no-secrets-in-user-data",
  "prefix-list-not-world",
  "rds-proxy-tls",
  "redis-replication-group",
];

/** The shape of a state file as far as these tests read it. */
interface Deployment {
  readonly version: number;
  readonly deployment: { readonly resources: readonly StateResource[] };
}
interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly custom?: boolean;
  readonly outputs?: Record<string, unknown>;
}

const copy = new ProjectCopy();
let rehearsal: CommandResult;
let result: RehearsalResult;
let exported: Deployment;
let secrets: string[];
let destroyed: CommandResult;

const read = (file: string): string => fs.readFileSync(copy.path(file), "utf8");
const standing = () => new Store(copy.path(".rehearsal/staging/account.jsonl")).list();
let stood: number;

beforeAll(async () => {
  // Progress is shown anywhere but on a build server.
  const environment = { ...process.env, CI: "" };
  rehearsal = await copy.rehearseIn(environment, "--keep", "--json", "result.json", "--export", "state.json");
  result = JSON.parse(read("result.json")) as RehearsalResult;
  exported = JSON.parse(read("state.json")) as Deployment;
  stood = standing().length;
  const shown = await copy.account("--stage", "staging", "pulumi", "stack", "export", "--show-secrets");
  secrets = secretsIn(JSON.parse(shown.stdout));
  // The state is written once, as in a rehearsal: after each of a thousand resources it would take minutes.
  const once = "PULUMI_EXPERIMENTAL=true PULUMI_SKIP_CHECKPOINTS=true";
  destroyed = await copy.account("--stage", "staging", "sh", "-c", `${once} pulumi destroy --yes --skip-preview`);
}, engineTimeout);

afterAll(() => {
  copy.remove();
});

it("ends well and says what it did, command by command", () => {
  expect(rehearsal.exitCode).toBe(0);
  const { stdout } = rehearsal;
  expect(stdout).toContain("settings of Pulumi.staging.yaml are replaced by stand-ins");
  expect(stdout).toContain("1/3  pulumi preview --stack staging --policy-pack policy");
  expect(stdout).toContain("2/3  pulumi up --stack staging --policy-pack policy");
  expect(stdout).toContain("3/3  pulumi up --stack staging --policy-pack policy --expect-no-changes");
  expect(stdout).toMatch(/Next: npm run rehearse/);
});

it("prints what the README shows, which takes the stage down at the end, where this run keeps it", () => {
  const readme = fs.readFileSync(path.join(projectRoot, "README.md"), "utf8");
  const [, shown = ""] = /prints, for staging:\n\n```\n([^`]*)```/.exec(readme) ?? [];
  const steps = planSteps({ stage: "staging", keep: false, previewOnly: false, guarded: false });
  const destroySteps = `${steps.length}/${steps.length}  ${steps.at(-1)!.command}\n     ${result.steps[1]!.created} deleted`;
  expect(shown).toContain(destroySteps);
  const taken = new RegExp(`^${destroySteps}.*\n(?: {5}(?:Kept|Remains) .*\n)+`, "m");
  const keeping = shown.replace(taken, "").replace(", destroyed", "");
  // What each run has of its own, and what comes with the options of this one.
  const general = (text: string): string =>
    text
      .replace(/^\d\/\d(?= {2})/gm, "n/n")
      .replace(/[\d.]+ s\b/g, "n s")
      .replace(/in \d+ days/g, "in n days")
      .replace(/^(The stage is kept in|Written:) .*\n/gm, "");
  expect(general(rehearsal.stdout)).toBe(general(keeping));
});

it("tells how far it is of how many from the first run on: the program's own count is the engine's", () => {
  const { created } = result.steps[0]!;
  const lines = rehearsal.stderr.split("\n").filter((line) => line.startsWith("     preview: "));
  expect(lines.map((line) => line.trim().replace(/, \d+ s/, ""))).toEqual(
    [1, 2, 3].map((quarter) => {
      const done = Math.ceil(created / 4) * quarter;
      return `preview: ${done} of ${created} resources (first run: no usual time yet)`;
    }),
  );
});

it("writes the result as data, in its agreed shape", () => {
  expect(runResult.parse(result)).toEqual(result);
  expect(result).toMatchObject({ stage: "staging", ok: true, policy: { rules: rules.length } });
  expect(result.engine?.version).toMatch(/^3\.\d+\.\d+/);
  expect(result.steps.map(({ name }) => name)).toEqual(["preview", "up", "up again"]);
});

it("judges what every role and service does with its rights, and finds nothing denied or unknown", () => {
  expect(result.roleUses).toMatchObject({ denied: [], notJudged: [] });
  expect(result.roleUses?.judged).toBeGreaterThan(900);
  expect(rehearsal.stdout).toContain(`role uses: ${result.roleUses?.judged ?? 0} judged, 0 denied, 0 not judged`);
});

it("creates what the preview announced, and changes nothing the second time", () => {
  const [preview, up, again] = result.steps;
  const untouched = { updated: 0, replaced: 0, deleted: 0 };

  expect(up).toMatchObject({ created: preview!.created, same: 0, ...untouched });
  expect(again).toMatchObject({ created: 0, same: up!.created, ...untouched });
});

it("lists by name whatever it created, and what that lets in", () => {
  const deployed = exported.deployment.resources.filter(({ type }) => !type.startsWith("pulumi:"));
  const [preview, up, again] = result.steps;
  expect(up!.changes.map(({ urn }) => urn).sort()).toEqual(deployed.map(({ urn }) => urn).sort());
  expect(preview!.changes.map(({ urn }) => urn).sort()).toEqual(up!.changes.map(({ urn }) => urn).sort());
  expect(again!.changes).toEqual([]);
  expect(
    up!.changes
      .flatMap(({ name, opened }) => opened.map((way) => `${name}: ${way.replace(/[\d.]+\/32/, "<egress>/32")}`))
      .sort(),
  ).toEqual([
    "ahava-healthcare-http-ingress: tcp port 80 from 0.0.0.0/0",
    "ahava-healthcare-https-ingress: tcp port 443 from 0.0.0.0/0",
    "ahava-healthcare-load-balancer: reachable from the internet",
    "doctor-system-access-list-1: Atlas allows <egress>/32",
    "doctor-system-http-ingress: tcp port 80 from 0.0.0.0/0",
    "doctor-system-https-ingress: tcp port 443 from 0.0.0.0/0",
    "doctor-system-load-balancer: reachable from the internet",
    "med-platform-http-ingress: tcp port 80 from 0.0.0.0/0",
    "med-platform-https-ingress: tcp port 443 from 0.0.0.0/0",
    "med-platform-load-balancer: reachable from the internet",
    "med-platform-test-ingress-0: tcp port 8443 from <egress>/32",
  ]);
  expect(up!.changes.filter(({ openedUnknown }) => openedUnknown.length > 0)).toEqual([]);
});

it("finds no violation, and nothing undecided on the deployed stage", () => {
  expect(result.policy).toMatchObject({ mandatory: 0, advisory: 0, undecided: 0, waived: 0, findings: [] });
  const inStaging = rules
    .filter((rule) => levelsOf(rule).staging !== "off" && !aboutOthers.includes(rule.id))
    .map(({ id }) => id);
  const passed = result.policy.outcomes.filter(({ outcome }) => outcome === "passed").map(({ rule }) => rule);
  expect(passed.sort()).toEqual(inStaging.sort());
  expect(result.policy.packs).toEqual(["care-platform-checklist"]);
});

it("exports the state as Pulumi does, with every resource that the account holds", () => {
  expect(exported.version).toBe(3);
  const held = exported.deployment.resources.filter(
    ({ type, custom }) => custom && !type.startsWith("pulumi:providers:"),
  );
  expect(held).toHaveLength(stood);
  expect(exported.deployment.resources).toHaveLength(result.steps[1]!.created + providersOf(exported));
});

it("generates secrets of the demanded shapes", () => {
  expect(secrets.length).toBeGreaterThan(15);
  const ofForm = (form: RegExp): string[] => secrets.filter((secret) => form.test(secret));
  expect(ofForm(/^postgresql:\/\/[^@]+@[^/]+:5432\/ahava_healthcare\?sslmode=/).length).toBeGreaterThan(0);
  expect(
    ofForm(/^mongodb\+srv:\/\/application-a:[A-Za-z0-9]{48}@[^/]+\/doctor_system_staging\?retryWrites=true&w=majority&/)
      .length,
  ).toBe(1);
  expect(ofForm(/^rediss:\/\/[^@]+@[^/]+:6379/).length).toBeGreaterThan(0);
  expect(ofForm(/^[A-Za-z0-9]{64}$/).length).toBeGreaterThan(0);
  expect(ofForm(/^[A-Za-z0-9+/]{43}=$/).length).toBeGreaterThan(0);
  expect(ofForm(/^[0-9a-f]{32}$/).length).toBeGreaterThan(0);
});

it("leaves no secret in the state, the account, the events, the output or the result", () => {
  const texts: [string, string][] = [
    ["standard output", rehearsal.stdout],
    ["standard error", rehearsal.stderr],
    ["result", read("result.json")],
    ["export", read("state.json")],
    ...filesBelow(copy.path(".rehearsal")).map((file): [string, string] => [file, fs.readFileSync(file, "latin1")]),
  ];
  const found = texts.flatMap(([where, text]) =>
    secrets.filter((secret) => spellings(secret).some((spelling) => text.includes(spelling))).map(() => where),
  );
  expect(texts.length).toBeGreaterThan(8);
  expect(found).toEqual([]);
});

it("can be taken down by the plain CLI, and leaves the key of the data and the vault in the account", () => {
  expect(destroyed.exitCode).toBe(0);
  expect(standing().map(({ type }) => type)).toEqual(["aws:kms/key:Key", "aws:backup/vault:Vault"]);
});

function providersOf({ deployment }: Deployment): number {
  // The engine does not count the providers that it starts by itself, its own among them.
  return deployment.resources.filter(({ urn }) => /::default(_|$)/.test(urn)).length;
}

/** Every text that stands in an envelope for secrets, long enough to be told from an accident. */
function secretsIn(value: unknown): string[] {
  const found = new Set<string>();
  const walk = (inner: unknown, inSecret: boolean): void => {
    if (typeof inner === "string") {
      if (inSecret && inner.length >= 8 && !isPublicKey(inner)) found.add(inner);
    } else if (Array.isArray(inner)) {
      for (const element of inner) walk(element, inSecret);
    } else if (typeof inner === "object" && inner !== null) {
      const { plaintext } = inner as { plaintext?: unknown };
      if (typeof plaintext === "string") walk(JSON.parse(plaintext), true);
      else for (const element of Object.values(inner)) walk(element, inSecret);
    }
  };
  walk(value, false);
  return [...found];
}

/** Whether a text is the public half of a signing key, which is told to everybody, or a document of such halves. */
function isPublicKey(text: string): boolean {
  if (!text.startsWith('{"keys":')) return text.startsWith("-----BEGIN PUBLIC KEY-----");
  const { keys } = JSON.parse(text) as { readonly keys: readonly object[] };
  // The parameters of private RSA keys (RFC 7518).
  return keys.every((key) => ["d", "p", "q", "dp", "dq", "qi"].every((parameter) => !(parameter in key)));
}

/** The ways in which a text could have been written down. */
function spellings(secret: string): string[] {
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    Buffer.from(secret).toString("base64").replace(/=+$/, ""),
  ];
}

function filesBelow(folder: string): string[] {
  return fs
    .readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
