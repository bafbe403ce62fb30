import { nameOf, type RoleUses } from "../../../readiness/run-result";

type DeniedUse = RoleUses["denied"][number];

/** How many are told in words; the data of the run has all of them. */
const told = 20;

/** The error of a stage whose roles and services may not do what it makes them do. */
export function deniedUses(denied: readonly DeniedUse[]): string {
  const [uses, are] = denied.length === 1 ? ["use", "is"] : ["uses", "are"];
  const more = denied.length - told;
  return [
    `${denied.length} ${uses} of a right ${are} denied: AWS would refuse ${denied.length === 1 ? "it" : "them"} while the stage runs.`,
    ...denied.slice(0, told).flatMap(linesOf),
    ...(more > 0 ? ["", `    and ${more} more, which --json lists`] : []),
    "",
    "    fix      allow it in the policy that the reason names, in the component that makes it",
  ].join("\n");
}

function linesOf({ by, action, resource, purpose, user, reason, source }: DeniedUse): readonly string[] {
  return [
    "",
    `    given    ${by} may not ${action} ${resource}`,
    `    for      ${nameOf(user)}: ${purpose}`,
    `    reason   ${reason}`,
    `    source   ${source}`,
  ];
}
