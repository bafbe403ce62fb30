import * as fs from "node:fs";
import * as path from "node:path";
import type { SetInputs } from "../set-inputs";
import { singular } from "./member-names";
import type { NpmPackage } from "./npm-package";
import type { Input, InputType, SdkInputs } from "./sdk-inputs";

/** The names of the provider's resources that do not follow from those of the SDK. */
const namesApart: Readonly<Record<string, string>> = {
  "aws:cloudtrail/trail:Trail": "cloudtrail",
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": "ce-anomaly-monitor",
  "aws:costexplorer/anomalySubscription:AnomalySubscription": "ce-anomaly-subscription",
  "aws:ec2transitgateway/transitGateway:TransitGateway": "ec2-transit-gateway",
  "aws:lb/loadBalancer:LoadBalancer": "lb",
  "aws:rds/cluster:Cluster": "rds-cluster",
  "aws:rds/instance:Instance": "db-instance",
  "aws:s3/bucketObjectv2:BucketObjectv2": "s3-object",
};

/** An attribute of a resource, or of a block in it, as the package writes it down for HCL. */
interface Attribute {
  /** `securitygroups`: without anything but letters and digits. */
  readonly name: string;
  readonly kind: string;
  /** The name of the structure of a block's elements. */
  readonly structure: string;
}

/**
 * The inputs that are sets to the provider, so that the order of their elements is no difference. The SDK declares sets and lists
 * alike; `provider` is the published form of the provider's own schema, `@cdktf/provider-aws`.
 */
export function setInputs(tokens: readonly string[], sdk: SdkInputs, provider: NpmPackage): SetInputs {
  const types = tokens.flatMap((token) => {
    const file = fileOf(token, provider);
    if (file === undefined) return [];
    const schema = new Schema(fs.readFileSync(file, "utf8"));
    return [[token, setsIn(sdk, sdk.ofType(token), schema, undefined, "")] as const];
  });
  return { source: provider.source, types: Object.fromEntries(types) };
}

/** The data with one type on a line. */
export function writtenSetInputs({ source, types }: SetInputs): string {
  const lines = Object.entries(types).map(([token, paths]) => `  ${JSON.stringify(token)}: ${JSON.stringify(paths)}`);
  return `{\n "source": ${JSON.stringify(source)},\n "types": {\n${lines.join(",\n")}\n }\n}\n`;
}

function fileOf(token: string, provider: NpmPackage): string | undefined {
  const [, module = "", name = ""] = token.split(":");
  const words = name.replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
  const [service = ""] = module.split("/");
  const candidates = [
    namesApart[token],
    ...[service, "vpc", "cloudwatch", "db"].map((first) => `${first}-${words}`),
    words,
  ];
  return candidates
    .map((folder) => path.join(provider.folder, "lib", folder ?? "", "index.js"))
    .find((file, index) => candidates[index] !== undefined && fs.existsSync(file));
}

/** The attributes of one resource, by the structure that they stand in; those of the resource itself under `undefined`. */
class Schema {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  attributesOf(structure: string | undefined): readonly Attribute[] {
    const begins =
      structure === undefined
        ? this.#text.lastIndexOf("synthesizeHclAttributes()")
        : this.#text.toLowerCase().indexOf(`function ${structure.toLowerCase()}tohclterraform(`);
    if (begins < 0) return [];
    const end = this.#text.indexOf("// remove undefined attributes", begins);
    const body = this.#text.slice(begins, end < 0 ? undefined : end);
    return [
      ...body.matchAll(/^\s+(\w+): \{\s+value: .*\s+isBlock: \w+,\s+type: "(\w+)",\s+storageClassType: "(\w+)"/gm),
    ].map(([, name = "", kind = "", type = ""]) => ({
      name: plain(name),
      kind,
      structure: type.replace(/List$/, ""),
    }));
  }
}

function setsIn(
  sdk: SdkInputs,
  inputs: readonly Input[],
  schema: Schema,
  structure: string | undefined,
  prefix: string,
): readonly string[] {
  const attributes = schema.attributesOf(structure);
  return inputs.flatMap(({ name, type }) => {
    const own =
      attributes.find((each) => each.name === plain(name)) ?? attributes.find((each) => isPlural(name, each.name));
    if (own === undefined) return [];
    const here = `${prefix}${name}`;
    const isSet = own.kind === "set" && type.kind === "list";
    const nested = objectIn(type);
    // A statement of the firewall holds itself, as deep as the provider lets it.
    const deeper =
      nested === undefined || prefix.split(".").length > 8
        ? []
        : setsIn(sdk, sdk.ofObject(nested), schema, own.structure, type.kind === "list" ? `${here}[].` : `${here}.`);
    return [...(isSet ? [here] : []), ...deeper];
  });
}

function objectIn(type: InputType): string | undefined {
  if (type.kind === "list") return objectIn(type.element);
  return type.kind === "object" ? type.name : undefined;
}

/** Pulumi gives the names of lists in the plural: `alias` is `aliases`. */
function isPlural(name: string, attribute: string): boolean {
  const [given, wanted] = [plain(name), plain(attribute)];
  return [singular(given), given.replace(/e?s$/, ""), given.replace(/es$/, "is")].includes(wanted);
}

function plain(name: string): string {
  return name.replace(/[^a-zA-Z0-9]/g, "").toLowerCase();
}
