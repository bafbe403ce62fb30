import type { StackResource, StackView } from "../stack-view";

/** Settings that older programs set on the bucket itself: an object in today's spelling, a list in that of BucketV2. */
export interface BucketState {
  readonly serverSideEncryptionConfiguration: object;
  readonly versioning: { readonly enabled?: boolean } | readonly { readonly enabled?: boolean }[];
  readonly policy: unknown;
  readonly acl: string;
}

/** The resources of the given types that configure a bucket. */
export function configuring<State>(
  stack: StackView,
  bucket: StackResource,
  types: readonly string[],
): readonly StackResource<State>[] {
  return stack.pointingAt<State>(bucket, types, { property: "bucket", by: ["bucket", "id", "arn"] });
}
