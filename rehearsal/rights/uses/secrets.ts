import { text } from "../calls/type-calls";
import { type Asking, keyUses, uses, via } from "./common-uses";
import type { Graph } from "./graph";
import type { Use } from "./use";

/**
 * Reading a secret of Secrets Manager or a parameter of Systems Manager, and using its key for it. Sources: Secrets Manager
 * guide, "Secret encryption and decryption" (the encryption context); Parameter Store guide, "AWS KMS encryption".
 * @param reference an ARN, with a member and a version behind it where ECS reads it
 */
export function secretUses(asking: Asking, graph: Graph, reference: string, region: string): readonly Use[] {
  const parts = reference.split(":");
  if (parts[2] === "secretsmanager") {
    const arn = parts.slice(0, 7).join(":");
    return [
      ...uses(asking, ["secretsmanager:GetSecretValue"], arn),
      ...keyUses(asking, graph, {
        key: text(graph.at(arn)?.state.kmsKeyId),
        region: parts[3] ?? region,
        actions: ["kms:Decrypt"],
        context: { ...via("secretsmanager", parts[3] ?? region), "kms:EncryptionContext:SecretARN": arn },
      }),
    ];
  }
  const name = parts[2] === "ssm" ? (parts[5] ?? "").replace(/^parameter/, "") : reference;
  const arn = `arn:aws:ssm:${region}:${graph.account}:parameter${name.startsWith("/") ? name : `/${name}`}`;
  return [
    ...uses(asking, ["ssm:GetParameters"], arn),
    ...keyUses(asking, graph, {
      key: text(graph.at(arn)?.state.keyId),
      region,
      actions: ["kms:Decrypt"],
      context: { ...via("ssm", region), "kms:EncryptionContext:PARAMETER_ARN": arn },
    }),
  ];
}
