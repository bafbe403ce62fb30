import type { TrailState } from "@pulumi/aws/cloudtrail";
import { databaseStores } from "../../selectors/databases";
import { tokens } from "../../selectors/tokens";
import { stackRule } from "../../rule";

const trailType = "aws:cloudtrail/trail:Trail";
const networks = ["aws:ec2/vpc:Vpc"];

/** Requirements of a trail, each with its message. The defaults are those of the provider. */
const needs: readonly (readonly [property: keyof TrailState, byDefault: boolean, missing: string])[] = [
  ["enableLogging", true, "a trail that is off"],
  ["isMultiRegionTrail", false, "a trail of one Region"],
  ["includeGlobalServiceEvents", true, "a trail without IAM, STS and CloudFront"],
  ["enableLogFileValidation", false, "a trail whose files are not validated"],
];

export const trailComplete = stackRule({
  id: "trail-complete",
  title: "A CloudTrail trail logs the management events of every Region, with log file validation",
  severity: "high",
  enforcement: "deployed",
  rows: ["MP-THR-08", "AH-MNT-04"],
  frameworks: ["FSBP CloudTrail.1", "FSBP CloudTrail.4", "Checkov CKV_AWS_67", "Checkov CKV_AWS_36"],
  remediation:
    "Declare an aws.cloudtrail.Trail with isMultiRegionTrail and enableLogFileValidation true, without a selector that leaves management events out.",
  example: 'new cloudtrail.Trail("changes", { s3BucketName, enableLogging: false });',
  types: [trailType, ...networks],
  check(stack, context) {
    const trails = stack.of<TrailState>([trailType]);
    // The trail is in the stack of the network; a stack with a part of a stage, or without data, has none.
    const stores = [...databaseStores, ...tokens.caches, "aws:ecs/cluster:Cluster"];
    if (trails.length === 0 && stack.of(networks).length > 0 && stack.of(stores).length > 0)
      context.fails({ found: "no trail", needed: "a trail of every Region", setting: "aws.cloudtrail.Trail" });
    for (const trail of trails) {
      const about = context.about(trail);
      for (const [property, byDefault, missing] of needs) {
        about.requires({
          read: () => trail.props[property] ?? byDefault,
          accept: (value) => value === true,
          found: () => missing,
          needed: `${property} true`,
          setting: property,
        });
      }
      about.requires({
        read: () => logsChanges(trail.props),
        accept: (logged) => logged,
        found: () => "selectors that leave management events out",
        needed: "all management events, or those that write",
        setting: "eventSelectors",
      });
    }
  },
});

/** A field of an advanced selector, and the values that it selects. */
interface FieldSelector {
  readonly field?: string;
  readonly equals?: string[];
}

/** Whether the selectors, of either kind, include all write management events; without any, all are logged. */
function logsChanges({ eventSelectors, advancedEventSelectors }: Partial<TrailState>): boolean {
  const basic = (eventSelectors ?? []) as {
    includeManagementEvents?: boolean;
    readWriteType?: string;
    excludeManagementEventSources?: string[];
  }[];
  const advanced = (advancedEventSelectors ?? []) as { fieldSelectors?: FieldSelector[] }[];
  if (basic.length === 0 && advanced.length === 0) return true;
  return (
    basic.some(
      ({ includeManagementEvents = true, readWriteType = "All", excludeManagementEventSources: left }) =>
        includeManagementEvents && readWriteType !== "ReadOnly" && (left ?? []).length === 0,
    ) ||
    advanced.some(({ fieldSelectors = [] }) => {
      const of = (field: string) => fieldSelectors.find((selector) => selector.field === field)?.equals ?? [];
      const others = fieldSelectors.filter(({ field = "" }) => !["eventCategory", "readOnly"].includes(field));
      return of("eventCategory").includes("Management") && !of("readOnly").includes("true") && others.length === 0;
    })
  );
}
