import { createRequire } from "node:module";

type Debuggable = <T>(promise: Promise<T>, context: unknown) => Promise<T>;

// The SDK does not declare it, and an import would be a copy.
const sdk = createRequire(__filename)("@pulumi/pulumi/runtime/debuggable") as { debuggablePromise: Debuggable };
const { debuggablePromise } = sdk;

/**
 * Keeps the SDK from taking a stack trace for each of its promises, which tsx maps to TypeScript: a quarter of the program's
 * processor time. It shows them with `PULUMI_DEBUG_PROMISE_LEAKS` only. The stack traces of errors stay.
 */
sdk.debuggablePromise = (promise, context) => {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return debuggablePromise(promise, context);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
};
