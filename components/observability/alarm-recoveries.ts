import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { severityPrefix } from "./metric-alarm";
import type { AlarmRouting, Severity } from "./metric-alarm";
import { physicalName } from "../naming";
import type { Stage } from "../naming";

/** The alarms, and the topics of their recoveries. */
export interface AlarmRecoveriesArgs {
  stage: Stage;
  /** The stage's account, twelve digits. */
  accountId: string;
  /** The region of the alarms and of the topics. */
  region: string;
  /** The topics, which allow EventBridge to publish. */
  routing: Pick<AlarmRouting, "topicArns">;
  /** The severities that alarms of the region have. */
  severities: readonly Severity[];
}

/**
 * Notifies of each alarm that returns from ALARM to OK, on the topic of its severity. CloudWatch's own OK action also fires
 * when a new alarm gets its first data, which would be one message for each alarm on the first day (CloudWatch User Guide,
 * "Alarm events and EventBridge"; docs/decisions/0039-alarm-recoveries.md).
 *
 * Cost (November 2026, list price, everywhere): none; events of AWS services are free.
 */
export class AlarmRecoveries extends pulumi.ComponentResource {
  /** The names of the rules. */
  readonly ruleNames: pulumi.Output<string[]>;

  constructor(name: string, args: AlarmRecoveriesArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:observability:AlarmRecoveries", name, { ...args }, options);

    const rules = args.severities.map((severity) => this.notice(name, args, severity));

    this.ruleNames = pulumi.all(rules.map((rule) => rule.name));
    this.registerOutputs({ ruleNames: this.ruleNames });
  }

  private notice(
    name: string,
    { stage, accountId, region, routing }: AlarmRecoveriesArgs,
    severity: Severity,
  ): cloudwatch.EventRule {
    const rule = new cloudwatch.EventRule(
      `${name}-${severity}`,
      {
        region,
        name: physicalName("eventRule", stage, name, severity),
        description: `Alarms of the severity ${severity} that return to OK`,
        eventPattern: JSON.stringify({
          source: ["aws.cloudwatch"],
          "detail-type": ["CloudWatch Alarm State Change"],
          resources: [{ prefix: `arn:aws:cloudwatch:${region}:${accountId}:alarm:${stage}-` }],
          detail: {
            state: { value: ["OK"] },
            previousState: { value: ["ALARM"] },
            configuration: { description: [{ prefix: severityPrefix(severity) }] },
          },
        }),
      },
      { parent: this },
    );
    new cloudwatch.EventTarget(
      `${name}-${severity}-topic`,
      {
        region,
        rule: rule.name,
        targetId: severity,
        arn: routing.topicArns[severity],
        inputTransformer: { inputPaths, inputTemplate },
      },
      { parent: this },
    );
    return rule;
  }
}

const inputPaths = {
  name: "$.detail.alarmName",
  description: "$.detail.configuration.description",
  state: "$.detail.state.value",
  previous: "$.detail.previousState.value",
  reason: "$.detail.state.reason",
  time: "$.detail.state.timestamp",
  account: "$.account",
};

/** The fields of CloudWatch's own message: an on-call service that reads them can resolve the alarm's incident. */
const inputTemplate = [
  "{",
  '  "AlarmName": <name>,',
  '  "NewStateValue": <state>,',
  '  "OldStateValue": <previous>,',
  '  "AlarmDescription": <description>,',
  '  "NewStateReason": <reason>,',
  '  "StateChangeTime": <time>,',
  '  "AWSAccountId": <account>',
  "}",
].join("\n");
