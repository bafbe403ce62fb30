import { z } from "zod";

// The SDK's declarations lag behind the engine (sdk/go/common/apitype/events.go): levels have other names there, severity
// and the summaries of the analysis are absent. So the engine's events are read by a schema of our own.

const properties = z.record(z.string(), z.unknown());

const resourceState = z.object({
  inputs: properties.nullish(),
  outputs: properties.nullish(),
  /** Whether the engine forgets the resource without deleting it. */
  retainOnDelete: z.boolean().optional(),
});

const stepMetadata = z.object({
  op: z.string(),
  urn: z.string(),
  type: z.string(),
  old: resourceState.nullish(),
  new: resourceState.nullish(),
  /** The properties that force a replacement. */
  keys: z.array(z.string()).nullish(),
  /** The properties that differ. */
  diffs: z.array(z.string()).nullish(),
});

const resourceStep = z.object({ metadata: stepMetadata, planning: z.boolean().optional() });

/** What the rules of a pack said about one resource, or about the stack; absent lists are empty. */
const analysis = z.object({
  resourceUrn: z.string().optional(),
  policyPackName: z.string(),
  passed: z.array(z.string()).nullish(),
  failed: z.array(z.string()).nullish(),
});

/** The events of the engine that a result is made from; every other event has none of these keys. */
export const engineEvent = z.object({
  resourcePreEvent: resourceStep.optional(),
  resOutputsEvent: resourceStep.optional(),
  resOpFailedEvent: resourceStep.optional(),
  diagnosticEvent: z
    .object({
      severity: z.string(),
      message: z.string(),
      urn: z.string().optional(),
      ephemeral: z.boolean().optional(),
    })
    .optional(),
  policyEvent: z
    .object({
      resourceUrn: z.string().optional(),
      message: z.string(),
      policyName: z.string(),
      policyPackName: z.string(),
      enforcementLevel: z.string(),
      severity: z.string().optional(),
    })
    .optional(),
  policyAnalyzeSummaryEvent: analysis.optional(),
  policyAnalyzeStackSummaryEvent: analysis.optional(),
  summaryEvent: z
    .object({
      resourceChanges: z.record(z.string(), z.number()).nullish(),
      // The engine has written this key in both ways.
      PolicyPacks: z.record(z.string(), z.string()).nullish(),
      policyPacks: z.record(z.string(), z.string()).nullish(),
    })
    .optional(),
});

/** An event of the engine, as far as a result needs it. */
export type EngineEvent = z.infer<typeof engineEvent>;

/** What the engine does, or plans to do, with one resource. */
export type StepMetadata = z.infer<typeof stepMetadata>;

/** What stands for a text that a preview does not know, in the engine's own events. */
export const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What the engine's events show instead of a secret. */
export const secretText = "[secret]";

/** The engine's colour marks: `<{%fg 1%}>`. */
const colourMarks = /<\{%[^%]*%\}>/g;

/** The text without the engine's colour marks. */
export function withoutColour(text: string): string {
  return text.replace(colourMarks, "");
}
