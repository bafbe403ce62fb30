import { CollectedAnswer } from "./answer";
import type { PackOptions, RuleConfiguration, StackConfiguration } from "./pack-options";
import { requireKnownRules } from "./configuration-fault";
import type { Answer, NotApplicable } from "./answer";
import type { Circumstances, Finding } from "./context";
import { SecondLook } from "./early/second-look";
import { hintOf } from "./hint";
import { levelsOf } from "./levels";
import type { Level } from "./levels";
import { findingMessage, undecidedMessage } from "./message";
import { noted } from "./noted";
import { OpenQuestions } from "./open-questions";
import type { CheckedResource, ResourceRule, Rule, StackRule } from "./rule";
import { factsFromManifest, manifestType } from "./stage-manifest";
import type { StageFacts } from "./stage-manifest";
import { accepts } from "./settings";
import type { StackResource } from "./stack-view";
import { stackOf, stageOf } from "./stage";
import { switchedOff } from "./switched-off";
import type { Stage, StageSources } from "./stage";
import { blocksUndecided, isPreview } from "./strictness";
import { checkResource } from "./rule-result";
import type { RuleResult } from "./rule-result";
import { waiversCurrent } from "./rules/delivery/waivers-current";
import { readWaivers, waiverFileOf } from "./waiver-file";
import type { WaiverFile } from "./waiver-file";
import { WaiverRegister } from "./waiver";

export type { Answer, Diagnostic, NotApplicable } from "./answer";
export type { ConfiguredLevel, PackOptions, RuleConfiguration, StackConfiguration } from "./pack-options";

/** The state of a rule in this run. */
interface Run extends Circumstances {
  readonly level: Level;
  readonly strict: unknown;
}

/** The level a rule is announced with: the strictest of any stage. Throws when it names no enforcement. */
export function declaredLevel(rule: Rule): "advisory" | "mandatory" {
  return Object.values(levelsOf(rule)).includes("mandatory") ? "mandatory" : "advisory";
}

/** The pack evaluates its rules for the resources that the engine sends. One engine run, one stack, one pack. */
export class Pack {
  readonly rules: readonly Rule[];
  #configuration: ReadonlyMap<string, RuleConfiguration> = new Map();
  #stack: StackConfiguration | undefined;
  #stackName = "";
  readonly #facts = new Map<string, StageFacts>();
  readonly #waivers = new Map<Stage, WaiverRegister>();
  readonly #openQuestions = new OpenQuestions();
  readonly #secondLook = new SecondLook();
  readonly #runs = new Map<Rule, Run>();
  readonly #byType = new Map<string, { asked: readonly ResourceRule[]; others: readonly NotApplicable[] }>();

  constructor(
    rules: readonly Rule[],
    private readonly options: PackOptions,
  ) {
    for (const rule of rules) declaredLevel(rule);
    // Evaluated last: the needed waivers are known after all other rules.
    this.rules = [
      ...rules.filter((rule) => rule !== waiversCurrent),
      ...rules.filter((rule) => rule === waiversCurrent),
    ];
  }

  /**
   * Takes the pack's configuration, by rule. Throws `ConfigurationFault` when it names a rule that does not exist, and
   * `WaiverFileFault` when the waiver file has errors.
   */
  configure(configuration: ReadonlyMap<string, RuleConfiguration>): void {
    requireKnownRules(configuration, this.rules);
    this.#configuration = configuration;
    this.#forget();
    if (this.#stack !== undefined) this.#register();
  }

  /** Takes the engine's data about the stack. */
  configureStack(stack: StackConfiguration): void {
    this.#stack = stack;
    this.#stackName = stack.stack;
    this.#forget();
  }

  /** Evaluates the resource rules for a resource. */
  analyze(resource: CheckedResource): Answer {
    this.#meet(resource);
    if (this.#stack?.dryRun === true) this.#secondLook.meet(resource);
    this.#register().noteAsked(resource.urn);
    const { asked, others } = this.#rulesFor(resource.type);
    const answer = new CollectedAnswer(others);
    for (const rule of asked) {
      const run = this.#runOf(rule);
      if (run.level === "off") answer.passOver(rule, `Off in ${run.stage}.`);
      else this.#report(rule, this.#secondLook.postpone(rule, resource, checkResource(rule, resource, run)), answer);
    }
    return answer;
  }

  /** Evaluates the stack rules for all resources of the stack. */
  analyzeStack(given: readonly StackResource[]): Answer {
    this.#meetStackOf(given[0]?.urn);
    const preview = this.#preview() ?? false;
    const { resources, answers, check } = this.#secondLook.take(
      given,
      (rule, resource) => checkResource(rule, resource, this.#runOf(rule)),
      () => this.#register().states({ resources: given, preview }),
    );
    const answer = new CollectedAnswer([]);
    for (const { rule, result } of answers) this.#report(rule, result, answer);
    for (const rule of this.rules) {
      if (rule.kind !== "stack" || this.#isDisabled(rule)) continue;
      const run = this.#runOf(rule);
      if (run.level === "off") answer.passOver(rule, `Off in ${run.stage}.`);
      else this.#report(rule, check(rule, run), answer);
    }
    const stackUrn = resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.urn;
    for (const open of this.#openQuestions.take(stackUrn)) answer.say(open);
    const lines = this.#forPeople ? noted(this.rules, resources, this.#stageSources(undefined)) : [];
    for (const line of lines) answer.say({ ...line, urn: stackUrn });
    const off = this.rules.filter((rule) => rule.unwaivable !== undefined && this.#isDisabled(rule));
    if (off.length > 0) answer.say({ ...switchedOff(off), urn: stackUrn, level: this.#strictDeployment() });
    return answer;
  }

  /** Reads the stack's name and the stage's manifest from a resource. */
  #meet({ type, urn, props }: CheckedResource): void {
    this.#meetStackOf(urn);
    if (type !== manifestType) return;
    this.#facts.set(this.#stackName, factsFromManifest(this.rules, props as Record<string, unknown>));
    this.#runs.clear();
  }

  /** If the engine did not name the stack, the URNs do; a recorded state may contain several. */
  #meetStackOf(urn: string | undefined): void {
    const stack = this.#stack?.stack ?? stackOf(urn);
    if (stack === this.#stackName) return;
    this.#stackName = stack;
    this.#runs.clear();
  }

  #forget(): void {
    this.#runs.clear();
    this.#byType.clear();
    this.#waivers.clear();
  }

  /** The waivers of the stage. */
  #register(): WaiverRegister {
    const { stage } = this.#runOf(waiversCurrent);
    const known = this.#waivers.get(stage);
    if (known !== undefined) return known;
    const register = new WaiverRegister(
      readWaivers(this.#waiverFile(), this.rules, this.options.today),
      this.options.today,
    );
    this.#waivers.set(stage, register);
    return register;
  }

  #waiverFile(): WaiverFile {
    const { environment, folder } = this.options;
    return waiverFileOf({
      configured: this.#configuration.get(waiversCurrent.id)?.values.file,
      environment: environment.CARE_PLATFORM_POLICY_WAIVERS,
      stage: this.#runOf(waiversCurrent).stage,
      packFolder: folder,
    });
  }

  #rulesFor(type: string): { readonly asked: readonly ResourceRule[]; readonly others: readonly NotApplicable[] } {
    const known = this.#byType.get(type);
    if (known !== undefined) return known;
    const enabled = this.rules.filter((rule) => rule.kind === "resource").filter((rule) => !this.#isDisabled(rule));
    const asked = enabled.filter((rule) => rule.types === "any" || rule.types.includes(type));
    const others = enabled
      .filter((rule) => !asked.includes(rule))
      .map((rule) => ({ rule, reason: `Only for ${typesOf(rule)}.` }));
    this.#byType.set(type, { asked, others });
    return { asked, others };
  }

  /** Mandatory in a deployment in strict mode, as an undecided check is. */
  #strictDeployment(): "advisory" | "mandatory" {
    const sources = { configured: undefined, dryRun: this.#stack?.dryRun, variables: this.options.environment };
    return blocksUndecided({ subject: { name: "stack" }, waitsFor: "", unknown: false }, sources)
      ? "mandatory"
      : "advisory";
  }

  #isDisabled(rule: Rule): boolean {
    return this.#configuration.get(rule.id)?.level === "disabled";
  }

  #runOf(rule: Rule): Run {
    const known = this.#runs.get(rule);
    if (known !== undefined) return known;
    const values = this.#configuration.get(rule.id)?.values ?? {};
    const stage = stageOf(this.#stageSources(values.stage));
    const facts = this.#facts.get(this.#stackName);
    const settings = Object.fromEntries(
      Object.entries(rule.settings ?? {}).map(([name, setting]) => {
        const configured = values[name];
        const value = accepts(setting, configured) ? configured : facts?.settings.get(rule.id)?.[name];
        return [name, value ?? setting.default];
      }),
    );
    const run = { stage, settings, systems: facts?.systems, level: levelsOf(rule)[stage], strict: values.strict };
    this.#runs.set(rule, run);
    return run;
  }

  #stageSources(configured: unknown): StageSources {
    return {
      configured,
      environment: this.options.environment.CARE_PLATFORM_POLICY_STAGE,
      stackTag: this.#stack?.tags.get("stage"),
      stack: this.#stackName,
    };
  }

  #report(rule: Rule, ruleResult: RuleResult, answer: CollectedAnswer): void {
    if (ruleResult.result === "not applicable") {
      answer.passOver(rule, ruleResult.reason ?? "");
      return;
    }
    const run = this.#runOf(rule);
    const level = this.#levelOf(rule, run);
    for (const finding of ruleResult.findings) {
      const waivable = rule.unwaivable === undefined || finding.guessed === true;
      const waiver = waivable ? this.#register().waiverOf(rule.id, finding.subject) : undefined;
      const message = findingMessage(rule.id, finding, waiver);
      const hint = waiver ? undefined : this.#hint(rule, finding);
      answer.say({ rule, message, hint, urn: finding.subject.urn, level: waiver ? "advisory" : level });
    }
    for (const open of ruleResult.waiting) {
      const waiver = rule.unwaivable === undefined ? this.#register().waiverOf(rule.id, open.subject) : undefined;
      const sources = { configured: run.strict, dryRun: this.#stack?.dryRun, variables: this.options.environment };
      const blocks = waiver === undefined && blocksUndecided(open, sources);
      const message = undecidedMessage(rule.id, open, waiver);
      const diagnostic = { rule, message, urn: open.subject.urn, level: blocks ? level : "advisory" } as const;
      if (blocks || waiver !== undefined || !this.#forPeople) answer.say(diagnostic);
      else this.#openQuestions.add(diagnostic);
    }
  }

  get #forPeople(): boolean {
    return this.options.forPeople === true && this.#stack !== undefined;
  }

  #hint({ id, unwaivable, kind, remediation }: Rule, { guessed }: Finding): string | undefined {
    if (!this.#forPeople) return undefined;
    const waivers = unwaivable === undefined || guessed === true ? this.#waiverFile().path : undefined;
    const stands = kind === "stack" && this.#stack?.dryRun === false;
    return hintOf({ ruleId: id, remediation, waivers, packFolder: this.options.folder, stands });
  }

  /** The finding's level, unless the pack's configuration changes it and it is the announced one. */
  #levelOf(rule: Rule, { level }: Run): "advisory" | "mandatory" {
    if (level !== declaredLevel(rule)) return level === "mandatory" ? "mandatory" : "advisory";
    const configured = this.#configuration.get(rule.id)?.level ?? level;
    return configured === "advisory" ? "advisory" : "mandatory";
  }

  #preview(): boolean | undefined {
    return isPreview({ dryRun: this.#stack?.dryRun, variables: this.options.environment });
  }
}

function typesOf({ types }: ResourceRule | StackRule): string {
  return types === "any" ? "any resource" : types.join(", ");
}
