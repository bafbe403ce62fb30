import type { StackResource } from "../stack-view";
import { givenValue } from "../stack-view";

/** A test of a tag, in the words of the selection's `conditions`: the key with its prefix, and the value. */
interface TagTest {
  readonly key?: string;
  readonly value?: string;
}

/** A selection of a backup plan, as far as rules read it. */
export interface SelectionState {
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  readonly selectionTags: readonly (TagTest & { readonly type?: string })[];
  readonly conditions: readonly Readonly<
    Partial<Record<"stringEquals" | "stringLikes" | "stringNotEquals" | "stringNotLikes", readonly TagTest[]>>
  >[];
}

/** A selectable resource, with an ARN and tags. */
export interface SelectableState {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly tagsAll: Readonly<Record<string, string>>;
}

/**
 * Whether a selection includes a resource: one of its tags matches, or its list names it and every condition holds. Source:
 * AWS Backup API, BackupSelection. Reading an unknown value of a preview throws.
 */
export function selects(selection: StackResource<SelectionState>, resource: StackResource<SelectableState>): boolean {
  const { props } = selection;
  if ((givenValue(selection, "notResources") ?? []).some((pattern) => matches(pattern, resource))) return false;
  const tagged = (props.selectionTags ?? []).some(({ key, value }) => tagOf(resource, key ?? "") === value);
  return tagged || (lists(selection, resource) && meetsConditions(givenValue(selection, "conditions") ?? [], resource));
}

function lists(
  { props, propertyDependencies }: StackResource<SelectionState>,
  resource: StackResource<SelectableState>,
) {
  if ((propertyDependencies.resources ?? []).some(({ urn }) => urn === resource.urn)) return true;
  const patterns = props.resources ?? [];
  // Conditions alone, without a list, are about everything.
  if (patterns.length === 0) return (props.conditions ?? []).length > 0;
  return patterns.some((pattern) => matches(pattern, resource));
}

/** Compares only where the pattern leaves a question, so that "*" needs no ARN. */
function matches(pattern: string, { props }: StackResource<SelectableState>): boolean {
  if (pattern === "*") return true;
  return glob(pattern).test(props.arn ?? "");
}

function meetsConditions(
  conditions: NonNullable<StackResource<SelectionState>["props"]["conditions"]>,
  resource: StackResource<SelectableState>,
): boolean {
  const value = ({ key = "" }: TagTest) => tagOf(resource, key.replace("aws:ResourceTag/", ""));
  return conditions.every(
    (condition) =>
      (condition.stringEquals ?? []).every((test) => value(test) === test.value) &&
      (condition.stringLikes ?? []).every((test) => glob(test.value ?? "").test(value(test) ?? "")) &&
      (condition.stringNotEquals ?? []).every((test) => value(test) !== test.value) &&
      (condition.stringNotLikes ?? []).every((test) => !glob(test.value ?? "").test(value(test) ?? "")),
  );
}

/** The resource's own tags first: they are known before those the provider adds. */
function tagOf({ props }: StackResource<SelectableState>, key: string): string | undefined {
  return props.tags?.[key] ?? props.tagsAll?.[key];
}

function glob(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${escaped}$`);
}
