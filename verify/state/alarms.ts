import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { judged } from "../outcome";
import type { Probe } from "../probe";
import { Unreachable } from "../reach/unreachable";
import { agoOf, type Deployed, type DeployedPart, hour, ofType, regionOf, textOf } from "./deployed";
import { stateProbe } from "./state-probe";
import { alarmType } from "./metrics";

/** Names that one request may have (CloudWatch API reference, "DescribeAlarms"). */
const namesOfRequest = 100;

/** Pages of the alarms' history that are read: with more, a day is too restless to be judged. */
const mostPages = 10;

function byRegion(alarms: readonly DeployedPart[], deployed: Deployed): ReadonlyMap<string, readonly string[]> {
  const regions = new Map<string, string[]>();
  for (const alarm of alarms) {
    const region = regionOf(alarm, deployed);
    regions.set(region, [...(regions.get(region) ?? []), textOf(alarm, "name")]);
  }
  return regions;
}

/** Alarms as CloudWatch has them, by name. */
async function alarmsOf(
  alarms: readonly DeployedPart[],
  deployed: Deployed,
): Promise<ReadonlyMap<string, MetricAlarm>> {
  const chunks = [...byRegion(alarms, deployed)].flatMap(([region, names]) =>
    Array.from({ length: Math.ceil(names.length / namesOfRequest) }, (_, index) => ({
      region,
      names: names.slice(index * namesOfRequest, (index + 1) * namesOfRequest),
    })),
  );
  const found = await Promise.all(
    chunks.map(async ({ region, names }) => {
      const { MetricAlarms = [] } = await deployed.account.read(
        "cloudwatch",
        (client, sending) => client.describeAlarms({ AlarmNames: names, MaxRecords: namesOfRequest }, sending),
        region,
      );
      return MetricAlarms;
    }),
  );
  return new Map(found.flat().map((alarm) => [alarm.AlarmName ?? "", alarm]));
}

/** Judges an alarm that should be there; `undefined` for one that is not. */
export function alarmFaults(name: string, alarm: MetricAlarm | undefined): readonly string[] {
  if (alarm === undefined) return [`${name} does not exist`];
  return [
    ...(alarm.ActionsEnabled === true ? [] : [`${name} has its actions disabled`]),
    ...((alarm.AlarmActions ?? []).length > 0 ? [] : [`${name} notifies no one`]),
  ];
}

/** Every alarm of the stack exists, and has a recipient. */
export const alarmsInPlace: Probe = stateProbe({
  name: "alarms-in-place",
  file: "verify/state/alarms.ts",
  title: "Every alarm of the stack exists in CloudWatch, with actions that are enabled",
  rows: ["AH-GO-06", "AH-POST-02", "MP-PD0-03", "MP-SUC-07"],
  actions: ["cloudwatch:DescribeAlarms"],
  look: ({ deployed }) => {
    const alarms = [...ofType(deployed.own, alarmType), ...ofType(deployed.shared, alarmType)];
    return {
      address: `${alarms.length} alarms`,
      wanted: "each exists, has an action, and its actions are enabled",
      measure: async () => {
        const found = await alarmsOf(alarms, deployed);
        const names = alarms.map((alarm) => textOf(alarm, "name"));
        return judged(
          names.flatMap((name) => alarmFaults(name, found.get(name))),
          `${names.length} alarms exist and notify`,
        );
      },
    };
  },
});

/** The age of no secret is an alarm. */
export const secretAges: Probe = stateProbe({
  name: "secret-ages",
  file: "verify/state/alarms.ts",
  title: "No alarm on the age of the secrets has fired: none is due for rotation",
  rows: ["DS-SEC-02", "AH-MNT-08"],
  actions: ["cloudwatch:DescribeAlarms"],
  look: ({ deployed }) => {
    const alarms = ofType(deployed.own, alarmType).filter((alarm) => /-secret-age-\w+$/.test(textOf(alarm, "name")));
    if (alarms.length === 0) return undefined;
    return {
      address: `${alarms.length} alarms on the age of secrets`,
      wanted: "each is OK",
      measure: async () => {
        const found = await alarmsOf(alarms, deployed);
        const faults = alarms.flatMap((alarm) => {
          const name = textOf(alarm, "name");
          const state = found.get(name)?.StateValue ?? "missing";
          return state === "OK" ? [] : [`${name} is ${state}`];
        });
        return judged(faults, "no secret is due");
      },
    };
  },
});

/** No critical alarm fired in the last 24 hours. */
export const criticalAlarms: Probe = stateProbe({
  name: "critical-alarms",
  file: "verify/state/alarms.ts",
  title: "No critical alarm is firing, and none fired in the last 24 hours",
  rows: ["MP-SUC-02"],
  actions: ["cloudwatch:DescribeAlarmHistory", "cloudwatch:DescribeAlarms"],
  look: ({ deployed, now }) => {
    const alarms = [...ofType(deployed.own, alarmType), ...ofType(deployed.shared, alarmType)].filter(
      ({ properties }) => (properties.tags as { readonly severity?: string } | undefined)?.severity === "critical",
    );
    return {
      address: `${alarms.length} critical alarms`,
      wanted: "none in ALARM now or in the last 24 hours",
      measure: async () => {
        const states = await alarmsOf(alarms, deployed);
        const fired = await Promise.all(
          [...byRegion(alarms, deployed)].map(async ([region, names]) => firedSince(deployed, region, names, now())),
        );
        const firing = alarms
          .map((alarm) => textOf(alarm, "name"))
          .filter((name) => states.get(name)?.StateValue === "ALARM")
          .map((name) => `${name} is in ALARM`);
        return judged([...firing, ...fired.flat()], "none fired");
      },
    };
  },
});

async function firedSince(
  { account }: Deployed,
  region: string,
  names: readonly string[],
  now: Date,
): Promise<readonly string[]> {
  const faults: string[] = [];
  let next: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const { AlarmHistoryItems = [], NextToken } = await account.read(
      "cloudwatch",
      (client, sending) =>
        client.describeAlarmHistory(
          {
            HistoryItemType: "StateUpdate",
            StartDate: new Date(now.getTime() - 24 * hour),
            EndDate: now,
            MaxRecords: 100,
            ...(next !== undefined && { NextToken: next }),
          },
          sending,
        ),
      region,
    );
    for (const { AlarmName = "", HistorySummary = "", Timestamp = now } of AlarmHistoryItems)
      if (names.includes(AlarmName) && / to ALARM$/i.test(HistorySummary))
        faults.push(`${AlarmName} fired ${agoOf(Timestamp, now)}`);
    if (NextToken === undefined) return faults;
    next = NextToken;
  }
  throw new Unreachable(`more than ${mostPages * 100} changes of alarms in 24 hours`);
}
