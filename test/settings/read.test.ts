import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { readSettings } from "../../stacks/read-settings";
import { rehearsalSource } from "../../stacks/settings/overlay";
import { SettingsError } from "../../settings/faults/settings-error";

const root = path.resolve(__dirname, "../..");

async function configure(stack: string, secretKeys: (keys: string[]) => string[]): Promise<void> {
  await pulumi.runtime.setMocks(
    { newResource: ({ name, inputs }) => ({ id: name, state: inputs as object }), call: () => ({}) },
    "care-platform",
    stack,
  );
  const { values } = rehearsalSource("staging", root).source;
  const keys = Object.keys(values).filter((key) => values[key]?.secret === true);
  const texts = Object.entries(values).map(([key, { value }]) => [key, value]);
  pulumi.runtime.setAllConfig(Object.fromEntries(texts) as Record<string, string>, secretKeys(keys));
}

describe("the settings of a running program", () => {
  it("come from the stack's configuration", async () => {
    await configure("staging", (keys) => keys);
    const settings = readSettings();
    expect(settings.stage).toBe("staging");
    expect(settings.ahavaHealthcare?.vendorSecrets.SMTP_PASS.reveal()).toBe(
      "rehearsal_stand_in_smtp_password_of_staging",
    );
  });

  it("are refused where a vendor secret was set without --secret, with the file's name", async () => {
    await configure("staging", (keys) => keys.filter((key) => !key.endsWith("SMTP_PASS")));
    expect(() => readSettings()).toThrow(
      /^The settings of the stage staging have 1 error\. Nothing was created or changed\.\n\n {2}ahava-healthcare\.SMTP_PASS {2}\(Pulumi\.staging\.yaml(:\d+)?\)\n {4}given {4}a value in plain text, not shown/,
    );
  });

  it("are refused where the stack is no stage", async () => {
    await configure("prod", (keys) => keys);
    expect(() => readSettings()).toThrow(SettingsError);
    expect(() => readSettings()).toThrow('There is no stage named "prod".');
  });
});
