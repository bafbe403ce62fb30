import { resourceRule } from "../../rule";

/** Inputs of what a host is started from. */
interface TemplateArgs {
  readonly keyName: string;
}

/** The hosts of an autoscaling group may carry an ECS cluster; a key to log in to them is one too many. */
const templates = ["aws:ec2/launchTemplate:LaunchTemplate", "aws:ec2/launchConfiguration:LaunchConfiguration"];

export const noEc2Hosts = resourceRule<TemplateArgs>({
  id: "no-ec2-hosts",
  title: "There are no hosts of our own, and no keys to log in to one",
  severity: "high",
  rows: ["MP-HST-08", "MP-HST-04", "AH-NET-09"],
  frameworks: [],
  remediation: "Run it on Fargate or Lambda. A host somebody needs for good reasons takes a waiver, and no key pair.",
  example: 'new aws.ec2.Instance("bastion", { ami, instanceType: "t3.micro" });',
  types: [
    "aws:ec2/instance:Instance",
    "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
    "aws:ec2/spotFleetRequest:SpotFleetRequest",
    "aws:ec2/keyPair:KeyPair",
    "aws:lightsail/instance:Instance",
    "aws:lightsail/keyPair:KeyPair",
    ...templates,
  ],
  check({ type, props }, examination) {
    if (type.endsWith("KeyPair")) {
      examination.fails({ found: "a key to log in with", needed: "no key pair", setting: "the type" });
    } else if (templates.includes(type)) {
      examination.requires({
        read: () => props.keyName ?? "",
        accept: (key) => key === "",
        found: () => "hosts with a key to log in with",
        needed: "no keyName",
        setting: "keyName",
      });
    } else {
      examination.fails({ found: "a host", needed: "a task on Fargate, or a function", setting: "the type" });
    }
  },
});
