/** The AWS services that publish alerts to a stage's topics, by supported condition keys. */
export interface AlertSenders {
  /** Services that send `aws:SourceAccount`, so that policies can require it. */
  readonly namingAccount: readonly string[];
  /**
   * Services that do not send it. A condition on the account, in the policy of a topic or of its key, would silently lose their
   * messages. Sources: EventBridge User Guide, "Using resource-based policies", Amazon SNS permissions;
   * SNS Developer Guide, "Enable compatibility between event sources from AWS services and encrypted topics"; AWS Backup
   * Developer Guide, "Notification options", whose policy has no condition either.
   */
  readonly withoutAccount: readonly string[];
}

/** Alarms and databases; deployments and other events, and backups. ElastiCache has a separate topic. */
export const alertSenders: AlertSenders = {
  namingAccount: ["cloudwatch.amazonaws.com", "events.rds.amazonaws.com"],
  withoutAccount: ["backup.amazonaws.com", "events.amazonaws.com"],
};
