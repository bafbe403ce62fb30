import { resourceRule } from "../../rule";

/** Inputs of a host's template. */
interface TemplateArgs {
  readonly keyName: string;
}

/** The hosts of an autoscaling group may carry an ECS cluster; a key to log in to them is one too many. */
const templates = ["aws:ec2/launchTemplate:LaunchTemplate", "aws:ec2/launchConfiguration:LaunchConfiguration"];

export const noEc2Hosts = resourceRule<TemplateArgs>({
  id: "no-ec2-hosts",
  title: "There are no EC2 or Lightsail instances and no SSH key pairs",
  severity: "high",
  enforcement: "everywhere",
  rows: ["MP-HST-08", "MP-HST-04", "AH-NET-09"],
  frameworks: [],
  remediation: "Use Fargate or Lambda. A host that is really needed requires a waiver and must not have a key pair.",
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
  check({ type, props }, context) {
    if (type.endsWith("KeyPair")) {
      context.fails({ found: "an SSH key pair", needed: "no key pair", setting: "the type" });
    } else if (templates.includes(type)) {
      context.requires({
        read: () => props.keyName ?? "",
        accept: (key) => key === "",
        found: () => "instances with an SSH key pair",
        needed: "no keyName",
        setting: "keyName",
      });
    } else {
      context.fails({ found: "an instance", needed: "a Fargate task or a Lambda function", setting: "the type" });
    }
  },
});
