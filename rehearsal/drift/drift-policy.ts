import { strangerKinds } from "./strangers/find-strangers";

/** Where the policy lies, from the root of the project. */
export const driftPolicyName = "docs/drift-policy.json";

/**
 * The rights that the lists of `npm run drift` need, and nothing else; the refresh besides them reads every resource of the stage, as
 * AWS's own policy ReadOnlyAccess allows.
 */
export function driftPolicy() {
  const actions = [...new Set(strangerKinds.flatMap((kind) => kind.actions))].sort();
  return {
    Version: "2012-10-17",
    Statement: [{ Sid: "ListWhatNoStateKnows", Effect: "Allow", Action: actions, Resource: "*" }],
  };
}
