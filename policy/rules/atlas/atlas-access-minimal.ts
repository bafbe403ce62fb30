import { resourceRule } from "../../rule";

/** Inputs of what gives people or programs roles in Atlas: a list of roles, or one for each project. */
interface AccessArgs {
  readonly roles: readonly string[];
  readonly roleNames: readonly string[];
  readonly projectAssignments: readonly { readonly roleNames?: readonly string[] }[];
}

/** Roles that change the project or the organisation, or read its data. Source: Atlas, "Atlas User Roles". */
const tooMuch =
  /^(ORG_OWNER|ORG_GROUP_CREATOR|GROUP_OWNER|GROUP_CLUSTER_MANAGER|GROUP_DATA_ACCESS_\w+|GROUP_DATABASE_ACCESS_ADMIN|GROUP_BACKUP_MANAGER)$/;

export const atlasAccessMinimal = resourceRule<AccessArgs>({
  id: "atlas-access-minimal",
  title: "Atlas users and teams have no role that reads data or changes the project",
  severity: "high",
  enforcement: "deployed",
  rows: ["DS-DB-06", "DS-HRD-05"],
  frameworks: [],
  remediation: "Give GROUP_READ_ONLY, or manage the access of people in the organisation's identity provider.",
  example: 'new mongodbatlas.ProjectInvitation("partner", { projectId, username, roles: ["GROUP_OWNER"] });',
  types: [
    ...["projectInvitation:ProjectInvitation", "orgInvitation:OrgInvitation", "projectApiKey:ProjectApiKey"],
    ...["apiKey:ApiKey", "apiKeyProjectAssignment:ApiKeyProjectAssignment"],
    ...["teamProjectAssignment:TeamProjectAssignment", "serviceAccount:ServiceAccount"],
    ...["projectServiceAccount:ProjectServiceAccount", "cloudUserProjectAssignment:CloudUserProjectAssignment"],
    "serviceAccountProjectAssignment:ServiceAccountProjectAssignment",
  ].map((type) => `mongodbatlas:index/${type}`),
  check({ props }, context) {
    const requires = (role: string, setting: string): void => {
      if (tooMuch.test(role))
        context.fails({ found: `the role ${role}`, needed: "a role that only reads settings", setting });
    };
    for (const setting of ["roles", "roleNames"] as const) {
      context.each(
        () => props[setting],
        (role) => {
          requires(role, setting);
        },
      );
    }
    context.each(
      () => props.projectAssignments,
      ({ roleNames = [] }) => {
        for (const role of roleNames) requires(role, "projectAssignments");
      },
    );
  },
});
