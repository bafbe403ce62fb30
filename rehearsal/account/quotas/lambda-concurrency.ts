import type { AccountKind } from "./account-kind";

const newAccount = { limit: 10, unreserved: 10 } as const;

/**
 * How many functions run at once in a Region, and how many of them no function may set aside. Source: Lambda guide,
 * "Lambda quotas" and "Configuring reserved concurrency"; for new accounts aws-samples/one-observability-demo#278 and
 * DataDog/datadog-serverless-functions#621, where 10 of 10 must stay.
 */
export const lambdaConcurrency: Readonly<Record<AccountKind, { readonly limit: number; readonly unreserved: number }>> =
  {
    new: newAccount,
    member: newAccount,
    established: { limit: 1000, unreserved: 100 },
  };
