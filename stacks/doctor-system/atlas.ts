import * as pulumi from "@pulumi/pulumi";
import { AtlasAccessList } from "../../components/network/atlas-access-list";
import { AtlasAlerts } from "../../components/observability/atlas-alerts";
import type { AtlasAlertRoute } from "../../components/observability/atlas-alerts";
import { AtlasAuditing } from "../../components/security/atlas-auditing";
import { AtlasBackups } from "../../components/backup/atlas-backups";
import { AtlasCluster } from "../../components/data/atlas-cluster";
import { AtlasDatabaseUsers } from "../../components/data/atlas-database-users";
import { AtlasEncryption } from "../../components/security/atlas-encryption";
import { atlasInstanceSize } from "../../components/data/atlas-instance-sizes";
import { AtlasMaintenanceWindow } from "../../components/data/atlas-maintenance-window";
import { AtlasPrivateLink } from "../../components/network/atlas-private-link";
import { AtlasProject } from "../../components/data/atlas-project";
import { keyringFacts } from "../settings/rotation/keyrings";
import { everyTag } from "../stack-tags";
import { protectsData } from "../system/context";
import type { DoctorContext } from "./context";
import { databaseName } from "./environment";

/** The stage's part of Atlas, as far as others need it. */
export interface Atlas {
  readonly project: AtlasProject;
  readonly cluster: AtlasCluster;
  readonly users: AtlasDatabaseUsers;
  /** The IP access list; required for any connection. */
  readonly accessList: AtlasAccessList;
  /** The private endpoint of the API's tasks; absent if they use the egress addresses. */
  readonly privateLink: AtlasPrivateLink | undefined;
}

/** The Atlas project of the stage with its one cluster, and everything that guards the two (DS-DB-01 to DS-DB-19). */
export function createAtlas(context: DoctorContext): Atlas {
  const project = createProject(context);
  const encryption = createEncryption(context, project);
  const privateLink = createPrivateLink(context, project);
  const cluster = createCluster(context, project, encryption, privateLink);
  const accessList = createAccessList(context, project);
  createBackups(context, project, cluster);
  createMaintenanceWindow(context, project);
  createAuditing(context, project);
  createAlerts(context, project);
  const users = createUsers(context, project, cluster);
  return { project, cluster, users, accessList, privateLink };
}

/** The AWS provider's default tags do not apply to Atlas, which allows fewer characters than AWS (Atlas, resource tags). */
function tags({ system, settings }: DoctorContext): Record<string, string> {
  const { owner = "", ...others } = everyTag(settings, system);
  return { ...others, owner: owner.replace(/[^\p{L}\p{N} ;@_.+-]/gu, "-").slice(0, 255) };
}

function createProject(context: DoctorContext): AtlasProject {
  const { system, settings, parent } = context;
  return new AtlasProject(
    system,
    {
      stage: settings.stage,
      organizationId: settings.atlas.organizationId,
      tags: tags(context),
      protectData: protectsData(settings),
    },
    { parent },
  );
}

function createEncryption(
  { system, settings, foundation, parent }: DoctorContext,
  { projectId }: AtlasProject,
): AtlasEncryption | undefined {
  if (!settings.doctorSystem.atlas.customerManagedKey) return undefined;
  return new AtlasEncryption(
    `${system}-encryption`,
    {
      stage: settings.stage,
      accountId: settings.aws.accountId,
      projectId,
      region: settings.aws.region,
      keyArn: foundation.dataKeyArn,
    },
    { parent },
  );
}

function createPrivateLink(
  { system, settings, foundation, parent }: DoctorContext,
  { projectId }: AtlasProject,
): AtlasPrivateLink | undefined {
  if (!settings.doctorSystem.atlas.privateLink) return undefined;
  return new AtlasPrivateLink(
    `${system}-private-link`,
    {
      stage: settings.stage,
      projectId,
      region: settings.aws.region,
      vpcId: foundation.vpcId,
      subnetIds: foundation.privateSubnetIds,
    },
    { parent },
  );
}

function createCluster(
  context: DoctorContext,
  { projectId }: AtlasProject,
  encryption: AtlasEncryption | undefined,
  privateLink: AtlasPrivateLink | undefined,
): AtlasCluster {
  const { system, settings, parent } = context;
  const { instanceSize, maximumInstanceSize, version } = settings.doctorSystem.atlas;
  return new AtlasCluster(
    system,
    {
      stage: settings.stage,
      projectId,
      region: settings.aws.region,
      instanceSize: atlasInstanceSize(instanceSize),
      maximumInstanceSize: atlasInstanceSize(maximumInstanceSize),
      majorVersion: version,
      encryptionConfigurationId: encryption?.configurationId,
      privateEndpointId: privateLink?.endpointId,
      tags: tags(context),
      protectData: protectsData(settings),
    },
    { parent },
  );
}

/** Also with a private endpoint: as a fallback, and for manual restores. */
function createAccessList(
  { system, settings, foundation, parent }: DoctorContext,
  { projectId }: AtlasProject,
): AtlasAccessList {
  return new AtlasAccessList(
    `${system}-access-list`,
    { stage: settings.stage, projectId, addresses: foundation.egressAddresses },
    { parent },
  );
}

function createBackups(
  { system, settings, parent }: DoctorContext,
  { projectId }: AtlasProject,
  { clusterName }: AtlasCluster,
): void {
  const { backupRetentionDays, pointInTimeDays, backupRepresentative, customerManagedKey } =
    settings.doctorSystem.atlas;
  new AtlasBackups(
    `${system}-backups`,
    {
      projectId,
      clusterName,
      retentionDays: backupRetentionDays,
      restoreWindowDays: pointInTimeDays,
      // Present exactly if the settings enable the policy.
      complianceRepresentative: backupRepresentative,
      requireCustomerKey: customerManagedKey,
      protectData: protectsData(settings),
    },
    { parent },
  );
}

function createMaintenanceWindow({ system, settings, parent }: DoctorContext, { projectId }: AtlasProject): void {
  new AtlasMaintenanceWindow(
    `${system}-maintenance`,
    { stage: settings.stage, projectId, window: settings.doctorSystem.atlas.maintenanceWindow },
    { parent },
  );
}

function createAuditing({ system, settings, parent }: DoctorContext, { projectId }: AtlasProject): void {
  if (!settings.doctorSystem.atlas.auditing) return;
  new AtlasAuditing(system, { projectId }, { parent });
}

/** To the routes of the stage's other alarms (DS-DB-19). */
function createAlerts({ system, settings, parent }: DoctorContext, { projectId }: AtlasProject): void {
  const route = ({ email, https }: { email?: string; https?: string }): AtlasAlertRoute => ({
    email,
    https: https === undefined ? undefined : pulumi.secret(https),
  });
  const { critical, warning } = settings.alerts;
  new AtlasAlerts(
    `${system}-alerts`,
    {
      projectId,
      routes: { critical: route(critical), warning: route(warning) },
      thresholds: settings.doctorSystem.thresholds.atlas,
      runbookUrl: settings.runbookUrl,
    },
    { parent },
  );
}

function createUsers(
  { system, settings, parent }: DoctorContext,
  { projectId }: AtlasProject,
  { clusterName }: AtlasCluster,
): AtlasDatabaseUsers {
  return new AtlasDatabaseUsers(
    `${system}-users`,
    {
      projectId,
      clusterName,
      database: databaseName(settings),
      keyring: keyringFacts(settings, system, "MONGODB_URI"),
    },
    { parent },
  );
}
