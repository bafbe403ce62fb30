import * as commands from "@pulumi/pulumi/automation/cmd";
import * as errors from "@pulumi/pulumi/automation/errors";
import type { CommandError } from "@pulumi/pulumi/automation";
import { sentenceOf } from "../../rehearsal/engine/engine-error";

const { CommandResult } = commands as unknown as {
  readonly CommandResult: new (stdout: string, stderr: string, code: number) => object;
};
const { createCommandError } = errors as unknown as { readonly createCommandError: (result: object) => CommandError };

const said = (stderr: string, stdout = "") => sentenceOf(createCommandError(new CommandResult(stdout, stderr, 255)));

describe("what the engine says when it fails without an event", () => {
  it.each([
    ["error: no stack named 'staging' found", "no stack named 'staging' found", "pulumi stack init"],
    [
      "error: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions",
      "PULUMI_ACCESS_TOKEN",
      "pulumi login",
    ],
    ["error: getting secrets manager: incorrect passphrase", "incorrect passphrase", "PULUMI_CONFIG_PASSPHRASE"],
    ["error: the stack is currently locked by 1 lock(s).", "currently locked", "pulumi cancel"],
    ["error: unable to open bucket file:///x: stat /x: no such file or directory", "stat /x", "pulumi login"],
    ["error: could not load checkpoint: unexpected end of JSON input", "unexpected end of JSON", "last readable state"],
    ["error: cipher: message authentication failed", "message authentication failed", "encryptionsalt"],
  ])("%s is said with its fix", (stderr, sentence, fix) => {
    expect(said(`warning: something else\n${stderr}\n`)).toMatch(
      new RegExp(`^.*${sentence}[\\s\\S]*\\n {2}fix {2}.*${fix}`),
    );
  });

  it("is said once, without what the Automation API puts around it", () => {
    const text = said(
      "\u001B[31merror: \u001B[0mthe file has a mistake\nline 7\nerror: the file has a mistake\n",
      "out",
    );
    expect(text).toBe("the file has a mistake\nline 7");
  });

  it("is never empty", () => {
    expect(said("")).not.toBe("");
  });
});
