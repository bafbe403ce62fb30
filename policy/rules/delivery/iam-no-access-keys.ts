import { resourceRule } from "../../rule";

export const iamNoAccessKeys = resourceRule({
  id: "iam-no-access-keys",
  title: "The stack creates no access key, password or service credential of an IAM user",
  severity: "high",
  enforcement: "deployed",
  rows: ["DS-HRD-04", "DS-SEC-03"],
  frameworks: ["Checkov CKV_AWS_273", "FSBP IAM.22"],
  remediation:
    "Use a role: of the task or function for code in AWS, with an identity provider for a pipeline, with IAM Identity Center for people.",
  example: 'new iam.AccessKey("pipeline", { user: user.name });',
  types: [
    "aws:iam/accessKey:AccessKey",
    "aws:iam/userLoginProfile:UserLoginProfile",
    "aws:iam/serviceSpecificCredential:ServiceSpecificCredential",
    "aws:iam/signingCertificate:SigningCertificate",
  ],
  check({ type }, context) {
    context.fails({
      found: `a credential of an IAM user, ${type.split(":").pop() ?? type}, which stays valid until somebody deletes it`,
      needed: "a role, whose credentials end by themselves",
      setting: "the resource",
    });
  },
});
