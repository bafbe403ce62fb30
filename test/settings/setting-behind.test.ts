import { settingBehind } from "../../stacks/settings/setting-behind";
import { settingNamed } from "../../stacks/settings/setting-named";
import { settingsOfThree } from "./three-systems";

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

describe("the setting that an error speaks of", () => {
  const settings = settingsOfThree("staging");

  it.each([
    [
      "by its key and its value",
      "maximumInstanceSize is M30, which is smaller than M80.",
      "doctor-system",
      "doctor-system.atlas.maximumInstanceSize",
    ],
    [
      "by a value that it alone has",
      "The access list takes no staging.med.rehearsal.test.",
      "med-platform",
      "med-platform.domain",
    ],
    [
      "by its key and a number",
      "The service api has bakeMinutes 10; it must be 0 to 1440.",
      "med-platform",
      "med-platform.blueGreen.bakeMinutes",
    ],
    [
      "within a section of the system",
      '"db.t4g.medium" has no known memory.',
      "ahava-healthcare.postgres",
      "ahava-healthcare.postgres.instanceClass",
    ],
    ["not by a key with another value", "maximumInstanceSize is M80.", "doctor-system", undefined],
    ["not by a number alone", "There are 4 of them, not 1024.", "doctor-system", undefined],
    ["not where it speaks of two", "cpu 1024 with memory 2048.", "doctor-system.api", undefined],
    ["not by a part of a word", "The cluster M300 is v1.0.0-beta.", "doctor-system", undefined],
    ["not in another system", "maximumInstanceSize is M30.", "med-platform", undefined],
  ])("is found %s", (_, message, section, key) => {
    expect(settingNamed(message, section, settings)).toBe(key);
  });
});
