import type { RuleContext } from "../../context";
import { eachContainer } from "../../selectors/containers";
import type { TaskArgs } from "../../selectors/containers";
import { known } from "../../unknown-value";
import { stackRule } from "../../rule";
import type { CheckedResource } from "../../rule";
import type { StackResource, StackView } from "../../stack-view";

const secretType = "aws:secretsmanager/secret:Secret";
const versionType = "aws:secretsmanager/secretVersion:SecretVersion";
const taskType = "aws:ecs/taskDefinition:TaskDefinition";

/** Providers that generate random values. */
const sources = /^(random|tls):/;

interface VersionState {
  readonly secretId: string;
  readonly secretString: string;
}

type Purpose = "access" | "refresh";

export const jwtSecretsApart = stackRule({
  id: "jwt-secrets-apart",
  title: "JWT access and refresh tokens are signed with different secrets",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["DS-JWT-01", "DS-VAR-09"],
  frameworks: [],
  remediation: "Create a separate random.RandomPassword and a separate secret for each.",
  example: "accessVersion and refreshVersion, both with secretString: signing.result",
  types: [versionType, taskType],
  check(stack, context) {
    const versions = stack.of<VersionState>([versionType]).map((version) => ({
      version,
      purpose: purposeOf(known(() => secretName(stack, version)) ?? version.name),
    }));
    for (const { version: refresh } of versions.filter(({ purpose }) => purpose === "refresh")) {
      for (const { version: access } of versions.filter(({ purpose }) => purpose === "access")) {
        requiresApart(access, refresh, context.about(refresh));
      }
    }
    for (const task of stack.of<TaskArgs>([taskType])) checkTask(task, context.about(task));
  },
});

/** The kind of token that a secret signs, by its name; undefined for none or both. */
function purposeOf(name: string): Purpose | undefined {
  const upper = name.toUpperCase();
  if (!/SECRET|SIGN|KEY/.test(upper) || !/JWT|TOKEN/.test(upper) || /API|WHATSAPP|EXPIRES|PUBLIC/.test(upper))
    return undefined;
  if (upper.includes("REFRESH")) return "refresh";
  return /ACCESS|JWT/.test(upper) ? "access" : undefined;
}

function secretName(stack: StackView, version: StackResource<VersionState>): string | undefined {
  const secret = stack.referenced<{ name: string }>(version, {
    property: "secretId",
    to: [secretType],
    by: ["arn", "id", "name"],
  });
  return secret?.props.name;
}

function requiresApart(
  access: StackResource<VersionState>,
  refresh: StackResource<VersionState>,
  about: RuleContext,
): void {
  about.guard(() => {
    const [one, other] = [sourcesOf(access), sourcesOf(refresh)];
    const needed = "a separate random resource";
    const setting = "secretString";
    if (one.some((urn) => other.includes(urn))) {
      about.fails({ found: `the same random resource as in ${access.name}`, needed, setting });
      return;
    }
    if (one.length > 0 && other.length > 0) return;
    // The texts are only compared, never printed.
    if (refresh.props.secretString !== undefined && refresh.props.secretString === access.props.secretString)
      about.fails({ found: `the same value as in ${access.name}`, needed, setting });
  });
}

function sourcesOf({ propertyDependencies }: StackResource): readonly string[] {
  return (propertyDependencies.secretString ?? []).filter(({ type }) => sources.test(type)).map(({ urn }) => urn);
}

/** A container with the same valueFrom for both has one secret. */
function checkTask(task: StackResource<TaskArgs>, about: RuleContext): void {
  eachContainer(task as unknown as CheckedResource<TaskArgs>, about, ({ name, secrets = [] }) => {
    const from = (purpose: Purpose) => secrets.filter((secret) => purposeOf(secret.name) === purpose);
    for (const refresh of from("refresh")) {
      for (const access of from("access").filter(({ valueFrom }) => valueFrom === refresh.valueFrom)) {
        about.fails({
          found: `the same valueFrom for ${refresh.name} and ${access.name} in container ${name}`,
          needed: "a separate secret",
          setting: `valueFrom of ${refresh.name}`,
        });
      }
    }
  });
}
