import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { Refusal, ResourceTypes } from "../../resource-type";
import { absentPrincipal, parsePolicy } from "../policy-language";

const invalid = (message: string): Refusal => ({ code: "InvalidParameterException", message });

const repositoryReference = {
  property: "repository",
  to: "aws:ecr/repository:Repository",
  by: "name",
  missing: "RepositoryNotFoundException",
} as const;

/** What ECR refuses about a lifecycle policy: bad JSON, no rules, a priority used twice. */
export function lifecyclePolicyRefusal(document: unknown): Refusal | undefined {
  if (typeof document !== "string") return undefined;
  let parsed: { rules?: LifecycleRule[] };
  try {
    parsed = JSON.parse(document) as typeof parsed;
  } catch {
    return invalid("Lifecycle policy validation failure: the text is not valid JSON");
  }
  if (!Array.isArray(parsed.rules) || parsed.rules.length === 0) {
    return invalid("Lifecycle policy validation failure: object has missing required properties ([rules])");
  }
  const priorities = parsed.rules.map(({ rulePriority }) => rulePriority);
  if (priorities.some((priority) => !Number.isInteger(priority) || Number(priority) < 1)) {
    return invalid("Lifecycle policy validation failure: rulePriority must be an integer of at least 1");
  }
  if (new Set(priorities).size < priorities.length) {
    return invalid("Lifecycle policy validation failure: rulePriority must be unique");
  }
  return parsed.rules.map((rule) => selectionRefusal(rule, priorities as number[])).find(Boolean);
}

/** A rule as far as the checks look at it; it is the program's own text. */
interface LifecycleRule {
  readonly rulePriority?: unknown;
  readonly selection?: {
    readonly tagStatus?: unknown;
    readonly tagPrefixList?: unknown;
    readonly tagPatternList?: unknown;
    readonly countType?: unknown;
    readonly countUnit?: unknown;
  };
}

/** Source: Amazon ECR user guide, "Lifecycle policy properties in Amazon ECR". */
function selectionRefusal({ rulePriority, selection = {} }: LifecycleRule, priorities: number[]): Refusal | undefined {
  const failure = (text: string) => invalid(`Lifecycle policy validation failure: ${text}`);
  if (selection.tagStatus === "any" && Number(rulePriority) < Math.max(...priorities)) {
    return failure("a rule with tagStatus any must have the highest rulePriority and be evaluated last");
  }
  if (selection.tagStatus === "tagged" && (selection.tagPrefixList ?? selection.tagPatternList) === undefined) {
    return failure("tagPrefixList or tagPatternList is required with tagStatus tagged");
  }
  return selection.countType === "sinceImagePushed" && selection.countUnit === undefined
    ? failure("countUnit is required with countType sinceImagePushed")
    : undefined;
}

export const ecr: ResourceTypes = {
  "aws:ecr/repository:Repository": resourceType<aws.ecr.RepositoryArgs, aws.ecr.RepositoryState>({
    title: "ECR Repository",
    name: {
      property: "name",
      pattern: /(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*/,
      minLength: 2,
      maxLength: 256,
      allowed:
        "2 to 256 lower-case letters, digits, hyphens, underscores, periods and slashes, beginning with a letter or digit",
      taken: "RepositoryAlreadyExistsException",
    },
    taggable: true,
    defaults: { imageTagMutability: "MUTABLE" },
    computed: {
      arn: ({ name, arn }) => arn("ecr", `repository/${name}`),
      registryId: ({ account }) => account.accountId,
      repositoryUrl: ({ name, account }) => `${account.accountId}.dkr.ecr.${account.region}.amazonaws.com/${name}`,
      encryptionConfigurations: () => [{ encryptionType: "AES256", kmsKey: "" }],
      imageScanningConfiguration: () => ({ scanOnPush: false }),
    },
    replaces: ["name", "encryptionConfigurations"],
    references: [
      {
        property: "encryptionConfigurations[].kmsKey",
        to: "aws:kms/key:Key",
        by: ["id", "arn"],
        missing: "KmsException",
      },
    ],
  }),
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": resourceType<aws.ecr.LifecyclePolicyArgs, aws.ecr.LifecyclePolicyState>({
    title: "ECR Lifecycle Policy",
    puts: true,
    id: ({ inputs }) => inputs.repository ?? "",
    computed: { registryId: ({ account }) => account.accountId },
    replaces: ["repository"],
    references: [repositoryReference],
    refuses: ({ inputs }) => lifecyclePolicyRefusal(inputs.policy),
  }),
  "aws:ecr/repositoryPolicy:RepositoryPolicy": resourceType<
    aws.ecr.RepositoryPolicyArgs,
    aws.ecr.RepositoryPolicyState
  >({
    title: "ECR Repository Policy",
    puts: true,
    id: ({ inputs }) => inputs.repository ?? "",
    computed: { registryId: ({ account }) => account.accountId },
    replaces: ["repository"],
    references: [repositoryReference],
    refuses: ({ inputs, account }) => {
      const statements = parsePolicy(inputs.policy);
      if (typeof statements === "string") return invalid(`Invalid repository policy provided: ${statements}`);
      const absent = absentPrincipal(statements, account);
      return absent === undefined
        ? undefined
        : invalid(
            `Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided': ${absent} does not exist`,
          );
    },
  }),
  "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration": resourceType<
    aws.ecr.RegistryScanningConfigurationArgs,
    aws.ecr.RegistryScanningConfigurationState
  >({
    title: "ECR Registry Scanning Configuration",
    puts: true,
    id: ({ account }) => account.accountId,
    computed: { registryId: ({ account }) => account.accountId },
  }),
};
