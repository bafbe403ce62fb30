/** The AWS services that publish alerts to a stage's topics, by what may be asked of them. */
export interface AlertSenders {
  /** Services that say for which account they publish (`aws:SourceAccount`), so that policies ask it of them. */
  readonly namingAccount: readonly string[];
  /**
   * Services that do not say it. A condition on the account, in the policy of a topic or of its key, would lose their
   * messages without a word. Sources: EventBridge User Guide, "Using resource-based policies", Amazon SNS permissions;
   * SNS Developer Guide, "Enable compatibility between event sources from AWS services and encrypted topics"; AWS Backup
   * Developer Guide, "Notification options", whose policy has no condition either.
   */
  readonly withoutAccount: readonly string[];
}

/** Alarms and databases; deployments and other events, and backups. ElastiCache has a topic of its own. */
export const alertSenders: AlertSenders = {
  namingAccount: ["cloudwatch.amazonaws.com", "events.rds.amazonaws.com"],
  withoutAccount: ["backup.amazonaws.com", "events.amazonaws.com"],
};
