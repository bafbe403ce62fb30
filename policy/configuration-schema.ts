import type { PolicyConfigSchema } from "@pulumi/policy";
import type { Rule } from "./rule";
import { waiversCurrent } from "./rules/delivery/waivers-current";
import { schemaOf } from "./settings";
import { stages } from "./stage";

/** The pack's configuration of a rule; the engine validates it before it passes it on. */
export function configurationSchemaOf(rule: Rule): PolicyConfigSchema {
  return {
    properties: {
      stage: {
        type: "string",
        enum: [...stages],
        description: "The stage whose rules apply to the stack, regardless of its name.",
      },
      strict: { type: "boolean", description: "Whether a deployed stack with this rule undecided is refused." },
      ...(rule === waiversCurrent && {
        file: {
          type: "string" as const,
          minLength: 1,
          description:
            "Path of the waiver file, relative to the program's folder; <stage> is replaced by the stage's name.",
        },
      }),
      ...Object.fromEntries(Object.entries(rule.settings ?? {}).map(([name, setting]) => [name, schemaOf(setting)])),
    },
  };
}
