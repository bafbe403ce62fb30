import type { KeptResource, WireObject } from "../resource-type";

/** A read-only request, in the words of the vendor's API. */
export interface ApiRequest {
  /** The service as the AWS CLI calls it, `ec2`; or "atlas". */
  readonly service: string;
  /** The operation, `DescribeSecurityGroupRules`; for Atlas the path below `/api/atlas/v2`. */
  readonly operation: string;
  /** @default all of them */
  readonly region?: string;
  readonly input?: Readonly<Record<string, unknown>>;
}

/** The resources of types that are seen from the Region of a request. */
export type Standing = (...types: readonly string[]) => readonly KeptResource[];

/** Answers one operation in the shape of its API; `undefined` where there is none of what was asked for. */
export type Answering = (input: Readonly<Record<string, unknown>>, standing: Standing) => WireObject | undefined;
