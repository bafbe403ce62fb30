import { resourceRule } from "../../rule";

/** Inputs of a role, as far as this rule reads them. */
interface RoleArgs {
  readonly assumeRolePolicy: unknown;
}

/** A statement of a trust policy. */
interface TrustStatement {
  readonly Effect?: string;
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly NotPrincipal?: unknown;
  readonly Condition?: object;
}

export const iamTrustNamed = resourceRule<RoleArgs>({
  id: "iam-trust-named",
  title: "A role says who may act in it, and that is not everybody",
  severity: "critical",
  rows: ["DS-HRD-04"],
  frameworks: ["Checkov CKV_AWS_60"],
  remediation: "Name the service, the account's role or the identity provider in the Principal of assumeRolePolicy.",
  example: 'assumeRolePolicy: { Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }] }',
  unwaivable: "A role that everybody in AWS may take is everybody's.",
  types: ["aws:iam/role:Role"],
  check({ props }, examination) {
    examination.attempt(() => {
      const statements = trustOf(props.assumeRolePolicy);
      if (statements === undefined) {
        examination.undecided("assumeRolePolicy that is a policy document");
        return;
      }
      for (const { Effect, Principal, NotPrincipal, Condition } of statements) {
        if (Effect !== "Allow" || Condition !== undefined) continue;
        if (NotPrincipal === undefined && !isEverybody(Principal)) continue;
        const found = "everybody in AWS as the one who may act in the role";
        examination.fails({ found, needed: "a named principal, or a condition", setting: "assumeRolePolicy" });
      }
    });
  },
});

function trustOf(document: unknown): readonly TrustStatement[] | undefined {
  const parsed = typeof document === "string" ? parsedJson(document) : document;
  if (typeof parsed !== "object" || parsed === null || !("Statement" in parsed)) return undefined;
  const { Statement } = parsed as { Statement: TrustStatement | readonly TrustStatement[] };
  return Array.isArray(Statement) ? (Statement as readonly TrustStatement[]) : [Statement as TrustStatement];
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isEverybody(principal: TrustStatement["Principal"]): boolean {
  if (principal === undefined) return false;
  const named = typeof principal === "string" ? [principal] : [principal.AWS ?? []].flat();
  return named.includes("*");
}
