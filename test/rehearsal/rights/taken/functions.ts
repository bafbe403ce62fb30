import { role, type Row, without } from "./row";

const worker = "production-med-platform-database-roles-role";
const questions = "production-med-platform-database-questions-role";
const probe = "production-med-platform-uptime-role";

/** What is taken from functions and canaries. */
export const functions: readonly Row[] = [
  [
    "a function's log",
    "RolePolicy",
    "med-platform-database-roles-policy",
    without("WriteLog"),
    "med-platform-database-roles-function",
    `${worker} logs:PutLogEvents: ${role}`,
  ],
  [
    "a function's way into the network",
    "RolePolicy",
    "med-platform-database-roles-policy",
    without("ConnectToNetwork"),
    "med-platform-database-roles-function",
    `${worker} ec2:CreateNetworkInterface: ${role}`,
  ],
  [
    "a function's secrets",
    "RolePolicy",
    "med-platform-database-roles-policy",
    without("ReadPasswords"),
    "med-platform-database-roles-run",
    `${worker} secretsmanager:GetSecretValue: ${role}`,
  ],
  [
    "the key of a function's secrets",
    "RolePolicy",
    "med-platform-database-roles-policy",
    without("DecryptPasswords"),
    "med-platform-database-roles-run",
    `${worker} kms:Decrypt: ${role}`,
  ],
  [
    "the secret that a function's variables name",
    "RolePolicy",
    "med-platform-database-questions-policy",
    without("ReadLogin"),
    "med-platform-database-questions-function",
    `${questions} secretsmanager:GetSecretValue: ${role}`,
  ],
  [
    "the key of that secret",
    "RolePolicy",
    "med-platform-database-questions-policy",
    without("DecryptLogin"),
    "med-platform-database-questions-function",
    `${questions} kms:Decrypt: ${role}`,
  ],
  [
    "a canary's results",
    "RolePolicy",
    "med-platform-uptime-role-policy",
    without("KeepResults"),
    "med-platform-uptime-canary",
    `${probe} s3:PutObject: ${role}`,
  ],
  [
    "a canary's buckets",
    "RolePolicy",
    "med-platform-uptime-role-policy",
    without("ListBuckets"),
    "med-platform-uptime-canary",
    `${probe} s3:ListAllMyBuckets: ${role}`,
  ],
  [
    "a canary's metrics",
    "RolePolicy",
    "med-platform-uptime-role-policy",
    without("PublishResults"),
    "med-platform-uptime-canary",
    `${probe} cloudwatch:PutMetricData: ${role}`,
  ],
  [
    "a canary's log",
    "RolePolicy",
    "med-platform-uptime-role-policy",
    without("WriteLog"),
    "med-platform-uptime-canary",
    `${probe} logs:CreateLogStream: ${role}`,
  ],
];
