import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { InvalidArgumentError, Option } from "commander";
import type { DeployedResource } from "../readiness/deployed-resource";
import { stageState } from "../readiness/report/stage-state";
import { resourcesByOwner } from "../readiness/stage-owner";
import { ExpectedError } from "../settings/faults/expected-error";
import { type StackName, stackNamed, type System, systems } from "../stacks/settings/systems";
import { type Consent, flagOf } from "../verify/probe";
import { type ConnectTo, connectTo, directly } from "../verify/reach/connect-to";
import type { Verdict } from "../verify/outcome";
import { type Attestations, readAttestations } from "../verify/attested/statements";
import { countChecks, type StateAccess, type SystemToVerify, verify } from "../verify/run";
import { refuseFaults } from "../verify/scenarios/files";
import { scenarios } from "../verify/scenarios/index";
import { placeOf } from "../verify/state/place";
import { systemsToVerify } from "../verify/stage";
import { interruption } from "./interruption";
import { writeJson } from "./json-output";
import {
  choiceOption,
  jsonOption,
  type JsonTarget,
  npmCommand,
  run,
  stageOption,
  versionOfProject,
} from "./npm-command";
import { progressOnStandardError } from "./progress";
import { verificationText } from "./verification-printer";

interface Options {
  readonly stage: StackName;
  readonly system?: System;
  readonly changeData?: true;
  readonly flows?: true;
  readonly load?: true;
  readonly database?: true;
  readonly confirm?: string;
  readonly connectTo?: ConnectTo;
  readonly ca?: string;
  readonly digest?: string;
  readonly state?: string;
  readonly attestations?: string;
  readonly attestationKey?: string;
  readonly directory: string;
  readonly json?: JsonTarget;
}

const exitCodes: Readonly<Record<Verdict, number>> = { passed: 0, failed: 1, unknown: 2 };

async function verifyStage(options: Options): Promise<void> {
  const { stage, system, ca, json } = options;
  const consents = consentsOf(options);
  refuseFaults(scenarios);
  const signal = interruption();
  const deployment = deploymentOf(options);
  const asked = {
    stage,
    systems: withParts(withDigest(systemsToVerify(stage, options.directory, system && [system]), options), deployment),
    ...(deployment !== undefined && { state: deployment.access }),
    attestations: attestationsOf(options),
    by: versionOfProject(),
    consents,
    // Production has no test accounts.
    ...(isProduction(stage) && { never: ["flows"] as const }),
    secretOf: (name: string) => process.env[name],
    identity: `verify-${randomBytes(6).toString("hex")}`,
    signal,
    connectTo: options.connectTo ?? directly,
    ...(ca !== undefined && { authorities: authoritiesIn(ca) }),
    now: () => new Date(),
    clock: () => performance.now(),
  };
  const startProgress = await progressOnStandardError();
  const progress = startProgress("verify", { resources: countChecks(asked), unit: "checks" });
  let finished = 0;
  const verification = await verify({
    ...asked,
    onResult: () => {
      finished += 1;
      progress.update(finished);
    },
  }).finally(() => {
    progress.stop();
  });
  if (!writeJson(json, verification)) process.stdout.write(`${verificationText(verification)}\n`);
  // Shows the results so far, and the data that could not be removed.
  if (signal.aborted) throw signal.reason as Error;
  process.exitCode = exitCodes[verification.verdict];
}

/** The systems with the given digest. Throws ExpectedError if the digest is for several systems. */
function withDigest(found: readonly SystemToVerify[], { digest }: Options): readonly SystemToVerify[] {
  if (digest === undefined) return found;
  const [only, ...others] = found;
  if (only === undefined || others.length > 0)
    throw new ExpectedError("--digest is the image of one system: name it with --system.");
  if (only.digest !== undefined && only.digest !== digest)
    throw new ExpectedError(`--digest ${digest} is not the image of ${only.system} in the settings, ${only.digest}.`);
  return [{ ...only, digest }];
}

/** The state of the stack, and the connection to its account. */
interface Deployment {
  readonly access: StateAccess;
  readonly resources: readonly DeployedResource[];
}

function deploymentOf({ stage, state }: Options): Deployment | undefined {
  if (state === undefined) return undefined;
  const { stack, resources } = stageState(textOf("--state", state), state);
  if (stack !== stage) throw new ExpectedError(`--state ${state} is the state of ${stack}; --stage is ${stage}.`);
  const { MONGODB_ATLAS_CLIENT_ID: clientId, MONGODB_ATLAS_CLIENT_SECRET: clientSecret } = process.env;
  const atlas = clientId === undefined || clientSecret === undefined ? undefined : { clientId, clientSecret };
  return { resources, access: { account: placeOf(resources, state), ...(atlas !== undefined && { atlas }) } };
}

function withParts(found: readonly SystemToVerify[], deployment: Deployment | undefined): readonly SystemToVerify[] {
  if (deployment === undefined) return found;
  const byOwner = resourcesByOwner(deployment.resources);
  const shared = byOwner.get("foundation") ?? [];
  return found.map((each) => ({ ...each, parts: { own: byOwner.get(each.system) ?? [], shared } }));
}

function attestationsOf({ attestations, attestationKey }: Options): Attestations | undefined {
  if (attestations === undefined) {
    if (attestationKey === undefined) return undefined;
    throw new ExpectedError("--attestation-key verifies the file of --attestations: give both.");
  }
  const key = attestationKey === undefined ? undefined : textOf("--attestation-key", attestationKey);
  if (key?.includes("-----BEGIN PUBLIC KEY-----") === false)
    throw new ExpectedError(`--attestation-key ${attestationKey ?? ""} is no public key in PEM.`);
  return readAttestations(textOf("--attestations", attestations), attestations, key);
}

function textOf(option: string, file: string): string {
  if (!fs.existsSync(file)) throw new ExpectedError(`${option} ${file}: there is no such file.`);
  return fs.readFileSync(file, "utf8");
}

/** The certificates in a file. Throws ExpectedError where it has none. */
function authoritiesIn(file: string): string {
  const text = textOf("--ca", file);
  if (!text.includes("-----BEGIN CERTIFICATE-----"))
    throw new ExpectedError(`--ca ${file} has no certificate; give a file in PEM with one or more of them.`);
  return text;
}

/** The consents; for production with a confirmation. Throws ExpectedError if the confirmation is missing. */
function consentsOf({ stage, changeData, flows, load, database, state, confirm }: Options): readonly Consent[] {
  if (database && state === undefined)
    throw new ExpectedError(
      `--database asks the functions that the state of the stack names: give it with --state. npm run verify -- --stage ${stage} --database --state <file>`,
    );
  const asking: readonly Consent[] = database ? ["database"] : [];
  const consents: readonly Consent[] = [
    ...(changeData ? (["change data"] as const) : []),
    ...(flows ? (["flows"] as const) : []),
    ...(load ? (["load"] as const) : []),
  ];
  if (flows && isProduction(stage))
    throw new ExpectedError(
      `--flows needs test accounts, which ${stage} does not have. Nothing was sent. Run it before a release: npm run verify -- --stage staging --flows`,
    );
  if (!isProduction(stage) || consents.length === 0 || confirm === stage) return [...consents, ...asking];
  const flags = consents.map(flagOf).join(" ");
  throw new ExpectedError(
    `${flags} affects the data or the users of ${stage}. Nothing was sent. To confirm: npm run verify -- --stage ${stage} ${flags} --confirm ${stage}`,
  );
}

function isProduction(stack: StackName): boolean {
  return stackNamed(stack).stage === "production";
}

function digestOf(text: string): string {
  if (/^sha256:[0-9a-f]{64}$/.test(text)) return text;
  throw new InvalidArgumentError("expected sha256: and 64 lower-case hexadecimal digits.");
}

function routes(text: string, before: readonly string[] | undefined): readonly string[] {
  if (connectTo([text]) === undefined) throw new InvalidArgumentError("expected HOST:PORT:HOST:PORT, as curl has it.");
  return [...(before ?? []), text];
}

const command = npmCommand(
  "verify",
  "Verify a deployed stage: from outside HTTP, TLS, headers, ports, limits and response times; with --state also AWS and Atlas.",
)
  .addOption(stageOption("the stage to verify").makeOptionMandatory())
  .addOption(choiceOption("--system <system>", "verify this system alone", systems))
  .option("--change-data", "also probes that register users and remove them")
  .option(
    "--flows",
    "also the flows of each system with test accounts (stacks/<system>/scenarios); never on production",
  )
  .option("--load", "also the load test of each system")
  .option("--confirm <stage>", "the name of the stage again; production needs it for --change-data and --load")
  .option(
    "--state <file>",
    "also the state in AWS and Atlas of the stack exported by pulumi stack export --file <file>; read-only",
  )
  .option("--database", "also questions to the databases of --state, by a function that reads no table")
  .option("--attestations <file>", "also the results of tests that the application's pipeline attests (in-toto)")
  .option("--attestation-key <file>", "the public key (PEM) that must have signed them")
  .addOption(
    new Option("--digest <sha256:…>", "the image of --system, where the settings name a tag").argParser(digestOf),
  )
  .addOption(
    new Option(
      "--connect-to <host:port:host:port>",
      "open connections to the first host and port at the second, as curl does; may be repeated",
    ).argParser(routes),
  )
  .option("--ca <file>", "trust the certificates in this file (PEM) instead of the usual ones")
  .addOption(
    new Option("--directory <folder>", "the folder of the stage files")
      .default(path.resolve(__dirname, ".."))
      .hideHelp(),
  )
  .addOption(jsonOption())
  .addHelpText(
    "after",
    [
      "",
      "A run takes at most three minutes and sends at most half of the requests that a firewall allows one address.",
      "Exit codes: 0 every check passed, 1 a check failed or the command could not run, 2 none failed and some are unknown.",
    ].join("\n"),
  )
  .action(({ connectTo: given, ...options }: Omit<Options, "connectTo"> & { readonly connectTo?: readonly string[] }) =>
    verifyStage({ ...options, connectTo: connectTo(given ?? []) }),
  );

void run(command);
