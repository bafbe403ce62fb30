import { type StackName } from "../stacks/settings/systems";
import { everythingDone, type OutsideWork } from "./account/index";
import {
  type MissingWork,
  mustBeRefused,
  mustChangeNothing,
  mustDecide,
  mustKeepWhatIsPrepared,
  mustLeaveNothing,
  mustReadAsStated,
  mustRunThePack,
  mustStopFor,
  mustSucceed,
  type StepOutcome,
} from "./step-outcome";

export { guardedResources, type MissingWork, RehearsalFailure, type StepOutcome } from "./step-outcome";

/** One command of a rehearsal. */
export interface Step {
  readonly name: string;
  readonly operation: "preview" | "up" | "refresh" | "destroy" | "preview of destroy";
  /** The command a real stage would need for the same. */
  readonly command: string;
  readonly withPolicy: boolean;
  /** Set when the command must be refused; it has then done nothing. @default false */
  readonly refused?: boolean;
  /** What the command stops for, in words: the images and domains that are missing. @default nothing */
  readonly stopsFor?: string;
  /** What people have done before the command runs. @default what they had done before the last one */
  readonly outside?: OutsideWork;
  /** Configuration that is changed before the command runs. */
  readonly configuration?: Readonly<Record<string, string>>;
  /** Throws {@link RehearsalFailure} when the step did not do what it should. */
  readonly verify: (outcome: StepOutcome) => void;
}

/** What decides which commands a rehearsal has. */
export interface StepPlan {
  readonly stage: StackName;
  /** Whether the stage is left standing. */
  readonly keep: boolean;
  /** Whether nothing is deployed. */
  readonly previewOnly: boolean;
  /** Whether the stage's data is guarded against deletion (`dataProtection: on`). */
  readonly guarded: boolean;
  /** Whether the stage is refreshed once it stands, and deployed again. @default false */
  readonly refresh?: boolean;
  /** Whether the stage is deployed in the two passes of a first deployment. @default false */
  readonly firstDeployment?: boolean;
  /** What is missing when the second pass is begun; people see to one after the other. @default nothing */
  readonly missing?: readonly MissingWork[];
}

/** The commands of a rehearsal, in order. */
export function planSteps(plan: StepPlan): readonly Step[] {
  const { stage, keep, previewOnly, guarded, refresh, firstDeployment, missing = [] } = plan;
  const [preview, ...deploying] = deployment(stage);
  const others = [...deploying, ...(refresh ? refreshing(stage) : [])];
  if (previewOnly) return [preview];
  if (firstDeployment)
    return [...inPasses(stage, [preview, ...others], missing), ...(keep ? [] : destroySteps(stage, guarded))];
  return [preview, ...others, ...(keep ? [] : destroySteps(stage, guarded))];
}

function deployment(stage: StackName): readonly [Step, ...Step[]] {
  const withPack = `--stack ${stage} --policy-pack policy`;
  return [
    {
      name: "preview",
      operation: "preview",
      command: `pulumi preview ${withPack}`,
      withPolicy: true,
      verify: mustRunThePack,
    },
    { name: "up", operation: "up", command: `pulumi up ${withPack}`, withPolicy: true, verify: mustDecide },
    {
      name: "up again",
      operation: "up",
      command: `pulumi up ${withPack} --expect-no-changes`,
      withPolicy: true,
      verify: mustChangeNothing,
    },
  ];
}

/** A refresh, which writes into the state what AWS reports, and the deployment after it. */
function refreshing(stage: StackName): readonly Step[] {
  return [
    {
      name: "refresh",
      operation: "refresh",
      command: `pulumi refresh --stack ${stage}`,
      withPolicy: false,
      verify: mustReadAsStated,
    },
    {
      name: "up after the refresh",
      operation: "up",
      command: `pulumi up --stack ${stage} --policy-pack policy --expect-no-changes`,
      withPolicy: true,
      verify: mustChangeNothing,
    },
  ];
}

/** The two passes of a first deployment (docs/decisions/0047-first-deployment.md). */
function inPasses(
  stage: StackName,
  [preview, up, ...rest]: readonly [Step, ...Step[]],
  missing: readonly MissingWork[],
): readonly Step[] {
  const setPass = (pass: string) => `pulumi config set care-platform:deploy ${pass} --stack ${stage}`;
  const second = up === undefined ? [] : [{ ...up, verify: mustKeepWhatIsPrepared }];
  const inOrder = [...missing].sort((one, other) => one.kind.localeCompare(other.kind, "en"));
  return [
    {
      name: "prepare",
      operation: "up",
      command: `${setPass("preparation")} && pulumi up --stack ${stage} --policy-pack policy`,
      withPolicy: true,
      configuration: { [passKey]: "preparation" },
      outside: { imagesMissing: "all", delegationsMissing: "all" },
      verify: mustDecide,
    },
    {
      ...preview,
      command: `${setPass("everything")} && ${preview.command}`,
      configuration: { [passKey]: "everything" },
      outside: everythingDone,
    },
    // The engine begins nothing new after the first refusal, so people learn of one after the other: certificates come first.
    ...inOrder.flatMap((_, done) => second.map((step) => tooEarly(step, inOrder.slice(done)))),
    ...second.map((step) => ({ ...step, outside: everythingDone })),
    ...rest,
  ];
}

/** An attempt at the second pass while something is missing. */
function tooEarly(up: Step, missing: readonly MissingWork[]): Step {
  const named = (kind: MissingWork["kind"]) => missing.filter((work) => work.kind === kind).map(({ name }) => name);
  const stopsFor = missing.map(({ kind, name }) => `${kind} ${name}`).join(" or ");
  return {
    ...up,
    name: `up without ${stopsFor}`,
    outside: { imagesMissing: named("image"), delegationsMissing: named("delegation") },
    stopsFor,
    verify: mustStopFor(missing),
  };
}

/** The setting that chooses the pass. */
const passKey = "care-platform:deploy";

function destroySteps(stage: StackName, guarded: boolean): readonly Step[] {
  const destroy: Step = {
    name: "destroy",
    operation: "destroy",
    command: `pulumi destroy --stack ${stage}`,
    withPolicy: false,
    verify: mustLeaveNothing,
  };
  if (!guarded) return [destroy];
  return [
    {
      ...destroy,
      name: "destroy while protected",
      // The command previews what it would delete, and stops there; `--skip-preview` would delete what is not guarded.
      operation: "preview of destroy",
      refused: true,
      verify: mustBeRefused,
    },
    {
      name: "turn off protection",
      operation: "up",
      command: `pulumi config set dataProtection off --stack ${stage} && pulumi up --stack ${stage}`,
      // The pack demands the very guard that is being lifted (docs/decisions/0004-data-protection.md).
      withPolicy: false,
      configuration: { "care-platform:dataProtection": "off" },
      verify: mustSucceed,
    },
    destroy,
  ];
}
