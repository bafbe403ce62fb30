import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { Creation, Refusal, ResourceTypes } from "../../resource-type";
import { firstRefusal } from "../first-refusal";
import { textOf } from "../wire-text";

type ParameterCreation = Creation<aws.ssm.ParameterArgs>;

/** The name behind `parameter` in an ARN always begins with one slash. */
function arnName(name: string): string {
  return name.startsWith("/") ? name : `/${name}`;
}

/** Source: PutParameter, "Name". */
function name({ name: given }: ParameterCreation): Refusal | undefined {
  if (/^\/?(aws|ssm)/i.test(given)) {
    return { code: "AccessDeniedException", message: `No access to reserved parameter name: ${given}.` };
  }
  if (given.split("/").filter(Boolean).length > 15) {
    return {
      code: "HierarchyLevelLimitExceededException",
      message: "A hierarchy can have a maximum of 15 levels. For more information, see Requirements and constraints.",
    };
  }
  return given.includes("/") && !given.startsWith("/")
    ? { code: "ValidationException", message: `Parameter name must be a fully qualified name: ${given}.` }
    : undefined;
}

/** Source: PutParameter, "Type" and "Tier". Values are never quoted. */
function value({ inputs }: ParameterCreation): Refusal | undefined {
  const type = textOf(inputs.type);
  if (!["String", "StringList", "SecureString"].includes(type)) {
    return { code: "ValidationException", message: `The type ${type} must be String, StringList or SecureString.` };
  }
  if (inputs.value === undefined && inputs.insecureValue === undefined && inputs.valueWo === undefined) {
    return { code: "ValidationException", message: "A parameter needs a value." };
  }
  const length = textOf(inputs.value ?? inputs.insecureValue).length;
  const limit = inputs.tier === "Advanced" || inputs.tier === "Intelligent-Tiering" ? 8192 : 4096;
  if (length > limit) {
    return { code: "ValidationException", message: `The value has ${length} characters; this tier allows ${limit}.` };
  }
  return type !== "SecureString" && inputs.keyId !== undefined
    ? { code: "ValidationException", message: "KeyId is required for SecureString type parameter only." }
    : undefined;
}

/** The version goes up by one with every change of the value. */
function version({ account, name: given }: ParameterCreation): number {
  return Number(account.find("aws:ssm/parameter:Parameter", "name", given)?.state.version ?? 0) + 1;
}

export const ssm: ResourceTypes = {
  "aws:ssm/parameter:Parameter": resourceType<aws.ssm.ParameterArgs, aws.ssm.ParameterState>({
    title: "SSM Parameter",
    empty: { value: "", hasValueWo: false },
    name: {
      property: "name",
      pattern: /[a-zA-Z0-9_.\-/]+/,
      maxLength: 1011,
      allowed: "1 to 1011 letters, digits, dots, hyphens, underscores and slashes",
      taken: "ParameterAlreadyExists",
    },
    taggable: true,
    defaults: { tier: "Standard", dataType: "text" },
    computed: {
      arn: ({ name: given, arn }) => arn("ssm", `parameter${arnName(given)}`),
      version,
      insecureValue: () => "",
      keyId: ({ inputs }) => (inputs.type === "SecureString" ? "alias/aws/ssm" : ""),
    },
    recomputed: ["version"],
    secretOutputs: ["value", "valueWo"],
    replaces: ["name", "dataType"],
    references: [
      {
        property: "keyId",
        to: ["aws:kms/key:Key", "aws:kms/alias:Alias"],
        by: ["id", "arn", "name"],
        missing: "InvalidKeyId",
        except: /^alias\/aws\//,
      },
    ],
    refuses: firstRefusal(name, value),
  }),
};
