import type { ResourceTypes } from "../resource-type";
import { kms } from "./kms";
import { atlas } from "./atlas";
import { elasticache } from "./elasticache";
import { random } from "./random";
import { rds } from "./rds";
import { secretsmanager } from "./secretsmanager";
import { tls } from "./tls";
import { backup } from "./backup";
import { ec2 } from "./ec2";
import { ecr } from "./ecr";
import { iam } from "./iam";
import { logs } from "./logs";
import { s3 } from "./s3";
import { sns } from "./sns";
import { acm } from "./acm";
import { appautoscaling } from "./appautoscaling";
import { cloudfront } from "./cloudfront";
import { cloudwatch } from "./cloudwatch";
import { ecs } from "./ecs";
import { lambda } from "./lambda";
import { lb } from "./lb";
import { logDelivery } from "./log-delivery";
import { route53 } from "./route53";
import { scheduler } from "./scheduler";
import { ssm } from "./ssm";
import { synthetics } from "./synthetics";
import { wafv2 } from "./wafv2";

/** Every resource type the account models, one file per service. */
export const resourceTypes: ResourceTypes = {
  ...kms,
  ...atlas,
  ...elasticache,
  ...random,
  ...rds,
  ...secretsmanager,
  ...tls,
  ...backup,
  ...ec2,
  ...ecr,
  ...iam,
  ...logs,
  ...s3,
  ...sns,
  ...acm,
  ...appautoscaling,
  ...cloudfront,
  ...cloudwatch,
  ...ecs,
  ...lambda,
  ...lb,
  ...logDelivery,
  ...route53,
  ...scheduler,
  ...ssm,
  ...synthetics,
  ...wafv2,
};
