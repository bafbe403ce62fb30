import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { AccountView, Creation, Refusal, ResourceTypes } from "../../resource-type";
import { firstRefusal } from "../first-refusal";
import { loadBalancerTypes } from "./lb-checks";
import { textOf, uuid } from "../wire-text";
import { statementsIn, webAclChecks, webAclCapacity } from "./wafv2-rules";

const webAclType = "aws:wafv2/webAcl:WebAcl";
const ruleGroupType = "aws:wafv2/ruleGroup:RuleGroup";

const nameRule = {
  property: "name",
  pattern: /[\w-]+/,
  maxLength: 128,
  allowed: "1 to 128 letters, digits, hyphens and underscores",
  uniqueIn: "scope",
  taken: "WAFDuplicateItemException",
} as const;

const inputInvalid = (message: string): Refusal => ({
  code: "WAFInvalidParameterException",
  message: `Error reason: ${message}`,
});

/** `arn:aws:wafv2:<region>:<account>:regional/<kind>/<name>/<id>`, `global` in place of `regional` for CloudFront. */
function wafArn(kind: string) {
  return ({ inputs, name, id, arn }: Creation<{ scope: aws.wafv2.WebAclArgs["scope"] }>): string =>
    arn("wafv2", `${inputs.scope === "CLOUDFRONT" ? "global" : "regional"}/${kind}/${name}/${id}`);
}

/** WAF deletes nothing that a web ACL or a rule group still names in one of its statements. */
function namedInRules(state: { readonly arn?: unknown }, account: AccountView): Refusal | undefined {
  const user = [webAclType, ruleGroupType]
    .flatMap((type) => account.list(type))
    .find(({ state: other }) => other.arn !== state.arn && statementsIn(other.rules).includes(textOf(state.arn)));
  return user
    ? {
        code: "WAFAssociatedItemException",
        message: `AWS WAF couldn't perform the operation because your resource is being used by ${user.id}.`,
      }
    : undefined;
}

function scope({ inputs, account }: Creation<{ scope: aws.wafv2.WebAclArgs["scope"] }>): Refusal | undefined {
  const { scope: given } = inputs;
  // What is for CloudFront stands in us-east-1 (AWS WAF API reference, CreateWebACL, "Scope").
  const valid = given === "REGIONAL" || (given === "CLOUDFRONT" && account.region === "us-east-1");
  return given === undefined || valid
    ? undefined
    : inputInvalid(`The scope is not valid., field: SCOPE_VALUE, parameter: ${given}`);
}

/** A log group, delivery stream or bucket; each must have a name that begins as WAF demands. */
function logDestination({ inputs, account }: Creation<aws.wafv2.WebAclLoggingConfigurationArgs>): Refusal | undefined {
  const [destination, ...more] = inputs.logDestinationConfigs ?? [];
  if (destination === undefined || more.length > 0) return inputInvalid("Give exactly one log destination.");
  const name = destination
    .replace(/:\*$/, "")
    .replace(/^.*(:log-group:|:deliverystream\/|:::)/, "")
    .split("/")[0];
  if (!textOf(name).startsWith("aws-waf-logs-")) {
    return inputInvalid(`The ARN isn't valid., field: LOG_DESTINATION, parameter: ${destination}`);
  }
  const isLogGroup = destination.includes(":log-group:");
  return isLogGroup && !account.find("aws:cloudwatch/logGroup:LogGroup", "name", name)
    ? { code: "WAFLogDestinationPermissionIssueException", message: `There is no log group ${textOf(name)}.` }
    : undefined;
}

/** Load balancers take regional web ACLs, and network load balancers none (AWS WAF API reference, AssociateWebACL). */
function associable({ inputs, account }: Creation<aws.wafv2.WebAclAssociationArgs>): Refusal | undefined {
  const { webAclArn, resourceArn } = inputs;
  const wrong = textOf(webAclArn).includes(":global/webacl/")
    ? webAclArn
    : loadBalancerTypes
        .map((type) => account.find(type, "arn", resourceArn))
        .find((balancer) => balancer && textOf(balancer.state.loadBalancerType, "application") !== "application")?.id;
  return wrong === undefined
    ? undefined
    : inputInvalid(`The ARN isn't valid. A valid ARN begins with arn:., field: RESOURCE_ARN, parameter: ${wrong}`);
}

/** One web ACL per resource; WAF moves an association silently, the provider's two would fight over it. */
function oneAssociation({ inputs, id, account }: Creation<aws.wafv2.WebAclAssociationArgs>): Refusal | undefined {
  const other = account
    .list("aws:wafv2/webAclAssociation:WebAclAssociation")
    .find((association) => association.id !== id && association.state.resourceArn === inputs.resourceArn);
  return (
    other && { code: "WAFAssociatedItemException", message: `${textOf(inputs.resourceArn)} has a web ACL already.` }
  );
}

const webAclReference = { to: webAclType, by: "arn", missing: "WAFNonexistentItemException" } as const;

export const wafv2: ResourceTypes = {
  [webAclType]: resourceType<aws.wafv2.WebAclArgs, aws.wafv2.WebAclState>({
    title: "WAFv2 Web ACL",
    empty: { namePrefix: "" },
    name: nameRule,
    id: (creation) => uuid(creation),
    taggable: true,
    computed: {
      arn: wafArn("webacl"),
      capacity: webAclCapacity,
      lockToken: (creation) => uuid(creation, "lock"),
      applicationIntegrationUrl: () => "",
    },
    recomputed: ["lockToken", "capacity"],
    replaces: ["name", "namePrefix", "scope"],
    references: [
      {
        property: "rules[].statement.ruleGroupReferenceStatement.arn",
        to: ruleGroupType,
        by: "arn",
        missing: "WAFNonexistentItemException",
      },
    ],
    refuses: firstRefusal(scope, webAclChecks),
  }),
  "aws:wafv2/webAclAssociation:WebAclAssociation": resourceType<
    aws.wafv2.WebAclAssociationArgs,
    aws.wafv2.WebAclAssociationState
  >({
    title: "WAFv2 Web ACL Association",
    id: ({ inputs }) => `${textOf(inputs.webAclArn)},${textOf(inputs.resourceArn)}`,
    replaces: ["webAclArn", "resourceArn"],
    references: [
      { ...webAclReference, property: "webAclArn", inUse: "WAFAssociatedItemException" },
      {
        property: "resourceArn",
        to: loadBalancerTypes,
        by: "arn",
        missing: "WAFUnavailableEntityException",
        // API Gateway, AppSync, Cognito and the rest are not load balancers and are not looked for.
        except: /^arn:aws:(?!elasticloadbalancing)/,
      },
    ],
    refuses: firstRefusal(associable, oneAssociation),
  }),
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": resourceType<
    aws.wafv2.WebAclLoggingConfigurationArgs,
    aws.wafv2.WebAclLoggingConfigurationState
  >({
    title: "WAFv2 Web ACL Logging Configuration",
    puts: true,
    id: ({ inputs }) => textOf(inputs.resourceArn),
    replaces: ["resourceArn"],
    references: [{ ...webAclReference, property: "resourceArn" }],
    partOf: { property: "resourceArn", to: webAclType, by: "arn" },
    refuses: logDestination,
  }),
  [ruleGroupType]: resourceType<aws.wafv2.RuleGroupArgs, aws.wafv2.RuleGroupState>({
    title: "WAFv2 Rule Group",
    empty: { namePrefix: "" },
    name: nameRule,
    id: (creation) => uuid(creation),
    taggable: true,
    computed: { arn: wafArn("rulegroup"), lockToken: (creation) => uuid(creation, "lock") },
    recomputed: ["lockToken"],
    replaces: ["name", "namePrefix", "scope", "capacity"],
    refuses: scope,
    refusesDeletion: namedInRules,
  }),
};
