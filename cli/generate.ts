import { systems } from "../stacks/settings/systems";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { conflictsOfChecklists } from "../checklist/conflicts";
import { proceduresByRow } from "../checklist/procedures";
import { proofs } from "../checklist/proofs/index";
import { alarmsPage, alarmsPageName } from "../readiness/alarms-page";
import { architecturePage, architecturePageName } from "../readiness/architecture-page";
import { catalogue, catalogueFile, rulesByArea } from "../readiness/catalogue";
import { checklistPage, checklistPageName } from "../readiness/checklist-page";
import { conflictsPage, conflictsPageName } from "../readiness/conflicts-page";
import { countedOf, deployedResources } from "../readiness/deployed-resource";
import { awsCommandsIn, awsOperations, awsOperationsFile } from "../readiness/aws-operations";
import { boundaryPolicy, boundaryPolicyName } from "../readiness/deployer/boundary";
import { sqlOperatorPolicy, sqlOperatorPolicyName } from "../readiness/deployer/sql-operator";
import { deployerPolicies, deployerPolicyName } from "../readiness/deployer/policies";
import {
  accountOffers,
  closedLists,
  fetchPackage,
  fetchWheel,
  filledInputs,
  filledInputsFile,
  inputTypes,
  inputTypesFile,
  modelFile,
  postgresSettings,
  providerRules,
  SdkInputs,
  serverPackage,
  serviceModels,
  setInputs,
  setInputsFile,
  writtenFilledInputs,
  writtenInputTypes,
  writtenLists,
  writtenModel,
  writtenRules,
  writtenSetInputs,
  writtenSettings,
} from "../rehearsal/account/generate";
import { accountKnowledge, quotaSheet, resourceTypes, sharedSheet } from "../rehearsal/account/index";
import { imageDocuments, imagesPageName } from "../readiness/images/images-section";
import { deployPageName, quotaDocuments } from "../readiness/quotas-section";
import { rehearsalPage, rehearsalPageName } from "../readiness/rehearsal-page";
import { runbookIndex, runbookIndexName } from "../readiness/runbook-index";
import { runbookPages } from "../readiness/runbook-pages";
import { ownProcesses } from "../rehearsal/processes/own-processes";
import { driftPolicy, driftPolicyName } from "../rehearsal/drift/drift-policy";
import { rehearse } from "../rehearsal/rehearsal";
import { managedPoliciesFrom } from "../rehearsal/rights/published/from-moto";
import { permissionsFrom } from "../rehearsal/rights/published/from-cfn-lint";
import { exampleFile, exampleFileName } from "../stacks/settings/example-file";
import { type CfnLintData, cfnLintFiles, offersFrom } from "../settings/published/from-cfn-lint";
import { settingsPage, settingsPageName } from "../stacks/settings/settings-page";
import { stages } from "../settings/stage/stage";
import type { Stage } from "../settings/stage/stage";
import { probesPage, probesPageName } from "../verify/probes-page";
import { verifications } from "../verify/proofs";
import { verifierPolicy, verifierPolicyName } from "../verify/verifier-policy";
import { writeJson } from "./json-output";
import { jsonOption, type JsonTarget, npmCommand, run } from "./npm-command";
import { progressOnStandardError } from "./progress";
import { RehearsalPrinter } from "./rehearsal-printer";

const root = path.resolve(__dirname, "..");

/** A document that is generated from the code: its path from the root of the project, and its text. */
interface Document {
  readonly file: string;
  readonly text: string;
}

/** Documents that are generated from the code alone. */
function documents(): Document[] {
  const areas = rulesByArea(root);
  const rules = areas.flatMap((area) => area.rules);
  return [
    ...systems.map((system) => ({ file: exampleFileName(system), text: exampleFile(system) })),
    ...deployerPolicies().map((policy, index) => ({
      file: deployerPolicyName(index + 1),
      text: `${JSON.stringify(policy, undefined, 2)}\n`,
    })),
    { file: boundaryPolicyName, text: `${JSON.stringify(boundaryPolicy(), undefined, 2)}\n` },
    { file: sqlOperatorPolicyName, text: `${JSON.stringify(sqlOperatorPolicy(), undefined, 2)}\n` },
    { file: catalogueFile, text: catalogue(areas) },
    { file: settingsPageName, text: settingsPage() },
    { file: rehearsalPageName, text: rehearsalPage({ account: accountKnowledge(), rules: rules.length }) },
    { file: checklistPageName, text: checklistPage({ proofs, verifications, rules, procedures: proceduresByRow }) },
    { file: probesPageName, text: probesPage() },
    { file: verifierPolicyName, text: `${JSON.stringify(verifierPolicy(), undefined, 2)}\n` },
    { file: driftPolicyName, text: `${JSON.stringify(driftPolicy(), undefined, 2)}\n` },
    { file: conflictsPageName, text: conflictsPage(conflictsOfChecklists) },
    {
      file: path.join("rehearsal/account/published", inputTypesFile),
      text: writtenInputTypes(inputTypes(Object.keys(resourceTypes), sdks())),
    },
    {
      file: path.join("rehearsal/account/published", filledInputsFile),
      text: writtenFilledInputs(filledInputs(Object.keys(resourceTypes), sdks())),
    },
  ];
}

/** The installed SDKs of the providers that the account simulates, by the first part of their tokens. */
function sdks(): Readonly<Record<string, SdkInputs>> {
  const providers = ["aws", "mongodbatlas", "random", "tls"];
  const folder = (provider: string) => path.join(root, "node_modules/@pulumi", provider);
  return Object.fromEntries(providers.map((provider) => [provider, new SdkInputs(folder(provider))]));
}

/** Documents that are generated from deployed stages, which are rehearsed for it. */
async function deployedDocuments(): Promise<Document[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "care-platform-"));
  try {
    const deployed = [];
    for (const stage of stages) {
      const state = await stateOf(stage, path.join(folder, `${stage}.json`));
      deployed.push({ stage, resources: deployedResources(JSON.parse(state)) });
    }
    const sheets = deployed.map(({ stage, resources }) => ({ stage, quotas: quotaSheet(countedOf(resources)) }));
    const shared = sharedSheet(sheets.map(({ quotas }) => quotas));
    return [
      ...quotaDocuments(fs.readFileSync(path.join(root, deployPageName), "utf8"), sheets, shared),
      ...imageDocuments(fs.readFileSync(path.join(root, imagesPageName), "utf8"), deployed),
      { file: architecturePageName, text: architecturePage(deployed) },
      { file: alarmsPageName, text: alarmsPage(deployed) },
      { file: runbookIndexName, text: runbookIndex(runbookPages(root), deployed) },
    ];
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

async function stateOf(stage: Stage, exportFile: string): Promise<string> {
  const listener = new RehearsalPrinter(stage, await progressOnStandardError(), { output: process.stderr });
  // A page with too few quota raises must not refuse the rehearsal that it is generated from.
  await rehearse({ stage, exportFile, listener, grants: { raises: "any" } });
  return fs.readFileSync(exportFile, "utf8");
}

/** The packages with AWS's published data; they are on PyPI and npm, and read as data. */
const published = {
  cfnLint: "cfn-lint==1.58.0",
  botocore: "botocore==1.44.8",
  moto: "moto==5.2.5",
  cdk: "aws-cdk-lib@2.276.0",
  provider: "@cdktf/provider-aws@21.22.1",
} as const;

/** A server of each major version of Postgres that RDS offers, to read its settings. */
const postgresServers = [
  ...["13.23.0-beta.16", "14.23.0-beta.17", "15.18.0-beta.17"],
  ...["16.14.0-beta.17", "17.10.0-beta.17", "18.4.0-beta.17"],
] as const;

/** Data that is generated from AWS's published lists and models, which pip and npm fetch. */
function publishedData(): Document[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "care-platform-"));
  try {
    const cfnLint = fetchWheel(published.cfnLint, folder);
    const botocore = fetchWheel(published.botocore, folder);
    const moto = fetchWheel(published.moto, folder);
    const cdk = fetchPackage(published.cdk, folder);
    // Postgres runs as a user without rights when this runs as root.
    fs.chmodSync(folder, 0o755);
    const servers = postgresServers.map((version) => fetchPackage(serverPackage(version), folder));
    const data = Object.entries(cfnLintFiles).map(([name, file]) => {
      const place = path.join(cfnLint.folder, "cfnlint/data/schemas/extensions", file);
      return [name, JSON.parse(fs.readFileSync(place, "utf8")) as unknown] as const;
    });
    const offers = offersFrom(Object.fromEntries(data) as CfnLintData, cfnLint.source, cfnLint.date);
    const tokens = Object.keys(resourceTypes).filter((token) => token.startsWith("aws:"));
    const sdk = new SdkInputs(path.join(root, "node_modules/@pulumi/aws"));
    const models = serviceModels(tokens, { botocore, cfnLint, sdk });
    const schemas = [...models.values()].flatMap(({ types }) =>
      Object.entries(types).flatMap(([token, { schema }]) => (schema === undefined ? [] : [[token, schema] as const])),
    );
    const rules = providerRules(tokens, sdk, models, `@pulumi/aws ${sdk.version}`);
    return [
      { file: "settings/published/offers.json", text: `${JSON.stringify(offers, undefined, 1)}\n` },
      {
        file: "rehearsal/account/published/offers.json",
        text: `${JSON.stringify(accountOffers(cfnLint, offers), undefined, 1)}\n`,
      },
      {
        file: "rehearsal/account/published/closed-lists.json",
        text: writtenLists(closedLists({ botocore, cdk, cfnLint, moto }, schemas)),
      },
      {
        file: "rehearsal/account/published/postgres-parameters.json",
        text: writtenSettings(postgresSettings(servers)),
      },
      { file: "rehearsal/account/published/provider-rules.json", text: writtenRules(rules) },
      {
        file: path.join("rehearsal/account/published", setInputsFile),
        text: writtenSetInputs(setInputs(tokens, sdk, fetchPackage(published.provider, folder))),
      },
      {
        file: "rehearsal/rights/published/permissions.json",
        text: `${JSON.stringify(permissionsFrom(cfnLint, new Map(schemas)), undefined, 1)}\n`,
      },
      {
        file: "rehearsal/rights/published/managed-policies.json",
        text: `${JSON.stringify(managedPoliciesFrom(moto), undefined, 1)}\n`,
      },
      {
        file: awsOperationsFile,
        text: `${JSON.stringify(awsOperations(botocore.folder, botocore.source, awsCommandsIn(pages())), undefined, 1)}\n`,
      },
      ...[...models].map(([service, model]) => ({
        file: path.join("rehearsal/account/published/models", modelFile(service)),
        text: writtenModel(model),
      })),
    ];
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** The pages with commands for people. */
function pages(): readonly string[] {
  const below = fs.readdirSync(path.join(root, "docs"), { recursive: true, encoding: "utf8" });
  const files = ["README.md", "CONTRIBUTING.md", ...below.map((file) => path.join("docs", file))];
  return files.filter((file) => file.endsWith(".md")).map((file) => fs.readFileSync(path.join(root, file), "utf8"));
}

interface Options {
  readonly deployed?: boolean;
  readonly published?: boolean;
  readonly json?: JsonTarget;
}

async function generate({ deployed = false, published = false, json }: Options): Promise<void> {
  if (deployed) ownProcesses();
  const written = [
    ...documents(),
    ...(published ? publishedData() : []),
    ...(deployed ? await deployedDocuments() : []),
  ];
  for (const { file, text } of written) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  }
  const files = written.map(({ file }) => file);
  if (!writeJson(json, { files })) process.stdout.write(`${files.join("\n")}\n`);
}

const command = npmCommand("generate", "Generate the documents. A test fails while one of them is out of date.")
  .option("--deployed", "also those generated from deployed stages, which rehearses each stage")
  .option("--published", "also AWS's published data, from packages that pip and npm download")
  .addOption(jsonOption("the names of the files"))
  .action(generate);

void run(command);
