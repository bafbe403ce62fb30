import type * as pulumi from "@pulumi/pulumi";
import { jsonText } from "../stated-values";

/** Condition operators, each with its condition keys and their values: `{ Bool: { "aws:SecureTransport": "false" } }`. */
export type PolicyConditions = Readonly<
  Record<string, Readonly<Record<string, pulumi.Input<string> | readonly pulumi.Input<string>[]>>>
>;

/** One statement of an IAM or resource policy. */
export interface PolicyStatement {
  /** The Sid, with letters and digits only. */
  sid: string;
  effect: "Allow" | "Deny";
  /** The principals, by kind: `{ Service: [...] }`, `{ AWS: [...] }`, or "*"; absent in the policy of a role. */
  principals?: "*" | Readonly<Record<string, readonly pulumi.Input<string>[]>>;
  actions: readonly string[];
  resources?: pulumi.Input<readonly pulumi.Input<string>[]>;
  conditions?: PolicyConditions;
}

/** Writes statements as a policy document of IAM's language, version 2012-10-17. */
export function policyDocument(statements: readonly PolicyStatement[]): pulumi.Output<string> {
  return jsonText({
    Version: "2012-10-17",
    Statement: statements.map(({ sid, effect, principals, actions, resources, conditions }) => ({
      Sid: sid,
      Effect: effect,
      ...(principals && { Principal: principals }),
      Action: actions,
      ...(resources && { Resource: resources }),
      ...(conditions && { Condition: conditions }),
    })),
  });
}
