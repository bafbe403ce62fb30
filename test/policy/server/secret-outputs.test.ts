import type * as grpc from "@grpc/grpc-js";
import { Pack } from "../../../policy/pack";
import { stackOutputsSecret } from "../../../policy/rules/secrets/stack-outputs-secret";
import { waiversCurrent } from "../../../policy/rules/delivery/waivers-current";
import { marks } from "../../../policy/server/properties";
import { servePack } from "../../../policy/server/service";
import { AnalyzerClient } from "../analyzer-client";
import { urnOf } from "../harness";

// Secrets arrive marked; what a rule is shown of them depends on that mark, at any depth.

const description = { name: "checklist", version: "1.2.3", displayName: "Checklist", description: "Rules." };
const value = "correct-horse-battery-staple";
const secret = { [marks.key]: marks.secret, value };

let server: grpc.Server;
let client: AnalyzerClient;

beforeAll(async () => {
  const options = { environment: {}, folder: "/nowhere", today: "2026-11-25" };
  const served = await servePack(new Pack([stackOutputsSecret, waiversCurrent], options), description);
  server = served.server;
  client = new AnalyzerClient(served.port);
});

afterAll(() => {
  client.close();
  server.forceShutdown();
});

async function messages(properties: Record<string, unknown>): Promise<readonly unknown[]> {
  const type = "pulumi:pulumi:Stack";
  const { diagnostics } = await client.analyzeStack([{ type, name: "stack", urn: urnOf(type, "stack"), properties }]);
  return diagnostics.map((diagnostic) => (diagnostic as { readonly message: string }).message);
}

it.each([
  ["an output", { password: secret }],
  ["an output in an object", { app: { password: secret, url: "https://example.org" } }],
  ["an element of a list", { passwords: [secret] }],
  ["a whole object", { app: { [marks.key]: marks.secret, value: { password: value } } }],
])("says nothing of %s that is a secret", async (_, properties) => {
  expect(await messages(properties)).toEqual([]);
});

it.each([
  ["an output", { password: value }, "password"],
  ["an output beside a secret", { app: { other: secret, password: value } }, "app.password"],
  ["an element of a list beside a secret", { password: [secret, value] }, "password.0"],
])("finds %s that is none", async (_, properties, name) => {
  expect(await messages(properties)).toEqual([
    expect.stringContaining(`found the output ${name}, named like a secret, in plain text`),
  ]);
});
