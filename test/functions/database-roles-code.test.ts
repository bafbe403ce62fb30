import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { X509Certificate } from "node:crypto";
import type { asset } from "@pulumi/pulumi";
import { functionCode } from "../../components/service/function-code";
import { certificatesOf } from "../../functions/database-roles/certificates";
import ownPackage from "../../functions/database-roles/package.json";
import projectPackage from "../../package.json";
import { describeWithPostgres } from "../real/describe-with-postgres";
import { Clinic, master } from "./clinic";
import { event } from "./database-roles-event";

describe("the code that is deployed", () => {
  it("is one file, the same whenever it is built", async () => {
    const { archive, digest } = functionCode("database-roles");
    const files = (await archive.assets) as Record<string, asset.StringAsset>;
    expect(Object.keys(files)).toEqual(["index.js"]);
    jest.isolateModules(() => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- a module of its own, which has built nothing yet
      const fresh = require("../../components/service/function-code") as { functionCode: typeof functionCode };
      expect(fresh.functionCode("database-roles").digest).toBe(digest);
    });
  });

  it("holds no path of the machine it was built on", async () => {
    const text = await deployedText();
    expect(text).not.toContain(path.resolve(__dirname, "..", ".."));
    expect(text).not.toContain("node_modules");
  });

  it("uses the packages of the project, in the same versions", () => {
    const versions: Readonly<Record<string, string>> = projectPackage.dependencies;
    for (const [name, version] of Object.entries(ownPackage.dependencies))
      expect([name, versions[name]]).toEqual([name, version]);
  });

  it("refuses a broken event as Lambda calls it", async () => {
    const { answer } = await runAsLambda({ ...event, owner: "Owner" });
    expect(answer).toEqual({
      error:
        "The event is refused:\n  owner: must be 1 to 63 lower-case letters, digits and underscores, a letter first",
    });
  });

  it("does not start in a region whose databases it could not verify", async () => {
    const { errors } = await runAsLambda(event, { region: "xx-nowhere-1" });
    expect(errors).toContain('No certificate authority of RDS is known for the region "xx-nowhere-1".');
  });
});

describe("the certificate authorities of a region", () => {
  it.each(["eu-west-1", "af-south-1"])("are three in %s, none of them old, and those of no other region", (region) => {
    const certificates = certificatesOf(region).map((pem) => new X509Certificate(pem));
    const names = certificates.map(({ subject }) => /CN=(.+)/.exec(subject)?.[1]).sort();
    expect(names).toEqual(["ECC384", "RSA2048", "RSA4096"].map((kind) => `Amazon RDS ${region} Root CA ${kind} G1`));
    for (const { validTo } of certificates) expect(new Date(validTo).getFullYear()).toBeGreaterThan(2060);
  });
});

describeWithPostgres("the code that is deployed, beside a real Postgres", (postgres) => {
  it("reads the versions of the secrets it was told, and then trusts RDS only", async () => {
    const clinic = await Clinic.open(postgres(), "deployed");
    const seen = postgres().log().length;
    const { answer, output } = await runAsLambda(clinic.event());
    expect(answer).toEqual({ error: "self-signed certificate (DEPTH_ZERO_SELF_SIGNED_CERT)" });
    const asked = output.filter((line) => line.startsWith("asked for")).sort();
    expect(asked).toHaveLength(6);
    expect(asked[0]).toMatch(/asked for arn:aws:secretsmanager:.+:deployed_app_a in version 1$/);
    expect(postgres().log().slice(seen)).not.toContain(`user=${master.user}`);
  });
});

async function deployedText(): Promise<string> {
  const files = (await functionCode("database-roles").archive.assets) as Record<string, asset.StringAsset>;
  return (await files["index.js"]?.text) ?? "";
}

/** Stands for the SDK that the Lambda runtime brings; it says what was asked for and answers with a password. */
const secretsManager = `
  exports.GetSecretValueCommand = class { constructor(input) { this.input = input; } };
  exports.SecretsManagerClient = class {
    async send({ input }) {
      console.log("asked for " + input.SecretId + " in version " + input.VersionId);
      return { SecretString: "a-password-for-everybody" };
    }
  };`;

const runtime = `
  require("./index.js").handler(JSON.parse(process.argv[1])).then(
    (result) => console.log("answer " + JSON.stringify(result)),
    (error) => console.log("answer " + JSON.stringify({ error: error.message })));`;

/** Runs the deployed file in a process of its own, in a folder with nothing but the SDK beside it. */
async function runAsLambda(
  input: unknown,
  { region = "eu-west-1" } = {},
): Promise<{ answer: unknown; output: string[]; errors: string }> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "deployed-function-"));
  try {
    const sdk = path.join(folder, "node_modules", "@aws-sdk", "client-secrets-manager");
    fs.mkdirSync(sdk, { recursive: true });
    fs.writeFileSync(path.join(sdk, "index.js"), secretsManager);
    fs.writeFileSync(path.join(folder, "index.js"), await deployedText());
    const child = spawn(process.execPath, ["-e", runtime, JSON.stringify(input)], {
      cwd: folder,
      env: { PATH: process.env.PATH, AWS_REGION: region },
    });
    let output = "";
    let errors = "";
    child.stdout.on("data", (data: Buffer) => (output += data.toString()));
    child.stderr.on("data", (data: Buffer) => (errors += data.toString()));
    await once(child, "close");
    const lines = output.split("\n");
    const answer = lines.find((line) => line.startsWith("answer "))?.slice("answer ".length);
    return { answer: answer === undefined ? undefined : (JSON.parse(answer) as unknown), output: lines, errors };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
