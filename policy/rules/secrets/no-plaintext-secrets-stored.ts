import { hasCredential, holdsSecret, isSecretName } from "../../selectors/secrets/secret-names";
import { decodedText, secretInText } from "../../selectors/secrets/secret-places";
import { textIn } from "../../selectors/json-text";
import { resourceRule } from "../../rule";

/** Inputs of a parameter, or of an object in a bucket. */
interface StoredArgs {
  readonly type: string;
  readonly name: string;
  readonly value: string;
  readonly insecureValue: string;
  readonly key: string;
  readonly content: string;
  readonly contentBase64: string;
  /** An asset; one of a text has it here. */
  readonly source: { readonly text?: unknown };
}

/** A secret-like name in a program or a page is a variable or a form field. */
const isProgram = /\.(m?jsx?|tsx?|html?|css|svg|map|py|go|java)$/i;

const parameter = "aws:ssm/parameter:Parameter";

export const noPlaintextSecretsStored = resourceRule<StoredArgs>({
  id: "no-plaintext-secrets-stored",
  title: "No plaintext secrets in SSM parameters or S3 objects",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["DS-SEC-01", "MP-AUTH-02", "MP-ENV-03"],
  frameworks: ["Checkov CKV2_AWS_34"],
  remediation: "Move the value to Secrets Manager, or use a SecureString parameter; then rotate the value.",
  example: 'new aws.ssm.Parameter("key", { name: "/app/JWT_SECRET", type: "String", value });',
  unwaivable: "Everyone who may read parameters can read a String parameter, and its old versions remain.",
  types: [parameter, "aws:s3/bucketObject:BucketObject", "aws:s3/bucketObjectv2:BucketObjectv2"],
  check({ type, name, props }, context) {
    const needed = "a Secrets Manager secret";
    if (type !== parameter) {
      context.requires({
        read: () =>
          textIn(
            props.content ?? decodedText(textIn(props.contentBase64, "contentBase64")) ?? textOf(props),
            "content",
          ),
        accept: (content) => !(isProgram.test(props.key ?? "") ? hasCredential(content) : secretInText(content)),
        found: () => "an object with a credential in it",
        needed,
        setting: "content",
      });
      return;
    }
    context.guard(() => {
      if (props.type === "SecureString") return;
      const last = (props.name ?? name).split("/").pop() ?? "";
      // By its name at once; the value may be unknown.
      if (isSecretName(last) && props.value === undefined && props.insecureValue === undefined) return;
      const value = textIn(props.value ?? props.insecureValue, "value");
      const byName = isSecretName(last) && holdsSecret(value, last);
      if (!byName && secretInText(value) === undefined) return;
      const found = `a plain parameter ${byName ? `${last}, named like a secret` : "whose value looks like a credential"}`;
      context.fails({
        found,
        needed: `SecureString, or ${needed}`,
        setting: "type",
        guessed: !hasCredential(value),
      });
    });
  },
});

/** The text of an asset that is one; a file or an archive has none here. */
function textOf({ source }: { readonly source?: StoredArgs["source"] }): string | undefined {
  return typeof source?.text === "string" ? source.text : undefined;
}
