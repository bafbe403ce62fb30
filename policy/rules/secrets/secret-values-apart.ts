import { isNoSecret } from "../../selectors/secrets/secret-forms";
import { known } from "../../unknown-value";
import { stackRule } from "../../rule";
import type { StackResource } from "../../stack-view";

const versionType = "aws:secretsmanager/secretVersion:SecretVersion";
/** Shorter values are settings, and may match by accident. */
const shortest = 12;

interface VersionState {
  readonly secretId: string;
  readonly secretString: string;
}

export const secretValuesApart = stackRule({
  id: "secret-values-apart",
  title: "No two secrets of Secrets Manager have the same value",
  severity: "high",
  enforcement: "everywhere",
  rows: ["DS-JWT-01", "DS-VAR-09", "DS-ENV-03"],
  frameworks: [],
  remediation: "Create a separate random resource for each secret, so that each can be rotated by itself.",
  example: "accessVersion and sessionVersion, both with secretString: signing.result",
  types: [versionType],
  check(stack, context) {
    const versions = stack.of<VersionState>([versionType]);
    versions.forEach((version, index) => {
      const other = versions
        .slice(0, index)
        .find((before) => isSame(version, before) && !isOfOneSecret(version, before));
      if (other === undefined) return;
      context.about(version).fails({
        // The texts are only compared, never printed.
        found: `the same value as in ${other.name}`,
        needed: "a value of its own",
        setting: "secretString",
      });
    });
  },
});

/** Whether two versions have one value: by their only random source, or by the texts where both are known. */
function isSame(one: StackResource<VersionState>, other: StackResource<VersionState>): boolean {
  const [source, otherSource] = [onlySource(one), onlySource(other)];
  if (source !== undefined && source === otherSource) return true;
  const text = known(() => one.props.secretString) ?? "";
  return text.length >= shortest && !isNoSecret(text) && text === known(() => other.props.secretString);
}

/** The only source of a value: with two sources it is a document, or an address with a password. */
function onlySource({ propertyDependencies }: StackResource): string | undefined {
  const [only, ...others] = propertyDependencies.secretString ?? [];
  return only !== undefined && others.length === 0 && only.type.startsWith("random:") ? only.urn : undefined;
}

/** A new version of a secret may keep its value. */
function isOfOneSecret(one: StackResource<VersionState>, other: StackResource<VersionState>): boolean {
  const ids = [one, other].map(({ props }) => known(() => props.secretId));
  const made = [one, other].map(({ propertyDependencies: { secretId = [] } }) => secretId.map(({ urn }) => urn).join());
  return (ids[0] !== undefined && ids[0] === ids[1]) || (made[0] !== "" && made[0] === made[1]);
}
