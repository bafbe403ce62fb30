import type * as pulumi from "@pulumi/pulumi";

/** The plain form of an SDK `Args` or `State` type: what is left of it in a policy, every property optional. */
export type Plain<T> = { readonly [K in keyof T]?: pulumi.Unwrap<NonNullable<T[K]>> };
