import { tooWideManagedPolicy } from "../../selectors/access/managed-policies";
import { stackRule } from "../../rule";
import { givenValue } from "../../stack-view";
import { known } from "../../unknown-value";

const principalTypes = ["aws:iam/role:Role", "aws:iam/user:User"];

interface PrincipalState {
  readonly permissionsBoundary: string;
}

export const iamBoundaryKept = stackRule({
  id: "iam-boundary-kept",
  title: "Where one IAM role or user has a permissions boundary, each has one that limits it",
  severity: "high",
  enforcement: "everywhere",
  rows: ["DS-HRD-04"],
  frameworks: [],
  remediation: "Set permissionsBoundary to the boundary of the stage's other roles.",
  example: 'new iam.Role("reports", { assumeRolePolicy }); // and the other roles have a permissionsBoundary',
  types: principalTypes,
  check(stack, context) {
    const principals = stack.of<PrincipalState>(principalTypes).map((principal) => ({
      about: context.about(principal),
      read: () => givenValue(principal, "permissionsBoundary") ?? "",
    }));
    const isUsed = principals.some(({ read }) => isSet(read));
    if (!isUsed) return;
    for (const { about, read } of principals) {
      about.requires({
        read,
        accept: (boundary) => boundary !== "" && tooWideManagedPolicy(boundary) === undefined,
        found: (boundary) =>
          boundary === "" ? "no permissions boundary" : `the boundary ${tooWideManagedPolicy(boundary) ?? ""}`,
        needed: "a boundary that limits the principal, as the others have",
        setting: "permissionsBoundary",
      });
    }
  },
});

/** A boundary that a preview does not know yet is one. */
function isSet(read: () => string): boolean {
  return (known(read) ?? "unknown") !== "";
}
