import type { RuleContext } from "../../context";
import { containerTypes, eachContainer } from "../../selectors/containers";
import type { TaskArgs } from "../../selectors/containers";
import { eachKnownText } from "../../selectors/texts";
import { known } from "../../unknown-value";
import { resourceRule } from "../../rule";
import type { CheckedResource } from "../../rule";

/** The prefix of a Paystack or Stripe key shows whether it moves real money. */
const paymentKey = /\b[spr]k_(live|test)_/g;

/** Names of secrets that hold such a key. */
const paymentName = /paystack|stripe|payment/i;

export const paymentKeysMatchStage = resourceRule<TaskArgs & Record<string, unknown>>({
  id: "payment-keys-match-stage",
  title: "Production has no test payment keys, and other stages have no live ones",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["AH-VAR-08", "AH-VAR-09"],
  frameworks: [],
  remediation:
    "Use the keys that start with sk_live_ and pk_live_ in production only, and the _test_ keys in every other stage.",
  example: 'new aws.secretsmanager.SecretVersion("paystack", { secretId, secretString: liveKey }); // in staging',
  types: [
    ...containerTypes,
    "aws:secretsmanager/secretVersion:SecretVersion",
    "aws:ssm/parameter:Parameter",
    "aws:lambda/function:Function",
  ],
  check(resource, context) {
    if ((containerTypes as readonly string[]).includes(resource.type)) {
      eachContainer(resource, context, (container) => {
        context.each(
          () => container.environment,
          ({ name, value }) => {
            requiresFitting(context, value ?? "", `the variable ${name} in container ${container.name}`);
          },
        );
      });
    } else {
      checkValues(resource, context);
    }
  },
});

function checkValues({ name, props, type }: CheckedResource<Record<string, unknown>>, context: RuleContext): void {
  const values = props as Record<string, unknown>;
  const [property, where] = type.startsWith("aws:lambda/")
    ? ["environment", "a variable of the function"]
    : type.startsWith("aws:ssm/")
      ? ["value", "the parameter"]
      : ["secretString", "the secret"];
  // Only names of payment services stay undecided: every generated secret is unknown at first.
  if (paymentName.test(name)) context.guard(() => values[property]);
  eachKnownText(
    known(() => values[property]),
    (text) => {
      requiresFitting(context, text, where);
    },
  );
}

function requiresFitting(context: RuleContext, text: string, where: string): void {
  const kinds = new Set([...text.matchAll(paymentKey)].map(([, kind]) => kind));
  const wrong = context.production ? "test" : "live";
  if (!kinds.has(wrong)) return;
  context.fails({
    found: `a ${wrong} key in ${where}`,
    needed: context.production ? "a live key" : "a test key; live keys are for production only",
    setting: "the payment service's keys",
  });
}
