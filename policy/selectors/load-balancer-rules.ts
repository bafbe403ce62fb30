/** A condition of a listener's rule, as far as rules read it. */
interface Condition {
  readonly pathPattern?: { readonly values?: readonly string[]; readonly regexValues?: readonly string[] };
}

/** A rule of a listener, as far as rules read it. */
export interface ListenerRuleState {
  readonly listenerArn: string;
  readonly priority: number;
  readonly actions: readonly { readonly type?: string }[];
  readonly conditions: readonly Condition[];
}

/** The path patterns of a rule; undefined for a rule that takes every path. */
export function pathsOf(conditions: readonly Condition[] | undefined): readonly string[] | undefined {
  const patterns = (conditions ?? []).flatMap(({ pathPattern }) => pathPattern?.values ?? []);
  return patterns.length === 0 ? undefined : patterns;
}

/** Whether actions forward to a target. */
export function forwards(actions: readonly { readonly type?: string }[] | undefined): boolean {
  return (actions ?? []).some(({ type }) => type === "forward");
}
