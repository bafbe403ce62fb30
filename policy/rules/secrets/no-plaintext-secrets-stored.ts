import { hasCredential, holdsSecret, isCredential, isSecretName } from "../../readings/secret-names";
import { textIn } from "../../readings/json-text";
import { resourceRule } from "../../rule";

/** Inputs of a parameter, or of an object in a bucket. */
interface StoredArgs {
  readonly type: string;
  readonly name: string;
  readonly value: string;
  readonly insecureValue: string;
  readonly content: string;
}

const parameter = "aws:ssm/parameter:Parameter";

export const noPlaintextSecretsStored = resourceRule<StoredArgs>({
  id: "no-plaintext-secrets-stored",
  title: "Secrets and private keys are kept in Secrets Manager, not in plain parameters or objects",
  severity: "critical",
  rows: ["DS-SEC-01", "MP-AUTH-02", "MP-ENV-03"],
  frameworks: ["Checkov CKV2_AWS_34"],
  remediation: "Move the value to Secrets Manager, or make the parameter a SecureString; then change the value.",
  example: 'new aws.ssm.Parameter("key", { name: "/app/JWT_SECRET", type: "String", value });',
  unwaivable: "A plain parameter is read by everybody who may read settings, and its old versions stay.",
  types: [parameter, "aws:s3/bucketObject:BucketObject", "aws:s3/bucketObjectv2:BucketObjectv2"],
  check({ type, name, props }, examination) {
    const needed = "a secret of Secrets Manager";
    if (type !== parameter) {
      examination.requires({
        read: () => textIn(props.content, "content"),
        accept: (content) => !hasCredential(content),
        found: () => "an object with a credential in it",
        needed,
        setting: "content",
      });
      return;
    }
    examination.attempt(() => {
      if (props.type === "SecureString") return;
      const last = (props.name ?? name).split("/").pop() ?? "";
      // By its name at once; a value that is not known yet tells nothing of it.
      if (isSecretName(last) && props.value === undefined && props.insecureValue === undefined) return;
      const value = textIn(props.value ?? props.insecureValue, "value");
      const byName = isSecretName(last) && holdsSecret(value, last);
      if (!byName && !isCredential(value)) return;
      const found = `a plain parameter ${byName ? `called ${last}, a secret by its name` : "whose value looks like a credential"}`;
      examination.fails({
        found,
        needed: `SecureString, or ${needed}`,
        setting: "type",
        guessed: !isCredential(value),
      });
    });
  },
});
