import type { DeployedResource } from "../../readiness/deployed-resource";
import { type Call, defaultKeyPolicy, type Stack } from "./call";
import { text } from "./calls/type-calls";
import { givenId } from "./given-id";

/** The bucket and the key of the state. */
export interface State {
  readonly bucket: string;
  readonly keyId: string;
}

/**
 * The calls of docs/deploy.md beside `pulumi up`: the state, images, front ends, costs, checks. Each step is one row of
 * the commands on the page; the resources of the stage give the ARNs.
 */
export function pageSteps(resources: readonly DeployedResource[], stack: Stack, state: State): readonly Call[] {
  const { account, region, stage } = stack;
  const call = (purpose: string, action: string, resource: string, context = {}): Call => ({
    action,
    resource,
    context: { "aws:RequestedRegion": region, ...context },
    purpose,
  });
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  const key = `arn:aws:kms:${region}:${account}:key/${state.keyId}`;
  const bucket = `arn:aws:s3:::${state.bucket}`;
  return [
    ...["kms:Encrypt", "kms:Decrypt", "kms:DescribeKey"].map((action) => ({
      ...call("the secrets in the state", action, key),
      policy: defaultKeyPolicy(account),
    })),
    call("the state", "s3:ListBucket", bucket),
    ...["GetObject", "PutObject", "DeleteObject"].map((verb) => call("the state", `s3:${verb}`, `${bucket}/.pulumi/x`)),
    call("log in to the registry", "ecr:GetAuthorizationToken", "*"),
    ...ofType("aws:ecr/repository:Repository").flatMap(({ properties }) =>
      ["BatchCheckLayerAvailability", "InitiateLayerUpload", "UploadLayerPart", "CompleteLayerUpload", "PutImage"].map(
        (verb) =>
          call("push an image", `ecr:${verb}`, `arn:aws:ecr:${region}:${account}:repository/${text(properties.name)}`),
      ),
    ),
    ...frontEnds(resources).flatMap((name) => [
      call("upload a front end", "s3:ListBucket", `arn:aws:s3:::${name}`),
      call("upload a front end", "s3:PutObject", `arn:aws:s3:::${name}/index.html`),
    ]),
    call(
      "upload a front end",
      "cloudfront:CreateInvalidation",
      `arn:aws:cloudfront::${account}:distribution/${givenId}`,
    ),
    call(
      "migrate the databases",
      "ecs:RunTask",
      `arn:aws:ecs:${region}:${account}:task-definition/${stage}-example-migration:1`,
    ),
    call("find the hosted zones", "route53:ListHostedZonesByName", "*"),
    call("look for unconfirmed alerts", "sns:ListSubscriptions", "*"),
    call("activate the tag of the costs", "ce:UpdateCostAllocationTagsStatus", "*"),
    call("list what a stage has", "tag:GetResources", "*"),
    call("try an alarm", "cloudwatch:SetAlarmState", `arn:aws:cloudwatch:${region}:${account}:alarm:${stage}-uptime`),
  ];
}

/** The buckets that a distribution serves. */
function frontEnds(resources: readonly DeployedResource[]): readonly string[] {
  const served = JSON.stringify(
    resources
      .filter(({ type }) => type === "aws:cloudfront/distribution:Distribution")
      .map(({ properties }) => properties.origins),
  );
  return resources
    .filter(({ type }) => type === "aws:s3/bucket:Bucket")
    .map(({ properties }) => text(properties.bucket))
    .filter((name) => served.includes(`"${name}.`));
}
