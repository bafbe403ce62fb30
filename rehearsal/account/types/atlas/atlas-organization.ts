import type * as mongodbatlas from "@pulumi/mongodbatlas";
import {
  globalTypes,
  resourceType,
  type AccountView,
  type Creation,
  type Refusal,
  type ResourceTypes,
} from "../../resource-type";
import { encodedId, inProject, objectId } from "./atlas-ids";
import { organizationRefusal } from "./atlas-project";
import { firstRefusal } from "../first-refusal";
import { textOf } from "../wire-text";

const accountType = "mongodbatlas:index/serviceAccount:ServiceAccount";
const projectAccountType = "mongodbatlas:index/projectServiceAccount:ProjectServiceAccount";
const secretType = "mongodbatlas:index/serviceAccountSecret:ServiceAccountSecret";
const teamType = "mongodbatlas:index/team:Team";

const hourMilliseconds = 3_600_000;

/** A service account's secret lives from eight hours to a year (Atlas, "Service Accounts Overview"). */
function lifetime({ inputs }: Creation<{ secretExpiresAfterHours?: number }>): Refusal | undefined {
  const { secretExpiresAfterHours: hours = 8 } = inputs as { secretExpiresAfterHours?: number };
  return hours < 8 || hours > 8760
    ? { code: "INVALID_ATTRIBUTE", message: "Invalid attribute secretExpiresAfterHours specified." }
    : undefined;
}

/** An account has two secrets at most, and was made with one. */
function twoSecrets({ inputs, account }: Creation<mongodbatlas.ServiceAccountSecretArgs>): Refusal | undefined {
  const others = account.list(secretType).filter(({ state }) => state.clientId === inputs.clientId);
  return others.length >= 1
    ? { code: "INVALID_ATTRIBUTE", message: "A service account can have two secrets at most." }
    : undefined;
}

type Hex = Pick<Creation<object>, "hex">["hex"];

const clientId = (hex: Hex): string => `mdb_sa_id_${hex(24, "client")}`;
const secretValue = (hex: Hex): string => `mdb_sa_sk_${hex(40, "secret")}`;
const expiry = (hours: number): string => new Date(Date.now() + hours * hourMilliseconds).toISOString();

function firstSecret(hex: Hex, hours = 8760) {
  return [
    {
      createdAt: new Date().toISOString(),
      expiresAt: expiry(hours),
      maskedSecretValue: `mdb_sa_sk_...${secretValue(hex).slice(-4)}`,
      secret: secretValue(hex),
      secretId: objectId({ hex }, "secret id"),
    },
  ];
}

/** What accounts of the organisation and of one project have in common: a name that may recur, and one secret to begin with. */
const machineUser = {
  name: {
    property: "name",
    pattern: /[\p{L}\p{N} _.,'-]+/u,
    maxLength: 64,
    allowed: "1 to 64 letters, digits, spaces and _ . , ' -",
    uniqueIn: "none",
    taken: "INVALID_ATTRIBUTE",
  },
  id: ({ hex }: { hex: Hex }) => clientId(hex),
  secretOutputs: ["secrets"],
  defaults: { systemManaged: false },
  computed: {
    clientId: ({ hex }: { hex: Hex }) => clientId(hex),
    createdAt: () => new Date().toISOString(),
    secrets: ({ inputs, hex }: Creation<{ secretExpiresAfterHours?: number }>) =>
      firstSecret(hex, inputs.secretExpiresAfterHours),
  },
} as const;

const clientReference = {
  property: "clientId",
  to: [accountType, projectAccountType],
  by: "clientId",
  missing: "RESOURCE_NOT_FOUND",
} as const;

/** Cedar text; the account only looks whether it is a policy at all. */
function cedar({ inputs }: Creation<mongodbatlas.ResourcePolicyArgs>): Refusal | undefined {
  const policies = inputs.policies ?? [];
  return policies.length > 0 && policies.every(({ body }) => /^\s*(?:permit|forbid)\s*\(/m.test(body))
    ? undefined
    : { code: "VALIDATION_ERROR", message: "The request content produced the validation error: not a Cedar policy." };
}

function assigned(state: { teamId?: unknown }, account: AccountView): Refusal | undefined {
  const type = "mongodbatlas:index/teamProjectAssignment:TeamProjectAssignment";
  return account.list(type).some((assignment) => assignment.state.teamId === textOf(state.teamId))
    ? {
        code: "CANNOT_DELETE_TEAM_ASSIGNED_TO_PROJECT",
        message: "You cannot delete a team that has at least one project assigned to it.",
      }
    : undefined;
}

/** What belongs to the organisation and not to one project: policies above all projects, machine users, teams. */
export const atlasOrganization: ResourceTypes = globalTypes({
  "mongodbatlas:index/resourcePolicy:ResourcePolicy": resourceType<
    mongodbatlas.ResourcePolicyArgs,
    mongodbatlas.ResourcePolicyState
  >({
    title: "Atlas Resource Policy",
    name: {
      property: "name",
      pattern: /[\p{L}\p{N} _.-]+/u,
      maxLength: 50,
      allowed: "1 to 50 letters, digits, spaces, underscores, periods and hyphens",
      uniqueIn: "orgId",
      taken: "DUPLICATE_POLICY_NAME",
    },
    id: objectId,
    required: ["orgId", "policies"],
    replaces: ["orgId"],
    empty: { createdByUser: {}, lastUpdatedByUser: {} },
    computed: {
      createdDate: () => new Date().toISOString(),
      lastUpdatedDate: () => new Date().toISOString(),
      version: () => "v1",
    },
    refuses: firstRefusal<mongodbatlas.ResourcePolicyArgs>(organizationRefusal, cedar),
  }),
  [accountType]: resourceType<mongodbatlas.ServiceAccountArgs, mongodbatlas.ServiceAccountState>({
    title: "Atlas Service Account",
    ...machineUser,
    required: ["description", "orgId", "roles"],
    replaces: ["orgId", "secretExpiresAfterHours"],
    refuses: firstRefusal<mongodbatlas.ServiceAccountArgs>(organizationRefusal, lifetime),
  }),
  [projectAccountType]: resourceType<mongodbatlas.ProjectServiceAccountArgs, mongodbatlas.ProjectServiceAccountState>({
    title: "Atlas Project Service Account",
    ...machineUser,
    ...inProject,
    required: ["description", "projectId", "roles"],
    replaces: ["projectId", "secretExpiresAfterHours"],
    refuses: lifetime,
  }),
  [secretType]: resourceType<mongodbatlas.ServiceAccountSecretArgs, mongodbatlas.ServiceAccountSecretState>({
    title: "Atlas Service Account Secret",
    id: ({ hex }) => objectId({ hex }, "secret id"),
    references: [clientReference],
    partOf: { property: "clientId", to: accountType, by: "clientId" },
    required: ["clientId", "orgId"],
    replaces: ["clientId", "orgId", "secretExpiresAfterHours"],
    secretOutputs: ["secret"],
    empty: { lastUsedAt: "" },
    computed: {
      createdAt: () => new Date().toISOString(),
      expiresAt: ({ inputs }) => expiry(inputs.secretExpiresAfterHours ?? 8760),
      maskedSecretValue: ({ hex }) => `mdb_sa_sk_...${secretValue(hex).slice(-4)}`,
      secret: ({ hex }) => secretValue(hex),
      secretId: ({ hex }) => objectId({ hex }, "secret id"),
    },
    refuses: firstRefusal<mongodbatlas.ServiceAccountSecretArgs>(organizationRefusal, lifetime, twoSecrets),
  }),
  "mongodbatlas:index/serviceAccountProjectAssignment:ServiceAccountProjectAssignment": resourceType<
    mongodbatlas.ServiceAccountProjectAssignmentArgs,
    mongodbatlas.ServiceAccountProjectAssignmentState
  >({
    title: "Atlas Service Account Project Assignment",
    id: ({ inputs }) => `${inputs.projectId ?? ""}/${inputs.clientId ?? ""}`,
    references: [...inProject.references, clientReference],
    partOf: inProject.partOf,
    required: ["clientId", "projectId", "roles"],
    replaces: ["clientId", "projectId"],
  }),
  "mongodbatlas:index/serviceAccountAccessListEntry:ServiceAccountAccessListEntry": resourceType<
    mongodbatlas.ServiceAccountAccessListEntryArgs,
    mongodbatlas.ServiceAccountAccessListEntryState
  >({
    title: "Atlas Service Account Access List Entry",
    id: ({ inputs }) =>
      `${inputs.orgId ?? ""}/${inputs.clientId ?? ""}/${inputs.cidrBlock ?? `${inputs.ipAddress ?? ""}/32`}`,
    references: [clientReference],
    required: ["clientId", "orgId"],
    replaces: ["cidrBlock", "clientId", "ipAddress", "orgId"],
    empty: { cidrBlock: "", ipAddress: "", lastUsedAddress: "", lastUsedAt: "" },
    computed: { createdAt: () => new Date().toISOString(), requestCount: () => 0 },
  }),
  "mongodbatlas:index/orgMaintenanceSettings:OrgMaintenanceSettings": resourceType<
    mongodbatlas.OrgMaintenanceSettingsArgs,
    mongodbatlas.OrgMaintenanceSettingsState
  >({
    title: "Atlas Organization Maintenance Settings",
    id: ({ inputs }) => inputs.orgId ?? "",
    required: ["orgId"],
    replaces: ["orgId"],
    defaults: { waveAssignmentMode: "MANUAL" },
    refuses: organizationRefusal,
  }),
  [teamType]: resourceType<mongodbatlas.TeamArgs, mongodbatlas.TeamState>({
    title: "Atlas Team",
    name: {
      property: "name",
      pattern: /.+/,
      maxLength: 64,
      allowed: "1 to 64 characters",
      uniqueIn: "orgId",
      taken: "TEAM_NAME_NOT_AVAILABLE",
    },
    id: ({ inputs, hex }) => encodedId({ id: objectId({ hex }, "team"), org_id: inputs.orgId }),
    required: ["orgId"],
    replaces: ["orgId"],
    empty: { usernames: [] },
    computed: { teamId: ({ hex }) => objectId({ hex }, "team") },
    refuses: organizationRefusal,
    refusesDeletion: assigned,
  }),
  "mongodbatlas:index/teamProjectAssignment:TeamProjectAssignment": resourceType<
    mongodbatlas.TeamProjectAssignmentArgs,
    mongodbatlas.TeamProjectAssignmentState
  >({
    title: "Atlas Team Project Assignment",
    id: ({ inputs }) => `${inputs.projectId ?? ""}/${inputs.teamId ?? ""}`,
    references: [
      ...inProject.references,
      { property: "teamId", to: teamType, by: "teamId", missing: "TEAM_NOT_FOUND" },
    ],
    partOf: inProject.partOf,
    required: ["projectId", "roleNames", "teamId"],
    replaces: ["projectId", "teamId"],
  }),
});
