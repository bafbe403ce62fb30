import path from "node:path";
import * as s3 from "@pulumi/aws/s3/index.js";
import { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
import { startAccount } from "care-platform-account";

async function program() {
  const notes = new s3.Bucket("notes", { tags: { owner: "shop" } });
  return { bucket: notes.bucket, arn: notes.arn };
}

const folder = path.resolve("trial");
const account = await startAccount(path.join(folder, "account.json"));
try {
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName: "trial", projectName: "shop", program },
    {
      envVars: {
        PULUMI_BACKEND_URL: `file://${folder}`,
        PULUMI_CONFIG_PASSPHRASE: "trial",
        PULUMI_DEBUG_PROVIDERS: account.debugProviders,
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      },
    },
  );
  await stack.setConfig("aws:region", { value: "eu-west-1" });
  const { outputs, summary } = await stack.up();
  console.log(summary.resourceChanges, outputs.arn.value);
  console.log((await stack.destroy()).summary.resourceChanges);
} finally {
  account.stop();
}
