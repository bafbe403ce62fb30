import * as net from "node:net";
import type * as mongodbatlas from "@pulumi/mongodbatlas";
import { globalTypes, resourceType } from "../../resource-type";
import type { AccountView, Creation, Refusal, ResourceTypes } from "../../resource-type";
import { encodedId, inProject, inSameProject, objectId, objectIdPattern, projectType } from "./atlas-ids";
import { firstRefusal } from "../first-refusal";
import { textOf } from "../wire-text";

const accessListType = "mongodbatlas:index/projectIpAccessList:ProjectIpAccessList";
const snapshotType = "mongodbatlas:index/cloudBackupSnapshot:CloudBackupSnapshot";
const compliancePolicyType = "mongodbatlas:index/backupCompliancePolicy:BackupCompliancePolicy";

/** How many entries the access list of a project may have (Atlas service limits). */
const accessListLimit = 200;

/** The organisation is not made by the program: any well-formed id is one. */
export function organizationRefusal({ inputs }: Creation<{ orgId: string }>): Refusal | undefined {
  const orgId = textOf(inputs.orgId);
  return objectIdPattern.test(orgId)
    ? undefined
    : { code: "INVALID_ORG_ID", message: `An invalid organization ID ${orgId} was specified.` };
}

/** Snapshots that a backup compliance policy guards outlive everything else in a project. */
function guardedSnapshots(state: { name?: unknown; orgId?: unknown }, account: AccountView): Refusal | undefined {
  const project = account
    .list(projectType)
    .find((other) => other.state.name === state.name && other.state.orgId === state.orgId);
  const guarded =
    inSameProject(account, compliancePolicyType, project?.id).length > 0 &&
    inSameProject(account, snapshotType, project?.id).length > 0;
  return guarded
    ? {
        code: "CANNOT_CLOSE_GROUP_ACTIVE_BACKUP_COMPLIANCE_POLICY",
        message:
          "You can't terminate a project if it has a Backup Compliance Policy enabled and active snapshots. Remove the snapshots.",
      }
    : undefined;
}

type Entry = Creation<mongodbatlas.ProjectIpAccessListArgs>;

/** What an entry lets in, as one block; security groups of AWS are entries as well. */
function entryOf(inputs: { cidrBlock?: unknown; ipAddress?: unknown; awsSecurityGroup?: unknown }): string {
  const address = textOf(inputs.ipAddress);
  const single = net.isIPv6(address) ? `${address}/128` : `${address}/32`;
  return textOf(inputs.cidrBlock) || (address === "" ? textOf(inputs.awsSecurityGroup) : single);
}

function malformedEntry({ inputs }: Entry): Refusal | undefined {
  const { cidrBlock, ipAddress, awsSecurityGroup, comment } = inputs;
  const given = [cidrBlock, ipAddress, awsSecurityGroup].filter((value) => value !== undefined);
  if (given.length !== 1) {
    return {
      code: "MULTIPLE_VALUES_SPECIFIED_FOR_ONE_NETWORK_PERMISSION_ENTRY",
      message: "An entry is one of cidrBlock, ipAddress and awsSecurityGroup.",
    };
  }
  const [address = "", prefix] = entryOf(inputs).split("/");
  const version = net.isIP(address);
  const wellFormed = version !== 0 && /^\d{1,3}$/.test(prefix ?? "") && Number(prefix) <= (version === 4 ? 32 : 128);
  if (awsSecurityGroup === undefined && !wellFormed) {
    return {
      code: "INVALID_IP_ADDRESS_OR_CIDR_NOTATION",
      message: `The address ${cidrBlock ?? ipAddress ?? ""} must be in valid IP address or CIDR notation.`,
    };
  }
  return textOf(comment).length > 80
    ? { code: "INVALID_NETWORK_PERMISSION_COMMENT", message: "The comment must be 80 characters or less." }
    : undefined;
}

/**
 * Atlas's provider takes an entry over that is there already, and whoever deletes it first deletes it for both
 * (mongodb/terraform-provider-mongodbatlas#3689). The account refuses that instead, so that it is seen.
 */
function sharedEntry({ inputs, account }: Entry): Refusal | undefined {
  const others = inSameProject(account, accessListType, inputs.projectId);
  if (others.some(({ state }) => entryOf(state) === entryOf(inputs))) {
    return {
      code: "ADDRESS_ALREADY_IN_ACCESS_LIST",
      message: `The address ${entryOf(inputs)} is already on the access list.`,
    };
  }
  return others.length >= accessListLimit
    ? {
        code: "ATLAS_NETWORK_PERMISSIONS_LIMIT_EXCEEDED",
        message: `Too many network permission entries. Only ${accessListLimit} entries are supported.`,
      }
    : undefined;
}

function window({ inputs }: Creation<mongodbatlas.MaintenanceWindowArgs>): Refusal | undefined {
  const { dayOfWeek, hourOfDay } = inputs;
  const within = (value: number | undefined, least: number, most: number): boolean =>
    value === undefined ? (dayOfWeek ?? hourOfDay) === undefined : value >= least && value <= most;
  if (!within(dayOfWeek, 1, 7)) {
    return {
      code: "ATLAS_INVALID_MAINTENANCE_WINDOW_DAY_OF_WEEK",
      message: "Invalid Day of Week. Value should be between 1 and 7 (Sunday = 1).",
    };
  }
  return within(hourOfDay, 0, 23)
    ? undefined
    : {
        code: "ATLAS_INVALID_MAINTENANCE_WINDOW_HOUR_OF_DAY",
        message: "Invalid Hour of Day. Value should be between 0 and 23.",
      };
}

function auditFilter({ inputs }: Creation<mongodbatlas.AuditingArgs>): Refusal | undefined {
  try {
    JSON.parse(inputs.auditFilter ?? "{}");
    return undefined;
  } catch {
    return {
      code: "INVALID_JSON_ATTRIBUTE",
      message: "Received JSON for the auditFilter attribute does not match expected format.",
    };
  }
}

/** The project and what is set for it as a whole. */
export const atlasProject: ResourceTypes = globalTypes({
  [projectType]: resourceType<mongodbatlas.ProjectArgs, mongodbatlas.ProjectState>({
    title: "Atlas Project",
    name: {
      property: "name",
      pattern: /[\p{L}\p{N} ()@&+:._,'-]+/u,
      maxLength: 64,
      allowed: "1 to 64 letters, digits, spaces and ( ) @ & + : . _ - ' ,",
      uniqueIn: "orgId",
      taken: "GROUP_ALREADY_EXISTS",
    },
    id: objectId,
    replaces: ["orgId"],
    defaults: {
      isClusterAiAssistantEnabled: true,
      isCollectDatabaseSpecificsStatisticsEnabled: true,
      isDataExplorerEnabled: true,
      isDataExplorerGenAiFeaturesEnabled: true,
      isDataExplorerGenAiSampleDocumentPassingEnabled: false,
      isExtendedStorageSizesEnabled: false,
      isPerformanceAdvisorEnabled: true,
      isRealtimePerformancePanelEnabled: true,
      isSchemaAdvisorEnabled: true,
      isSlowOperationThresholdingEnabled: true,
      withDefaultAlertsSettings: true,
    },
    empty: { ipAddresses: {}, isNativeRerankingEnabled: false, regionUsageRestrictions: "" },
    computed: { clusterCount: () => 0, created: () => new Date().toISOString() },
    refuses: organizationRefusal,
    refusesDeletion: guardedSnapshots,
  }),
  [accessListType]: resourceType<mongodbatlas.ProjectIpAccessListArgs, mongodbatlas.ProjectIpAccessListState>({
    title: "Atlas Project IP Access List Entry",
    id: ({ inputs }) => encodedId({ entry: entryOf(inputs), project_id: inputs.projectId }),
    ...inProject,
    // Nothing of an entry can be changed, its comment included.
    replaces: ["awsSecurityGroup", "cidrBlock", "comment", "ipAddress", "projectId"],
    empty: { awsSecurityGroup: "", comment: "" },
    computed: {
      cidrBlock: ({ inputs }) => (inputs.awsSecurityGroup === undefined ? entryOf(inputs) : ""),
      ipAddress: ({ inputs }) => /^(.*)\/(?:32|128)$/.exec(textOf(inputs.cidrBlock))?.[1] ?? "",
    },
    refuses: firstRefusal(malformedEntry, sharedEntry),
  }),
  "mongodbatlas:index/maintenanceWindow:MaintenanceWindow": resourceType<
    mongodbatlas.MaintenanceWindowArgs,
    mongodbatlas.MaintenanceWindowState
  >({
    title: "Atlas Maintenance Window",
    id: ({ inputs }) => inputs.projectId ?? "",
    ...inProject,
    replaces: ["projectId"],
    defaults: { startAsap: false, numberOfDeferrals: 0, autoDeferOnceEnabled: false },
    empty: { autoDefer: false, defer: false },
    computed: { timeZoneId: () => "Etc/UTC" },
    refuses: window,
  }),
  "mongodbatlas:index/auditing:Auditing": resourceType<mongodbatlas.AuditingArgs, mongodbatlas.AuditingState>({
    title: "Atlas Auditing",
    id: ({ inputs }) => inputs.projectId ?? "",
    ...inProject,
    replaces: ["projectId"],
    defaults: { enabled: false, auditAuthorizationSuccess: false },
    empty: { auditFilter: "" },
    computed: {
      configurationType: ({ inputs }) => (inputs.auditFilter === undefined ? "NONE" : "FILTER_JSON"),
    },
    recomputed: ["configurationType"],
    refuses: auditFilter,
  }),
});
