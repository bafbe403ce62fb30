import { noPlaintextSecretsInEnv } from "../../../policy/rules/secrets/no-plaintext-secrets-in-env";
import { ecsImageImmutable } from "../../../policy/rules/services/ecs-image-immutable";
import { ecsLoggingRequired } from "../../../policy/rules/services/ecs-logging-required";
import { ecsNonRoot } from "../../../policy/rules/services/ecs-non-root";
import { judged, resource } from "../harness";

const password = "postgres://app:correct-horse@db.clinic.test:5432/app";
const container = {
  name: "api",
  image: "000000000000.dkr.ecr.eu-west-1.amazonaws.com/api:v1.0.0",
  user: "1000",
  readonlyRootFilesystem: true,
  environment: [{ name: "DATABASE_URL", value: password }],
  logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "api" } },
};

/** A document with its keys in another spelling; what stands below options and labels are names of its own. */
function spelt(value: unknown, spelling: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => spelt(one, spelling));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [spelling(key), key === "options" ? inner : spelt(inner, spelling)]),
  );
}

const task = (definitions: unknown) =>
  resource("aws:ecs/taskDefinition:TaskDefinition", { containerDefinitions: JSON.stringify(definitions) });
const found =
  "[no-plaintext-secrets-in-env] subject: found the variable DATABASE_URL, named like a secret, in plain text in container api; needed a Secrets Manager secret. Change environment and secrets of api.";

it.each<[string, (key: string) => string]>([
  ["the API", (key) => key],
  ["CloudFormation", (key) => key.charAt(0).toUpperCase() + key.slice(1)],
  ["small letters", (key) => key.toLowerCase()],
  ["capitals", (key) => key.toUpperCase()],
])("reads a container in the spelling of %s as the provider does", (_, spelling) => {
  const definitions = task([spelt(container, spelling)]);
  expect(judged(noPlaintextSecretsInEnv, definitions)).toEqual([found]);
  for (const rule of [ecsNonRoot, ecsImageImmutable, ecsLoggingRequired])
    expect([rule.id, judged(rule, definitions)]).toEqual([rule.id, ["pass"]]);
});

it("judges what can be read beside what cannot", () => {
  const waits = (what: string) => `[no-plaintext-secrets-in-env] subject: undecided: waits for ${what}.`;
  const environment = [{ name: "PORT", value: 3000 }, null, ...container.environment];
  expect(judged(noPlaintextSecretsInEnv, task([{ ...container, environment: null }]))).toEqual(["pass"]);
  expect(judged(noPlaintextSecretsInEnv, task([{ ...container, environment: environment.slice(0, 1) }]))).toEqual([
    waits("a string in value of PORT in the environment of container api"),
  ]);
  expect(judged(noPlaintextSecretsInEnv, task([null, { ...container, command: "run" }]))).toEqual([
    found,
    waits("an object as container 1"),
    waits("a list of strings in command of container api"),
  ]);
  expect(judged(noPlaintextSecretsInEnv, task([{ ...container, environment }]))).toEqual([
    found,
    waits("a string in value of PORT in the environment of container api"),
    waits("only objects in environment of container api"),
  ]);
});

it.each([
  ["an option", { command: ["serve", "--db-password=unused-today"] }, "command"],
  ["a variable", { entryPoint: ["env", "DB_PASSWORD=unused-today", "serve"] }, "entryPoint"],
  ["a health check", { HealthCheck: { Command: ["CMD", "check", "--token=unused-today"] } }, "healthCheck"],
])("finds a secret in the words of a command: %s", (_, words, setting) => {
  const [message, ...others] = judged(noPlaintextSecretsInEnv, task([{ ...container, environment: [], ...words }]));
  expect(message).toMatch(
    new RegExp(`^\\[no-plaintext-secrets-in-env\\] subject: found a word in the .* Change ${setting}\\.$`),
  );
  expect(message).not.toContain("unused-today");
  expect(others).toEqual([]);
});

it.each([
  ["--password-policy=strict"],
  ["--token-url=https://idp.example.org/token"],
  ["--db-password=${DB_PASSWORD}"],
])("finds none in %s", (word) => {
  const command = ["serve", word];
  expect(judged(noPlaintextSecretsInEnv, task([{ ...container, environment: [], command }]))).toEqual(["pass"]);
});

it("takes nothing for absent that it cannot read", () => {
  const readonlyRootFilesystem = "true";
  expect(judged(ecsNonRoot, task([{ ...container, readonlyRootFilesystem, user: 0 }]))).toEqual([
    "[ecs-non-root] subject: undecided: waits for a string in user of container api.",
    "[ecs-non-root] subject: undecided: waits for true or false in readonlyRootFilesystem of container api.",
  ]);
});
