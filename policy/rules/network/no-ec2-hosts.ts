import { resourceRule } from "../../rule";

/** What makes a machine to log in to, and the keys for doing so. */
const hosts: Readonly<Record<string, string>> = {
  "aws:ec2/instance:Instance": "an EC2 instance",
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest": "an EC2 spot instance",
  "aws:ec2/keyPair:KeyPair": "an SSH key pair",
  "aws:autoscaling/group:Group": "a group of EC2 instances",
  "aws:lightsail/instance:Instance": "a Lightsail instance",
};

export const noEc2Hosts = resourceRule({
  id: "no-ec2-hosts",
  title: "There is no host, so nobody can log in to one as root",
  severity: "medium",
  rows: ["MP-HST-08", "MP-HST-04", "AH-NET-09"],
  frameworks: [],
  remediation: "Run the service on Fargate, and use ECS Exec on a separate debug task for the rare case.",
  example: 'new ec2.Instance("bastion", { ami, instanceType: "t4g.nano", keyName: "operators" });',
  types: Object.keys(hosts),
  check({ type }, examination) {
    examination.fails({ found: hosts[type] ?? type, needed: "no hosts", setting: type });
  },
});
