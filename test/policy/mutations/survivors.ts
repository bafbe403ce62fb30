const encryption =
  "A deployed bucket says that it is encrypted, because S3 does so by itself since January 2023. The rule decides in the preview, where only what was written is known.";
const compliance = "The project's backup compliance policy keeps the backups as well.";

const behindSite =
  "Only the distribution reaches its load balancer, and the web ACL of the distribution limits requests. This one sees CloudFront's addresses.";

/** The buckets of a production, whose encryption is written down each in a resource of its own. */
const buckets = [
  "ahava-healthcare-admin-files",
  "ahava-healthcare-doctor-files",
  "ahava-healthcare-uploads",
  "canaries",
  "doctor-system-admin-files",
  "doctor-system-app-files",
  "log-archive",
  "med-platform-admin-files",
];

/**
 * The breaking mutations that no rule catches, each with why that is so. The test holds this list: a survivor that is not
 * on it fails, and so does a line of it that is caught by now.
 */
export const survivors: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    buckets.map((bucket) => [
      `[s3-encrypted] BucketServerSideEncryptionConfiguration ${bucket}-encryption: the resource absent`,
      encryption,
    ]),
  ),
  "[atlas-backups-outlive-cluster] AdvancedCluster doctor-system-cluster: retainBackupsEnabled absent": compliance,
  "[atlas-backups-outlive-cluster] AdvancedCluster doctor-system-cluster: retainBackupsEnabled false": compliance,
  "[waf-rate-limit] WebAcl med-platform-firewall-acl: rules []": behindSite,
  "[waf-rate-limit] WebAcl med-platform-firewall-acl: rules absent": behindSite,
  "[waf-rate-limit] WebAcl med-platform-firewall-acl: rules without limits": behindSite,
  "[dashboard-complete] Dashboard med-platform-dashboard: dashboardBody without metrics":
    "The rule looks at all dashboards together, and those of the other systems have every row that this one has.",
};

/** The rules that no mutation of a stage breaks, each with why that is so. */
export const unbreakable: Readonly<Record<string, string>> = {
  "secret-values-apart":
    "It compares two secrets, and a mutation changes one; test/policy/rules/secrets-material.test.ts breaks it.",
  "data-stores-not-from-edge":
    "It takes the ids of two security groups; test/policy/rules/data-stores-from-edge.test.ts breaks it.",
  "waivers-current": "It checks the waiver file, not the stage; test/policy/pack.test.ts breaks it.",
};
