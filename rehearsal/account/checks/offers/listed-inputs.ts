import { atlasRegions, isAtlasRegion } from "../../published/atlas-regions";
import { closedLists } from "../../published/closed-lists";
import type { ClosedList } from "../../published/closed-lists";
import { typeModel } from "../../published/models";
import { offers } from "../../published/offers";
import { isTimeZone, timeZones } from "../../published/time-zones";
import { managedRuleGroups } from "../../published/web-firewall-groups";
import type { WireObject } from "../../resource-type";
import { knownValues } from "../places";
import { flowLogFormat } from "./flow-log-format";
import { allowedIn, none, refused, together } from "./offer";
import type { OfferCheck, Offered, OfferFindings } from "./offer";
import { ruleOverrides } from "./rule-overrides";

/** An input that takes the values of a closed list. */
interface ListedInput {
  /** Where the object stands that has the input: empty for the resource, `rules[].statement` for each of a list. */
  readonly at?: string;
  readonly input: string;
  /** The list, by the object and the resource; undefined where none applies. */
  readonly list: (object: WireObject, offered: Offered) => ClosedList | undefined;
  /** AWS's error: its code and its words. */
  readonly error: (value: string, offered: Offered) => string;
  /** What is looked for in the list, when that is a part of the value; undefined passes the value over. */
  readonly part?: (value: string, offered: Offered) => string | undefined;
  /** A type of which the account may have the value as its id, besides those in the list. */
  readonly own?: string;
}

/** The check of an input by its list. A value that stands already is not asked for again. */
function listed({ at = "", input, list, error, part = (value) => value, own }: ListedInput): OfferCheck {
  const path = at === "" ? input : `${at}.${input}`;
  const find = (offered: Offered): OfferFindings => {
    const standing = new Set(knownValues(offered.olds, at, input).map(({ value }) => value));
    return together(
      knownValues(offered.inputs, at, input).map(({ place, value, object }) => {
        const allowed = list(object, offered);
        const looked = part(value, offered);
        if (!allowed || looked === undefined || allowed.values.includes(looked) || standing.has(value)) return none;
        if (own !== undefined && (!offered.account || offered.account.find(own, "id", value))) return none;
        return refused(place, `${error(value, offered)} ${allowedIn(allowed, looked)}`, allowed.source);
      }),
    );
  };
  return { inputs: [path], find };
}

/** The policies of CloudFront's own, or of the account. */
function distributionPolicy(
  input: string,
  list: "cachePolicies" | "originRequestPolicies" | "responseHeadersPolicies",
  error: string,
): readonly OfferCheck[] {
  const own = `aws:cloudfront/${input.replace(/Id$/, "")}:${input.charAt(0).toUpperCase()}${input.slice(1).replace(/Id$/, "")}`;
  return ["defaultCacheBehavior", "orderedCacheBehaviors[]"].map((at) =>
    listed({ at, input, own, list: () => closedLists()[list], error: (value) => `${error}: ${value}.` }),
  );
}

const managedArn = /^arn:aws:iam::aws:policy\/(.+)$/;
const serviceLinked = "aws-service-role/";

/** A policy that AWS keeps, where it is attached or bounds the rights of an identity. */
function managedPolicy(input: string): readonly OfferCheck[] {
  const ofAws = (value: string) => managedArn.exec(value)?.[1];
  const attachable: OfferCheck = listed({
    input,
    list: () => closedLists().managedPolicies,
    part: ofAws,
    error: (value) => `NoSuchEntity: Policy ${value} does not exist or is not attachable.`,
  });
  const linked: OfferCheck = listed({
    input,
    list: () => {
      const { values, ...about } = closedLists().managedPolicies;
      return { ...about, values: values.filter((each) => !each.startsWith(serviceLinked)) };
    },
    part: (value) => (ofAws(value)?.startsWith(serviceLinked) === true ? ofAws(value) : undefined),
    error: () => "PolicyNotAttachable: Cannot attach a Service Role Policy to a Customer Role.",
  });
  return [attachable, linked];
}

const listener: readonly OfferCheck[] = [
  listed({
    input: "sslPolicy",
    list: () => closedLists().balancerTlsPolicies,
    // The policies by RFC 9151 are newer than the list (Elastic Load Balancing guide, "Security policies").
    part: (value) => (/RFC-?9151/i.test(value) ? undefined : value),
    error: (value) => `SSLPolicyNotFound: SSL policy '${value}' not found.`,
  }),
];

/** The countries of ISO 3166-1, as AWS's model of web firewalls lists them, and "*" for all others. */
const country = listed({
  at: "geolocationRoutingPolicies[]",
  input: "country",
  list: () => {
    const model = typeModel("aws:wafv2/webAcl:WebAcl");
    const values = (model?.at("rules[].statement.geoMatchStatement.countryCodes") ?? [])
      .flatMap((bound) => model?.constraintsOf(bound) ?? [])
      .flatMap(({ values: codes }) => codes ?? []);
    return { source: model?.source.join(", ") ?? "", date: "", values: ["*", ...values] };
  },
  error: (value) => `InvalidInput: The country code ${value} is not valid.`,
});

/** A Region that an Atlas cluster beside the dedicated ones is in. */
const atlasRegion = (at: string, input: string, isAws: (object: WireObject) => boolean) =>
  listed({
    at,
    input,
    list: (object) => (isAws(object) ? atlasRegions() : undefined),
    part: (value) => (isAtlasRegion(value) ? undefined : value),
    error: (value) => `INVALID_REGION: No region ${value} exists for provider AWS.`,
  });

const certificateAuthority = listed({
  input: "caCertIdentifier",
  list: () => closedLists().certificateAuthorities,
  error: (value) => `CertificateNotFound: CertificateIdentifier ${value} not found.`,
});
const databaseEngine = (input: string) =>
  listed({
    input,
    list: () => closedLists().databaseEngines,
    error: (value) => `InvalidParameterValue: Invalid DB engine: ${value}.`,
  });

/** An input of RDS with a list by engine. */
const byEngine = (input: string, lists: "databaseLogs" | "databaseLicenses", error: ListedInput["error"]) =>
  listed({
    input,
    list: ({ engine }) => (typeof engine === "string" ? closedLists()[lists][engine] : undefined),
    error,
  });

const monitoringInterval = listed({
  input: "monitoringInterval",
  list: () => closedLists().monitoringIntervals,
  error: (value) => `InvalidParameterValue: Invalid monitoring interval: ${value}.`,
});

/** A name of the time zone database; its older names are no part of the list. */
const timeZone = (at: string, code: string) =>
  listed({
    at,
    input: "scheduleExpressionTimezone",
    list: () => timeZones,
    part: (value) => (isTimeZone(value) ? undefined : value),
    error: (value) => `${code}: Provided ScheduleExpressionTimezone is invalid: ${value}.`,
  });

const databaseLogs = byEngine(
  "enabledCloudwatchLogsExports",
  "databaseLogs",
  (value) =>
    `InvalidParameterCombination: You cannot use the log types '${value}' with this engine. For supported log types, see the documentation.`,
);

/** The inputs that a closed list decides by itself, by the type's token. */
export const listedInputs: Readonly<Record<string, readonly OfferCheck[]>> = {
  "aws:alb/listener:Listener": listener,
  "aws:backup/plan:Plan": [timeZone("rules[]", "InvalidParameterValueException")],
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": [timeZone("", "InvalidParameterValueException")],
  "aws:cloudfront/distribution:Distribution": [
    listed({
      at: "viewerCertificate",
      input: "minimumProtocolVersion",
      list: () => closedLists().viewerTlsPolicies,
      error: (value) => `InvalidArgument: The security policy ${value} is not valid.`,
    }),
    ...distributionPolicy("cachePolicyId", "cachePolicies", "NoSuchCachePolicy"),
    ...distributionPolicy("originRequestPolicyId", "originRequestPolicies", "NoSuchOriginRequestPolicy"),
    ...distributionPolicy("responseHeadersPolicyId", "responseHeadersPolicies", "NoSuchResponseHeadersPolicy"),
  ],
  "aws:cloudwatch/logGroup:LogGroup": [
    listed({
      input: "retentionInDays",
      list: () => {
        const { values, ...about } = closedLists().logRetentionDays;
        // The provider sends no time for 0, which keeps for ever.
        return { ...about, values: ["0", ...values] };
      },
      error: (value) =>
        `InvalidParameterException: Value '${value}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set.`,
    }),
  ],
  "aws:elasticache/serverlessCache:ServerlessCache": [
    listed({
      input: "majorEngineVersion",
      list: ({ engine }) => {
        const { cacheVersions, source, date } = offers();
        const versions = typeof engine === "string" ? cacheVersions[engine] : undefined;
        // Of memcached the first two numbers are the major version.
        const majors = versions?.map((version) => version.split(".", engine === "memcached" ? 2 : 1).join("."));
        return majors && { source, date, values: [...new Set(majors)] };
      },
      error: (value) => `InvalidParameterValue: Invalid major engine version ${value}.`,
    }),
  ],
  "aws:ec2/flowLog:FlowLog": [flowLogFormat],
  "aws:ecs/service:Service": [
    listed({
      input: "platformVersion",
      list: () => closedLists().fargatePlatforms,
      error: (value) => `PlatformUnknownException: The specified platform version ${value} doesn't exist.`,
    }),
  ],
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": managedPolicy("policyArn"),
  "aws:iam/policyAttachment:PolicyAttachment": managedPolicy("policyArn"),
  "aws:iam/role:Role": [...managedPolicy("managedPolicyArns"), ...managedPolicy("permissionsBoundary")],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": managedPolicy("policyArn"),
  "aws:iam/user:User": managedPolicy("permissionsBoundary"),
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": managedPolicy("policyArn"),
  "aws:lb/listener:Listener": listener,
  "aws:rds/cluster:Cluster": [databaseEngine("engine"), databaseLogs, certificateAuthority, monitoringInterval],
  "aws:rds/clusterInstance:ClusterInstance": [databaseEngine("engine"), certificateAuthority, monitoringInterval],
  "aws:rds/eventSubscription:EventSubscription": [
    listed({
      input: "sourceType",
      list: () => closedLists().eventSources,
      error: (value) => `InvalidParameterValue: Invalid source type: ${value}.`,
    }),
  ],
  "aws:rds/instance:Instance": [
    databaseEngine("engine"),
    databaseLogs,
    byEngine("licenseModel", "databaseLicenses", (value) => `InvalidParameterValue: Invalid license model '${value}'.`),
    certificateAuthority,
    monitoringInterval,
    listed({
      input: "storageType",
      list: () => closedLists().databaseStorageTypes,
      error: (value) => `InvalidParameterValue: Invalid storage type: ${value}.`,
    }),
  ],
  "aws:rds/optionGroup:OptionGroup": [databaseEngine("engineName")],
  "aws:route53/record:Record": [country],
  "aws:scheduler/schedule:Schedule": [timeZone("", "ValidationException")],
  "aws:sns/topicSubscription:TopicSubscription": [
    listed({
      input: "protocol",
      list: () => closedLists().subscriptionProtocols,
      error: (value) => `InvalidParameter: Invalid parameter: Does not support this protocol string: ${value}.`,
    }),
  ],
  "aws:wafv2/webAcl:WebAcl": [
    ruleOverrides,
    listed({
      at: "rules[].statement.managedRuleGroupStatement",
      input: "name",
      // Groups of other vendors are bought, and no list of them is published.
      list: ({ vendorName }) => (vendorName === "AWS" ? managedRuleGroups : undefined),
      error: (value) =>
        `WAFNonexistentItemException: ManagedRules with name ${value} by vendor AWS does not exist. Please check your inputs.`,
    }),
  ],
  "mongodbatlas:index/flexCluster:FlexCluster": [
    atlasRegion("providerSettings", "regionName", ({ backingProviderName }) => backingProviderName === "AWS"),
  ],
};
