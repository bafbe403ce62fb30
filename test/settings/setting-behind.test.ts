import { settingBehind } from "../../stacks/settings/setting-behind";

it.each([
  ["doctor-system-cluster", "mongodbatlas:index/advancedCluster:AdvancedCluster", "doctor-system.atlas"],
  ["ahava-healthcare-postgres-instance", "aws:rds/instance:Instance", "ahava-healthcare.postgres"],
  ["ahava-healthcare-redis-nodes", "aws:elasticache/replicationGroup:ReplicationGroup", "ahava-healthcare.redis"],
  ["ahava-healthcare-worker-service", "aws:ecs/service:Service", "ahava-healthcare.worker"],
  ["med-platform-certificate-certificate", "aws:acm/certificate:Certificate", "med-platform.domain"],
  ["med-platform-firewall-acl", "aws:wafv2/webAcl:WebAcl", "med-platform.webFirewall"],
  ["med-platform-dashboard", "aws:cloudwatch/dashboard:Dashboard", "med-platform"],
  ["network-internet", "aws:ec2/internetGateway:InternetGateway", "network"],
  ["backups-nightly", "aws:backup/plan:Plan", "backup"],
  ["keys-secrets", "aws:kms/key:Key", undefined],
])("finds the section behind %s", (name, type, section) => {
  expect(settingBehind(name, type)).toBe(section);
});
