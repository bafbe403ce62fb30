import { createHash } from "node:crypto";
import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { Creation, Refusal, ResourceTypes } from "../../resource-type";
import { textOf } from "../wire-text";

const functionType = "aws:lambda/function:Function";

type InvocationCreation = Creation<aws.lambda.InvocationArgs>;

/** Bytes of the largest request Lambda takes for a run that is waited for. Source: Lambda quotas. */
const largestInput = 6 * 1024 * 1024;

function input({ inputs }: InvocationCreation): Refusal | undefined {
  const text = textOf(inputs.input);
  if (Buffer.byteLength(text) > largestInput) {
    return {
      code: "RequestTooLargeException",
      message: `${Buffer.byteLength(text)} byte payload is too large for the RequestResponse invocation type (limit ${largestInput} bytes).`,
    };
  }
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return { code: "InvalidRequestContentException", message: "Could not parse request body into json." };
  }
}

/**
 * A run of a function that the program asks for. The account runs no code: every run succeeds, and its answer is an
 * object without anything in it. Modelled is a run on creation and replacement only, which is the provider's default.
 */
export const lambdaInvocation: ResourceTypes = {
  "aws:lambda/invocation:Invocation": resourceType<aws.lambda.InvocationArgs, aws.lambda.InvocationState>({
    title: "Lambda Invocation",
    id: ({ inputs }) =>
      [
        textOf(inputs.functionName),
        textOf(inputs.qualifier, "$LATEST"),
        createHash("md5").update(textOf(inputs.input)).digest("hex"),
      ].join("_"),
    defaults: { lifecycleScope: "CREATE_ONLY", qualifier: "$LATEST", terraformKey: "tf" },
    computed: { result: () => "{}" },
    replaces: ["functionName", "input", "lifecycleScope", "qualifier", "tenantId", "terraformKey", "triggers"],
    references: [
      {
        property: "functionName",
        to: functionType,
        by: ["name", "arn", "qualifiedArn"],
        missing: "ResourceNotFoundException",
      },
    ],
    refuses: input,
  }),
};
