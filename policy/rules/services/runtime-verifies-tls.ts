import { containerTypes, eachContainer } from "../../selectors/containers";
import type { TaskArgs } from "../../selectors/containers";
import { resourceRule } from "../../rule";

/** A variable by which a runtime or a client goes without a check, and the values that do so. */
interface Weakening {
  readonly name: RegExp;
  readonly value: RegExp;
  readonly what: string;
}

/**
 * Sources: the documentation of each: Node.js "Command-line API", CPython PEP 493, Git "git-config", PostgreSQL "Environment
 * variables", the MongoDB connection string options, OpenJDK "JPDA connection and invocation".
 */
const weakenings: readonly Weakening[] = [
  { name: /^NODE_TLS_REJECT_UNAUTHORIZED$/, value: /^0$/, what: "accepts every certificate" },
  { name: /^PYTHONHTTPSVERIFY$/, value: /^0$/, what: "accepts every certificate" },
  { name: /^(GIT_SSL_NO_VERIFY|CURL_INSECURE)$/, value: /^(1|true)$/i, what: "accepts every certificate" },
  { name: /^PGSSLMODE$/, value: /^(disable|allow|prefer)$/i, what: "connects to Postgres without TLS" },
  { name: /./, value: /[?&\s]sslmode=(disable|allow|prefer)\b/i, what: "connects to Postgres without TLS" },
  { name: /./, value: /^mongodb(\+srv)?:.*[?&](tls|ssl)=false\b/i, what: "connects to MongoDB without TLS" },
  {
    name: /./,
    value: /^mongodb(\+srv)?:.*[?&]tls(Insecure|AllowInvalid\w+)=true\b/i,
    what: "accepts every certificate",
  },
  { name: /^NODE_OPTIONS$/, value: /--inspect(-brk|-wait)?(=|\s|$)/, what: "opens a debugger" },
  { name: /^NODE_OPTIONS$/, value: /--(insecure-http-parser|tls-min-v1\.[01])\b/, what: "weakens HTTP or TLS" },
  { name: /^JAVA_TOOL_OPTIONS$|^JDK_JAVA_OPTIONS$/, value: /-agentlib:jdwp|-Xdebug/, what: "opens a debugger" },
];

export const runtimeVerifiesTls = resourceRule<TaskArgs>({
  id: "runtime-verifies-tls",
  title: "No variable of a container switches TLS or the check of certificates off, or opens a debugger",
  severity: "high",
  enforcement: "deployed",
  rows: ["MP-DB-06", "DS-JWT-09"],
  frameworks: [],
  remediation: "Remove the variable. Add the certificate of a private authority to the image instead.",
  example: 'environment: [{ name: "NODE_TLS_REJECT_UNAUTHORIZED", value: "0" }]',
  types: containerTypes,
  check(resource, context) {
    eachContainer(resource, context, (container) => {
      context.each(
        () => container.environment,
        ({ name, value }) => {
          const found = weakenings.find((one) => one.name.test(name) && value !== undefined && one.value.test(value));
          if (found === undefined) return;
          context.fails({
            found: `${name}, which ${found.what}, in container ${container.name}`,
            needed: "TLS with checked certificates, and no debugger",
            setting: name,
          });
        },
      );
    });
  },
});
