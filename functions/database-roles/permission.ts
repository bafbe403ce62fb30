import { setTimeout as later } from "node:timers/promises";

/** How long a denied call is repeated, and how it is waited meanwhile, in milliseconds. */
export interface Patience {
  /** @default two minutes: as long as the AWS provider waits for a change of IAM (internal/service/iam/wait.go) */
  readonly total?: number;
  /** @default the clock */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

/** Milliseconds between two attempts; a call takes little and costs nothing. */
const pause = 5_000;

/**
 * Repeats a call as long as it is denied: IAM needs some time until a policy takes effect that was changed by the same update that
 * runs the function (IAM user guide, "Changes that I make are not always immediately visible"). A call that is still
 * denied in the end fails as it is; any other failure counts at once.
 */
export async function oncePermitted<T>(
  call: () => Promise<T>,
  { total = 120_000, wait = later }: Patience = {},
): Promise<T> {
  for (let waited = 0; ; waited += pause) {
    try {
      return await call();
    } catch (error) {
      if (!isDenied(error) || waited >= total) throw error;
    }
    await wait(pause);
  }
}

/** Whether AWS denied a call; Secrets Manager also reports a denied key this way. */
function isDenied(error: unknown): boolean {
  return error instanceof Error && error.name === "AccessDeniedException";
}
